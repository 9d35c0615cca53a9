import type { OpenAPIHono } from "@hono/zod-openapi";
import { getLive, getMetrics, getReady } from "../../contract/operation-routes.ts";
import { StoreError } from "../../core/errors.ts";
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
  const stateOfStore = once(async () => await stateInTime(service.store.ping()));
  const fresh = { "Cache-Control": "no-store" };
  api.openapi(getLive, (context) => context.json({ status: "ok" as const }, 200, fresh));
  api.openapi(getReady, async (context) => {
    const status = await readiness(service, operation, stateOfStore);
    return status === "ok"
      ? context.json({ status }, 200, fresh)
      : context.json({ status }, 503, fresh);
  });
  api.openapi(getMetrics, async (context) =>
    context.text(await metrics.text(), 200, { ...fresh, "Content-Type": metrics.contentType }),
  );
}

type StoreState = "ok" | "store-damaged" | "store-unavailable";
type Readiness = StoreState | "starting" | "stopping";

async function readiness(
  { models }: Service,
  operation: Operation,
  stateOfStore: () => Promise<StoreState>,
): Promise<Readiness> {
  if (operation.isStopping()) return "stopping";
  const state = await stateOfStore();
  return state === "ok" && !models.isLoaded ? "starting" : state;
}

/** Who asks while it is being found out shares it: no number of strangers makes more than one question of the store. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  return () => {
    coming ??= find().finally(() => (coming = undefined));
    return coming;
  };
}

async function stateInTime(ping: Promise<void>): Promise<StoreState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<StoreState>((resolve) => {
    timer = setTimeout(() => resolve("store-unavailable"), STORE_MS);
  });
  const answered = ping.then((): StoreState => "ok", stateOfFault);
  const state = await Promise.race([answered, late]);
  clearTimeout(timer);
  return state;
}

/** Waiting helps against the one, a backup against the other. */
function stateOfFault(error: unknown): StoreState {
  const isDamaged = error instanceof StoreError && ["damaged", "newer"].includes(error.fault);
  return isDamaged ? "store-damaged" : "store-unavailable";
}
