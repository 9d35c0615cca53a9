import type { MiddlewareHandler } from "hono";
import type { ServiceEnv } from "../service.ts";
import { ProblemError } from "./problem-error.ts";

/** Answers to the server's own names only: another one may have been made to mean this machine. */
export function ownHost(isOwnHost: (hostname: string) => boolean): MiddlewareHandler<ServiceEnv> {
  let lastOwn = "";
  return async ({ req }, next) => {
    const { url } = req.raw;
    const start = url.slice(0, url.indexOf("/", 8));
    if (start !== lastOwn) {
      if (!isOwnHost(new URL(url).hostname)) throw wrongHost();
      lastOwn = start;
    }
    await next();
  };
}

function wrongHost(): ProblemError {
  const detail = "This host name is not served here; use the address that was printed";
  return new ProblemError("wrong-host", { detail });
}
