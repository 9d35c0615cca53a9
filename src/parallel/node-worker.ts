import { parentPort } from "node:worker_threads";
import { openAlsTables } from "../core/learn/als-tables.ts";
import { openResidentBuckets } from "../core/learn/buckets.ts";
import { isPackBuckets, openPackBuckets } from "../io/node-pack-buckets.ts";
import { isPackOrigin, openPackCells } from "../io/node-pack-cells.ts";
import type { ListsOrder, News, Order } from "./messages.ts";
import { serve } from "./serve.ts";

// Loaded by node-threads.ts as the whole of a thread.
if (parentPort === null) throw new Error("node-worker is to be run as a worker thread");
const port = parentPort;
const post = (news: News): void => port.postMessage(news);
const learn = serve(
  post,
  (origin) => (isPackOrigin(origin) ? openPackCells(origin) : openAlsTables(origin)),
  (origin) => (isPackBuckets(origin) ? openPackBuckets(origin) : openResidentBuckets(origin)),
);
let lists: Promise<(order: ListsOrder) => void> | undefined;

port.on("message", (order: Order | ListsOrder) => {
  if (order.kind !== "lists start" && order.kind !== "lists of") return learn(order);
  // Whole models are more than most threads need, which only learn.
  lists ??= import("./serve-lists.ts").then(({ serveLists }) => serveLists(post));
  void lists.then((take) => take(order));
});
