import type { MiddlewareHandler } from "hono";
import type { Log, ServiceEnv } from "../service.ts";
import type { Metrics } from "./metrics.ts";

/** Of a request to no route of the contract. */
const NO_ROUTE = "none";
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]);

/** Counts requests, and logs each where `log` is given: by route, without anything that is about a person. */
export function observe(metrics: Metrics, log: Log | undefined): MiddlewareHandler<ServiceEnv> {
  return async (context, next) => {
    const from = performance.now();
    metrics.inFlight++;
    try {
      await next();
    } finally {
      metrics.inFlight--;
    }
    const ms = performance.now() - from;
    const { status } = context.res;
    const route = context.get("route") ?? NO_ROUTE;
    const { method: asked } = context.req.raw;
    const method = METHODS.has(asked) ? asked : "other";
    metrics.observe({ method, route, status, seconds: ms / 1000 });
    if (log === undefined) return;
    const keyId = context.get("apiKey")?.id;
    log({
      ...{ level: status >= 500 ? "warn" : "info", event: "request" },
      ...{ requestId: context.get("requestId"), method, route, status, ms: Number(ms.toFixed(3)) },
      ...(keyId === undefined ? {} : { keyId }),
    });
  };
}
