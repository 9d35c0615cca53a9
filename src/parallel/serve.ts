import type { ListsOrder, News, Order } from "./messages.ts";
import { serveAls } from "./serve-als.ts";
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
  let lists: Promise<(order: ListsOrder) => void> | undefined;
  return (order) => {
    if (order.kind === "part" || order.kind === "enough") parts(order);
    else if (order.kind === "lists start" || order.kind === "lists of") {
      // Whole models are more than a page's threads need, which only learn.
      lists ??= import("./serve-lists.ts").then(({ serveLists }) => serveLists(post));
      void lists.then((take) => take(order));
    } else als(order);
  };
}
