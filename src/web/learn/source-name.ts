import type { LearnSource } from "../messages.ts";
import type { RunState } from "./run-state.ts";
import type { RunStatus } from "./learn-session.ts";

/** Ratings in words that fit into a sentence. */
export function sourceName(source: LearnSource): string {
  if (source.kind === "file") return source.name;
  return source.kind === "server" ? "MovieLens 100K" : "made-up ratings";
}

/** Says so where what is shown was learned from other ratings than those that are chosen now. */
export function otherSourceText(
  { origin }: Pick<RunState, "origin">,
  status: RunStatus,
  chosen: LearnSource,
): string | undefined {
  if (isSame(origin.source, chosen)) return undefined;
  const [of, next] = [sourceName(origin.source), sourceName(chosen)];
  return status === "playing" || status === "paused"
    ? `This run learns from ${of}. Stop it to learn from ${next}.`
    : `What you see here was learned from ${of}. Press play to learn from ${next}.`;
}

/** How many of the person's ratings are among the data, and why not all; the end of a sentence. */
export function ownShareText(own: number, { rated }: RunState["origin"]): string {
  if (rated === 0) return "";
  if (own === 0) return `, and none of your ${rated}: they are not among these films`;
  if (own === rated) return `, and ${own} of yours`;
  const missing = rated - own;
  return `, and ${own} of your ${rated}: the other ${missing === 1 ? "one is" : `${missing} are`} not among these films`;
}

function isSame(a: LearnSource, b: LearnSource): boolean {
  return a.kind === "file" && b.kind === "file" ? a.file === b.file : a.kind === b.kind;
}
