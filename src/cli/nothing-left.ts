import type { Left } from "../index.ts";
import { counted, grouped } from "./terminal/numbers.ts";

/** What leaves films out, as it is asked for on the command line, and how more are let through. */
const FLAGS: Readonly<Partial<Record<Left["filter"], readonly [flag: string, more: string]>>> = {
  notForMe: ["--not-for-me", "shorten"],
  exclude: ["--exclude", "shorten"],
  among: ["--among", "lengthen"],
  fromYear: ["--years", "widen"],
  genres: ["--genres", "widen"],
  withoutGenres: ["--without-genres", "shorten"],
  fromRank: ["--popularity", "widen"],
};

/**
 * Why a list came out shorter than asked for: how many films each thing asked for left, and what to do
 * where none is left.
 *
 * @param isGroup - whether "you" are several.
 */
export function shortText(left: readonly Left[], isGroup: boolean): string {
  const films = left.at(-1)!.films;
  const unseen = left.find(({ filter }) => filter === "seen")!.films;
  if (unseen === 0) {
    return isGroup
      ? "Together you have seen every film here."
      : "You have rated or seen every film here.";
  }
  const steps = stepsOf(left);
  const who = isGroup ? "none of you has" : "you have not";
  const verb = films === 1 ? "is" : "are";
  const what = films === 0 ? "No film is left" : `Only ${counted(films, "film")} ${verb} left`;
  if (steps.length === 0) return `${what} that ${who} seen.`;
  const text = `${what}: ${grouped(unseen)} that ${who} seen, ${countsText(steps)}.`;
  return films === 0 ? `${text} ${remedy(steps)}` : text;
}

/**
 * Why nobody at all gets a film, where what was asked for leaves none, whoever has seen what.
 *
 * @param left - of someone who has seen nothing.
 */
export function noneLeftText(left: readonly Left[]): string {
  const steps = stepsOf(left);
  return `no film is left: ${grouped(left[0]!.films)} in all, ${countsText(steps)}. ${remedy(steps)}`;
}

/** What left films out. */
function stepsOf(left: readonly Left[]): Left[] {
  return left.slice(2).filter(({ films }, k) => films < left[k + 1]!.films);
}

function countsText(steps: readonly Left[]): string {
  const counts = steps.map(({ filter, films }, k) => {
    const those = films === 0 ? "none" : grouped(films);
    return `${those}${k === 0 && films > 0 ? " of them" : ""} after ${FLAGS[filter]![0]}`;
  });
  return counts.join(", ");
}

/** For the option that took the last films. */
function remedy(steps: readonly Left[]): string {
  const last = steps.find(({ films }) => films === 0)!;
  const [flag, more] = FLAGS[last.filter]!;
  return `Leave out or ${more} ${flag}.`;
}
