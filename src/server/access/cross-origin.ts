import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { ServiceEnv } from "../service.ts";

const SECONDS = 600;

/** Lets pages of these origins ask and read, by the protocol of browsers; nobody else hears of it. */
export function crossOrigin(allowed: ReadonlySet<string>): MiddlewareHandler<ServiceEnv> {
  const answer = cors({
    origin: [...allowed],
    allowMethods: ["GET", "HEAD", "PUT", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "If-None-Match", "X-Request-Id"],
    exposeHeaders: ["ETag", "Retry-After", "X-Request-Id"],
    maxAge: SECONDS,
  });
  return (context, next) => {
    const origin = context.req.header("Origin");
    return origin !== undefined && allowed.has(origin) ? answer(context, next) : next();
  };
}
