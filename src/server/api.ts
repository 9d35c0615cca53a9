import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { MOST_JSON_BYTES } from "../contract/ratings-routes.ts";
import { ROUTES } from "../contract/routes.ts";
import { SCOPE_KEY } from "../contract/scope.ts";
import { Authenticator } from "./access/authenticate.ts";
import { crossOrigin } from "./access/cross-origin.ts";
import type { Gate } from "./access/guard.ts";
import { guard, guardRest } from "./access/guard.ts";
import { RateLimits } from "./access/rate-limit.ts";
import type { Arrival } from "./http/address.ts";
import { checkAddress, rawPath } from "./http/address.ts";
import type { BodyWay } from "./http/body-limits.ts";
import { Slots } from "./http/concurrency.ts";
import { nothingHere } from "./http/nothing-here.ts";
import { ownHost } from "./http/own-host.ts";
import { problemHandler } from "./http/problem-handler.ts";
import { nameRequest } from "./http/request-id.ts";
import { refuseInvalid } from "./http/validation.ts";
import { Metrics } from "./operation/metrics.ts";
import { mountOperation } from "./operation/mount-operation.ts";
import { observe } from "./operation/observe.ts";
import type { Service, ServiceEnv } from "./service.ts";

/** Who may ask, and how much. */
export interface Rules {
  /** Is this host name, as in `URL.hostname`, one that the server answers to? */
  isOwnHost(hostname: string): boolean;
  needsKey(): Promise<boolean>;
  /** Origins whose pages may ask, such as `https://films.example`; default none. */
  readonly allowOrigins?: readonly string[];
  /** Requests that are being answered; default 256. */
  readonly mostAtOnce?: number;
  /** Requests whose body of JSON is still to come; default 256. */
  readonly mostArriving?: number;
  /** Requests whose body is read in pieces; default 32. */
  readonly mostStreams?: number;
  /** How long a body of JSON may take to come; default 10 s. */
  readonly jsonBodyMs?: number;
  /** Is each request logged? Default no; faults always are. */
  readonly logsRequests?: boolean;
  /** Is the server about to end? */
  isStopping?(): boolean;
  /** Of the package, for the docs. */
  readonly version?: string;
}

/** Adds routes. */
export type Mount = (api: OpenAPIHono<ServiceEnv>, service: Service) => void;

const MOST_AT_ONCE = 256;
const MOST_STREAMS = 32;
const JSON_BODY_MS = 10_000;
const EVERY_PATH = "/v1/*";
const JSON_TYPE = "application/json";

/** The service over HTTP: what every request passes, then the routes of `mounts`. */
export function makeApi(
  service: Service,
  rules: Rules,
  mounts: readonly Mount[],
): OpenAPIHono<ServiceEnv> {
  const api = new OpenAPIHono<ServiceEnv>({ defaultHook: refuseInvalid, getPath: rawPath });
  const metrics = new Metrics(service);
  const allowOrigins = new Set(rules.allowOrigins);
  api.use(
    nameRequest,
    observe(metrics, rules.logsRequests === true ? service.log : undefined),
    ownHost(rules.isOwnHost),
    readableAddress,
  );
  if (allowOrigins.size > 0) api.use(crossOrigin(allowOrigins));
  const gate: Gate = {
    ...{ allowOrigins, needsKey: () => rules.needsKey() },
    slots: new Slots(rules.mostAtOnce ?? MOST_AT_ONCE),
    arriving: new Slots(rules.mostArriving ?? MOST_AT_ONCE),
    streams: new Slots(rules.mostStreams ?? MOST_STREAMS),
    authenticator: new Authenticator(service.store),
    rates: new RateLimits(),
  };
  guardRoutes(api, gate, rules.jsonBodyMs ?? JSON_BODY_MS);
  for (const mount of mounts) mount(api, service);
  const { version = "unknown" } = rules;
  mountOperation(api, service, {
    ...{ metrics, version },
    isStopping: () => rules.isStopping?.() ?? false,
  });
  api.onError(problemHandler(service.log));
  return api;
}

const readableAddress: MiddlewareHandler<ServiceEnv> = async (context, next) => {
  checkAddress(context.req.raw, context.env as Partial<Arrival> | undefined);
  await next();
};

/** Before any route is there, so that none can be reached past its guard, nor one that is not of the contract. */
function guardRoutes(api: OpenAPIHono<ServiceEnv>, gate: Gate, jsonBodyMs: number): void {
  const templates = new Set<string>();
  for (const route of Object.values(ROUTES)) {
    const template = route.getRoutingPath();
    templates.add(template);
    const { path, method } = route;
    const guarded = { path, scope: route[SCOPE_KEY], body: bodyWay(route, jsonBodyMs) };
    api.on(method.toUpperCase(), template, guard(guarded, gate));
  }
  const admit = guardRest(gate);
  const rest: MiddlewareHandler<ServiceEnv> = async (context, next) => {
    if (context.get("route") !== undefined) return await next();
    await admit(context);
    throw nothingHere(context, api.router, templates);
  };
  api.use(EVERY_PATH, rest);
  api.notFound((context) => {
    throw nothingHere(context, api.router, templates);
  });
}

function bodyWay(
  route: (typeof ROUTES)[keyof typeof ROUTES],
  totalMs: number,
): BodyWay | undefined {
  const { request } = route as {
    readonly request?: { readonly body?: { readonly content?: object } };
  };
  const types = Object.keys(request?.body?.content ?? {});
  if (types.length === 0) return undefined;
  const isJson = types.includes(JSON_TYPE) && types.length === 1;
  return isJson
    ? { kind: "json", mostBytes: MOST_JSON_BYTES, totalMs }
    : { kind: "streamed", types };
}
