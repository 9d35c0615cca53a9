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
import { jsonBody, streamedBody } from "./http/body-limits.ts";
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
  /** Requests under way; default 256. */
  readonly mostAtOnce?: number;
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
  guardRoutes(api, {
    ...{ allowOrigins, needsKey: () => rules.needsKey() },
    slots: new Slots(rules.mostAtOnce ?? MOST_AT_ONCE),
    authenticator: new Authenticator(service.store),
    rates: new RateLimits(),
  });
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
function guardRoutes(api: OpenAPIHono<ServiceEnv>, gate: Gate): void {
  const templates = new Set<string>();
  for (const route of Object.values(ROUTES)) {
    const path = route.getRoutingPath();
    templates.add(path);
    api.on(route.method.toUpperCase(), path, guard(route.path, route[SCOPE_KEY], gate));
    const types = bodyTypes(route);
    if (types.length === 0) continue;
    const isJson = types.includes(JSON_TYPE) && types.length === 1;
    api.on(
      route.method.toUpperCase(),
      path,
      isJson ? jsonBody(MOST_JSON_BYTES) : streamedBody(types),
    );
  }
  const admit = guardRest(gate);
  api.use(EVERY_PATH, async (context, next) => {
    if (context.get("route") !== undefined) return await next();
    await admit(context);
    throw nothingHere(context, api.router, templates);
  });
  api.notFound((context) => {
    throw nothingHere(context, api.router, templates);
  });
}

/** Media types that a route takes. */
function bodyTypes(route: (typeof ROUTES)[keyof typeof ROUTES]): readonly string[] {
  const { request } = route as {
    readonly request?: { readonly body?: { readonly content?: object } };
  };
  return Object.keys(request?.body?.content ?? {});
}
