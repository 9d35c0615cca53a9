import type { DescentMember } from "./descent-member.ts";
import type { DescentStep } from "./descent-steps.ts";
import type { EpochReport, Learned } from "./learning.ts";

/** Takes the steps of a descent with one member, in this thread; gives way after every epoch. */
export function* descendAlone(
  steps: Generator<DescentStep, Learned>,
  member: DescentMember,
): Generator<EpochReport, Learned> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value.kind === "report") yield step.value.report;
    else if (step.value.kind !== "pause") member.do(step.value);
  }
}
