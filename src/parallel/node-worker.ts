import { parentPort } from "node:worker_threads";
import { serve } from "./serve.ts";

// Loaded by node-threads.ts as the whole of a thread.
if (parentPort === null) throw new Error("node-worker is to be run as a worker thread");
const port = parentPort;
port.on(
  "message",
  serve((news) => port.postMessage(news)),
);
