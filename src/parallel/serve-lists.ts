import { Model } from "../core/model/model.ts";
import { listsOfPeople } from "../core/taste/lists-of-people.ts";
import { makeListsWith } from "../core/list-kernels.ts";
import { fastestListKernels } from "../kernels/wasm-list-kernels.ts";
import type { ListsOrder, ListsStartOrder, News } from "./messages.ts";
import { failureOf, orderFault } from "./told-error.ts";

/**
 * A thread's part of lists for many people: holds a model and everyone's ratings, and makes the lists of
 * some people after the other.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serveLists(post: (news: News) => void): (order: ListsOrder) => void {
  let start: ListsStartOrder | undefined;
  let model: Model | undefined;
  return (order) => {
    try {
      if (order.kind === "lists start") {
        makeListsWith(fastestListKernels);
        start = order;
        model = Model.fromBytes(order.model);
      } else {
        if (start === undefined || model === undefined) {
          throw orderFault(order, "it came before its start");
        }
        const { first, end } = order;
        const lists = listsOfPeople(model, start.ratings, start.settings, first, end);
        post({ kind: "lists", first, lists });
      }
    } catch (error) {
      post(failureOf(error));
    }
  };
}
