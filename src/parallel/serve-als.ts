import { jsKernels } from "../core/kernels.ts";
import { AlsSolver } from "../core/learn/als-solver.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { AlsHalfOrder, AlsOrder, AlsStartOrder, News } from "./messages.ts";
import { failureOf } from "./told-error.ts";

/**
 * A thread's part of weighted factorisation: holds the cells of its shards, and solves their rows one
 * half of a sweep at a time.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serveAls(post: (news: News) => void): (order: AlsOrder) => void {
  let start: AlsStartOrder | undefined;
  let solver: AlsSolver | undefined;
  return (order) => {
    try {
      if (order.kind === "als start") {
        start = order;
        solver = new AlsSolver(
          order.tables,
          order.shards,
          order.width,
          order.kernels === "js" ? jsKernels : fastestKernels(),
        );
      } else if (start !== undefined && solver !== undefined) {
        post(solveHalf(solver, start, order));
      }
    } catch (error) {
      post(failureOf(error));
    }
  };
}

function solveHalf(solver: AlsSolver, { width }: AlsStartOrder, order: AlsHalfOrder): News {
  const { side, others, rows } = order;
  solver.factors[side === "users" ? "movies" : "users"].set(others);
  const grams = solver.solve(order);
  const [first, end] = solver.ownRows(side);
  const own = solver.factors[side].subarray(first * width, end * width);
  if (rows === undefined) return { kind: "als rows", grams, rows: own.slice() };
  rows.set(own, first * width);
  return { kind: "als rows", grams };
}
