import type { Context, MiddlewareHandler } from "hono";
import type { Scope } from "../../contract/scope.ts";
import type { ApiKey } from "../../store/store.ts";
import type { Arrival } from "../http/address.ts";
import { remoteAddress } from "../http/address.ts";
import type { Slots } from "../http/concurrency.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { ServiceEnv } from "../service.ts";
import type { Authenticator } from "./authenticate.ts";
import { checkOrigin } from "./origin.ts";
import type { RateLimits } from "./rate-limit.ts";

/** What a request has to pass before a route sees it. */
export interface Gate {
  readonly slots: Slots;
  readonly allowOrigins: ReadonlySet<string>;
  readonly authenticator: Authenticator;
  readonly rates: RateLimits;
  needsKey(): Promise<boolean>;
}

/**
 * Stands before a route of the contract: so many requests at once, of no page elsewhere, with a key that has the
 * scope, no more often than the key may.
 *
 * @param route - the template of its path.
 */
export function guard(
  route: string,
  scope: Scope | "none",
  gate: Gate,
): MiddlewareHandler<ServiceEnv> {
  if (scope === "none") {
    return async (context, next) => {
      context.set("route", route);
      await next();
    };
  }
  return async (context, next) => {
    context.set("route", route);
    gate.slots.enter();
    try {
      const key = await admit(context, gate);
      if (key !== undefined) {
        if (!key.scopes.includes(scope)) throw notAllowed(scope);
        await gate.rates.count(key);
      }
      await next();
    } finally {
      gate.slots.leave();
    }
  };
}

/** Stands before what the contract does not have: whoever may ask nothing does not hear what there is. */
export function guardRest(gate: Gate): (context: Context<ServiceEnv>) => Promise<void> {
  return async (context) => {
    const key = await admit(context, gate);
    if (key !== undefined) await gate.rates.count(key);
  };
}

/** @returns the key, or undefined where none is needed. */
async function admit(context: Context<ServiceEnv>, gate: Gate): Promise<ApiKey | undefined> {
  const { raw } = context.req;
  checkOrigin(raw, gate.allowOrigins);
  if (!(await gate.needsKey())) return undefined;
  const address = remoteAddress(context.env as Partial<Arrival> | undefined);
  const authorization = raw.headers.get("Authorization") ?? undefined;
  const key = await gate.authenticator.keyOf(authorization, address);
  context.set("apiKey", key);
  return key;
}

function notAllowed(scope: Scope): ProblemError {
  return new ProblemError("not-allowed", {
    detail: `This API key lacks the scope "${scope}"; "matinee keys create --scopes ${scope}" makes one that has it`,
    headers: { "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${scope}"` },
  });
}
