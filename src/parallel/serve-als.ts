import { jsKernels } from "../core/kernels.ts";
import type { OpenAlsCells } from "../core/learn/als-cells.ts";
import { AlsSolver } from "../core/learn/als-solver.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { AlsOrder, AlsStartOrder, News } from "./messages.ts";
import { failureOf, orderFault } from "./told-error.ts";

/**
 * A thread's part of weighted factorisation: solves shards one half of a sweep at a time, in memory that
 * all threads share.
 *
 * @param post - sends to whoever ordered.
 * @param openCells - opens what cells are read from.
 * @returns takes one message.
 */
export function serveAls(
  post: (news: News) => void,
  openCells: OpenAlsCells,
): (order: AlsOrder) => void {
  let solver: AlsSolver | undefined;
  return (order) => {
    try {
      if (order.kind === "als start") {
        solver = solverOf(order, openCells);
      } else {
        if (solver === undefined) throw orderFault(order, "it came before its start");
        solver.solve(order);
        post({ kind: "als half" });
      }
    } catch (error) {
      post(failureOf(error));
    }
  };
}

function solverOf(
  { kernels, memory, shared, desk, origin }: AlsStartOrder,
  openCells: OpenAlsCells,
): AlsSolver {
  const loops = (kernels === "js" ? jsKernels : fastestKernels()).loopsOver(memory);
  return new AlsSolver(shared, desk, openCells(origin), loops);
}
