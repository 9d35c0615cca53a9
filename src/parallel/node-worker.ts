import { parentPort } from "node:worker_threads";
import { openAlsTables } from "../core/learn/als-tables.ts";
import { openResidentBuckets } from "../core/learn/buckets.ts";
import { isPackBuckets, openPackBuckets } from "../io/node-pack-buckets.ts";
import { isPackOrigin, openPackCells } from "../io/node-pack-cells.ts";
import { serve } from "./serve.ts";

// Loaded by node-threads.ts as the whole of a thread.
if (parentPort === null) throw new Error("node-worker is to be run as a worker thread");
const port = parentPort;
port.on(
  "message",
  serve(
    (news) => port.postMessage(news),
    (origin) => (isPackOrigin(origin) ? openPackCells(origin) : openAlsTables(origin)),
    (origin) => (isPackBuckets(origin) ? openPackBuckets(origin) : openResidentBuckets(origin)),
  ),
);
