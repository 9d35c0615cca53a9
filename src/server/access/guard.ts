import type { Context, MiddlewareHandler } from "hono";
import type { Scope } from "../../contract/scope.ts";
import type { ApiKey } from "../../store/store.ts";
import type { Arrival } from "../http/address.ts";
import { remoteAddress } from "../http/address.ts";
import type { BodyWay } from "../http/body-limits.ts";
import { readJson } from "../http/body-limits.ts";
import { checkBodyType } from "../http/body-type.ts";
import type { Slots } from "../http/concurrency.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { ServiceEnv } from "../service.ts";
import type { Authenticator } from "./authenticate.ts";
import { refuseForwarded } from "./forwarded.ts";
import { checkOrigin } from "./origin.ts";
import type { RateLimits } from "./rate-limit.ts";

/** What a request has to pass before a route sees it. */
export interface Gate {
  /** Those that are being answered. */
  readonly slots: Slots;
  /** Those whose body of JSON is still to come: slow ones take no place from those that are there. */
  readonly arriving: Slots;
  /** Those whose body is read in pieces, which may take minutes. */
  readonly streams: Slots;
  readonly allowOrigins: ReadonlySet<string>;
  readonly authenticator: Authenticator;
  readonly rates: RateLimits;
  needsKey(): Promise<boolean>;
}

/** A route, as its guard has to know it. */
export interface Guarded {
  /** The template of its path. */
  readonly path: string;
  readonly scope: Scope | "none";
  readonly body: BodyWay | undefined;
}

/**
 * Stands before a route of the contract: so many requests at once, of no page elsewhere, with a key that has the
 * scope, no more often than the key may, with a body that is of the right kind.
 */
export function guard({ path, scope, body }: Guarded, gate: Gate): MiddlewareHandler<ServiceEnv> {
  if (scope === "none") {
    return async (context, next) => {
      context.set("route", path);
      await next();
    };
  }
  if (body?.kind === "json") return guardJson({ path, scope, body }, gate);
  const slots = body === undefined ? gate.slots : gate.streams;
  return async (context, next) => {
    context.set("route", path);
    const slot = slots.enter();
    try {
      const key = await admitTo(context, scope, gate);
      slot.isOf(key?.id);
      if (body !== undefined) checkBodyType(context.req.raw.headers, body.types);
      await next();
    } finally {
      slot.leave();
    }
  };
}

function guardJson(
  { path, scope, body }: { path: string; scope: Scope; body: BodyWay & { kind: "json" } },
  gate: Gate,
): MiddlewareHandler<ServiceEnv> {
  return async (context, next) => {
    context.set("route", path);
    const arriving = gate.arriving.enter();
    let key: ApiKey | undefined;
    try {
      key = await admitTo(context, scope, gate);
      arriving.isOf(key?.id);
      await readJson(context, body);
    } finally {
      arriving.leave();
    }
    const slot = gate.slots.enter();
    try {
      slot.isOf(key?.id);
      await next();
    } finally {
      slot.leave();
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

async function admitTo(
  context: Context<ServiceEnv>,
  scope: Scope,
  gate: Gate,
): Promise<ApiKey | undefined> {
  const key = await admit(context, gate);
  if (key === undefined) return undefined;
  if (!key.scopes.includes(scope)) throw notAllowed(scope);
  await gate.rates.count(key);
  return key;
}

/** @returns the key, or undefined where none is needed. */
async function admit(context: Context<ServiceEnv>, gate: Gate): Promise<ApiKey | undefined> {
  const { raw } = context.req;
  checkOrigin(raw, gate.allowOrigins);
  if (!(await gate.needsKey())) {
    refuseForwarded(raw.headers);
    return undefined;
  }
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
