import type { OpenAlsCells } from "../core/learn/als-cells.ts";
import { openAlsTables } from "../core/learn/als-tables.ts";
import type { OpenBuckets } from "../core/learn/bucket-source.ts";
import { openResidentBuckets } from "../core/learn/buckets.ts";
import type { News, Order } from "./messages.ts";
import { serveAls } from "./serve-als.ts";
import { serveDescent } from "./serve-descent.ts";
import { serveParts } from "./serve-parts.ts";
import { failureOf, orderFault } from "./told-error.ts";

/**
 * What a thread does: takes orders, tells how they go.
 *
 * @param post - sends to whoever ordered.
 * @param openCells - opens what weighted factorisation reads; by default, tables in memory alone.
 * @param openBuckets - opens what gradient descent loads; by default, buckets in memory alone.
 * @returns takes one message.
 */
export function serve(
  post: (news: News) => void,
  openCells: OpenAlsCells = openAlsTables,
  openBuckets: OpenBuckets = openResidentBuckets,
): (order: Order) => void {
  const parts = serveParts(post);
  const als = serveAls(post, openCells);
  const descent = serveDescent(post, openBuckets);
  return (order) => {
    if (order.kind === "parts" || order.kind === "enough" || order.kind === "halve") parts(order);
    else if (order.kind === "als start" || order.kind === "als half") als(order);
    else if (order.kind === "descent start" || order.kind === "descent task") descent(order);
    // Whoever sent it waits for an answer.
    else post(failureOf(orderFault(order, "this thread does not know it")));
  };
}
