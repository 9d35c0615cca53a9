import type { OpenAPIHono } from "@hono/zod-openapi";
import { getLive, getMetrics, getReady } from "../../contract/operation-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import type { Metrics } from "./metrics.ts";
import { mountDocs } from "./mount-docs.ts";

const STORE_MS = 1000;

/** What is told of a server besides what its service knows. */
export interface Operation {
  readonly metrics: Metrics;
  /** Of the package. */
  readonly version: string;
  /** Is it about to end? */
  isStopping(): boolean;
}

/** Adds what tells how the server is, and what can be asked of it. */
export function mountOperation(
  api: OpenAPIHono<ServiceEnv>,
  service: Service,
  operation: Operation,
): void {
  const { metrics, version } = operation;
  mountDocs(api, version);
  const answers = once(async () => await answersInTime(service.store.ping()));
  const fresh = { "Cache-Control": "no-store" };
  api.openapi(getLive, (context) => context.json({ status: "ok" as const }, 200, fresh));
  api.openapi(getReady, async (context) => {
    const status = await readiness(service, operation, answers);
    return status === "ok"
      ? context.json({ status }, 200, fresh)
      : context.json({ status }, 503, fresh);
  });
  api.openapi(getMetrics, async (context) =>
    context.text(await metrics.text(), 200, { ...fresh, "Content-Type": metrics.contentType }),
  );
}

type Readiness = "ok" | "starting" | "stopping" | "store-unavailable";

async function readiness(
  { models }: Service,
  operation: Operation,
  answers: () => Promise<boolean>,
): Promise<Readiness> {
  if (operation.isStopping()) return "stopping";
  if (!models.isLoaded) return "starting";
  return (await answers()) ? "ok" : "store-unavailable";
}

/** Who asks while it is being found out shares it: no number of strangers makes more than one question of the store. */
function once(find: () => Promise<boolean>): () => Promise<boolean> {
  let coming: Promise<boolean> | undefined;
  return () => {
    coming ??= find().finally(() => (coming = undefined));
    return coming;
  };
}

async function answersInTime(ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), STORE_MS);
  });
  const answered = ping.then(
    () => true,
    () => false,
  );
  const isThere = await Promise.race([answered, late]);
  clearTimeout(timer);
  return isThere;
}
