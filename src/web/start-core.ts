import type { CoreClient } from "./core-client.ts";
import { coreClient } from "./core-client.ts";

/** Starts a worker; it loads nothing before it is asked. */
export function startCore(): CoreClient {
  const base = new URL(".", document.baseURI).href.replace(/[#?].*$/u, "");
  const worker = new Worker(new URL("./worker/worker.ts", import.meta.url), {
    type: "module",
    name: base,
  });
  return coreClient(worker);
}

/** A worker that starts at the first call. */
export function lateCore(): CoreClient {
  let client: CoreClient | undefined;
  return {
    ask: (...call) => {
      client ??= startCore();
      return client.ask(...call);
    },
  };
}
