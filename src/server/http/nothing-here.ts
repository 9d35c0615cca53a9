import type { Context } from "hono";
import type { ServiceEnv } from "../service.ts";
import { rawPath } from "./address.ts";
import { ProblemError } from "./problem-error.ts";

/** What of hono's router tells which handlers a request would meet. */
export interface RouteTable {
  match(
    method: string,
    path: string,
  ): readonly [
    readonly (readonly [readonly [unknown, { readonly path: string }], unknown])[],
    ...unknown[],
  ];
}

const METHODS = ["GET", "PUT", "POST", "DELETE"] as const;

/**
 * The problem of a request that no route answers: another method might be, or nothing is there.
 *
 * @param templates - the paths of the contract, as the router has them.
 */
export function nothingHere(
  { req }: Context<ServiceEnv>,
  router: RouteTable,
  templates: ReadonlySet<string>,
): ProblemError {
  const path = rawPath(req.raw);
  const allowed: string[] = METHODS.filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => templates.has(route.path)),
  );
  if (allowed.length === 0) {
    const detail = "There is nothing at this address; GET /openapi.json tells what there is";
    return new ProblemError("nothing-here", { detail });
  }
  if (allowed[0] === "GET") allowed.splice(1, 0, "HEAD");
  const Allow = allowed.join(", ");
  const detail = `This address answers ${Allow} only`;
  return new ProblemError("method-not-allowed", { detail, headers: { Allow } });
}
