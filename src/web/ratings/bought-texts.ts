import { counted } from "../../io/counted.ts";
import { errorAt, MILESTONES, nextMilestone } from "./cold-start-curve.ts";

const WORD_OF: ReadonlyMap<number, string> = new Map([
  [10, "ten"],
  [20, "twenty"],
  [50, "fifty"],
]);

/** What so many ratings buy and what the next ones would, a sentence each. */
export function boughtTexts(rated: number): string[] {
  const next = nextMilestone(rated);
  const now =
    rated === 0
      ? `Before you rate anything, predictions are typically off by ${starText(0)}.`
      : `With ${counted(rated, "film")} rated, predictions are typically off by ${starText(rated)}; with none it is ${starText(0)}.`;
  if (next === undefined) {
    return [now, "Past fifty it was not measured: more ratings still help, each a little less."];
  }
  const ahead = MILESTONES.filter((milestone) => milestone >= next).map(
    (milestone) => `${WORD_OF.get(milestone)!} bring it to ${starText(milestone)}`,
  );
  const [first, ...others] = ahead;
  const list = [sentenceCase(first!), ...others.map((text) => text.replace("bring it ", ""))];
  return [now, `${list.join(", ")}.`];
}

function starText(ratings: number): string {
  return `${errorAt(ratings).toFixed(2)}\u00a0★`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
