import type { News, Order } from "./messages.ts";
import { serveAls } from "./serve-als.ts";
import { serveDescent } from "./serve-descent.ts";
import { serveParts } from "./serve-parts.ts";

/**
 * What a thread does: takes orders, tells how they go.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serve(post: (news: News) => void): (order: Order) => void {
  const parts = serveParts(post);
  const als = serveAls(post);
  const descent = serveDescent(post);
  return (order) => {
    if (order.kind === "parts" || order.kind === "enough" || order.kind === "halve") parts(order);
    else if (order.kind === "als start" || order.kind === "als half") als(order);
    else descent(order);
  };
}
