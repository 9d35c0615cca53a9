import { jsKernels } from "../core/kernels.ts";
import type { OpenBuckets } from "../core/learn/bucket-source.ts";
import { DescentMember } from "../core/learn/descent-member.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { DescentOrder, News } from "./messages.ts";
import { failureOf, orderFault } from "./told-error.ts";

/**
 * A thread's part of gradient descent: works in memory shared with the others, one task at a time.
 *
 * @param post - sends to whoever ordered.
 * @param openBuckets - opens what cells are loaded from.
 * @returns takes one message.
 */
export function serveDescent(
  post: (news: News) => void,
  openBuckets: OpenBuckets,
): (order: DescentOrder) => void {
  let member: DescentMember | undefined;
  return (order) => {
    try {
      if (order.kind === "descent start") {
        const kernels = order.kernels === "js" ? jsKernels : fastestKernels();
        const loops = kernels.loopsOver(order.memory);
        member = new DescentMember(loops, order.state, openBuckets(order.buckets));
      } else {
        if (member === undefined) throw orderFault(order, "it came before its start");
        member.do(order.task);
        post({ kind: "descent done" });
      }
    } catch (error) {
      post(failureOf(error));
    }
  };
}
