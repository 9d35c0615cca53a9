import type { SplitResult } from "../../src/core/evaluate/evaluate-split.ts";
import { checkTestPart, measureDescent } from "../../src/core/evaluate/evaluate-split.ts";
import type { LearnContext } from "../../src/core/learn/descent-steps.ts";
import type { GradientDescentOptions } from "../../src/core/learn/gradient-descent-options.ts";
import { learnByGradientDescent } from "../../src/core/learn/gradient-descent.ts";
import type { Split } from "../../src/core/ratings/split.ts";
import { runToEnd } from "./run-to-end.ts";

/** Learns from the training part and measures on the test part. */
export function evaluateByDescent(
  split: Split,
  options: GradientDescentOptions,
  context: LearnContext,
): SplitResult {
  checkTestPart(split.test);
  return measureDescent(
    split,
    runToEnd(learnByGradientDescent(split.train, options, context)).result,
  );
}
