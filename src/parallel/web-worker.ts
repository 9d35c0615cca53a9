import type { News, Order } from "./messages.ts";
import { serve } from "./serve.ts";

// Loaded by web-threads.ts as the whole of a thread.

/** As much of a worker's global as is needed: its types and those of Node do not go together. */
interface ThreadScope {
  postMessage(news: News): void;
  addEventListener(type: "message", listener: (event: { readonly data: Order }) => void): void;
}

const scope = globalThis as unknown as ThreadScope;
const take = serve((news) => scope.postMessage(news));
scope.addEventListener("message", ({ data }) => take(data));
