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
  const steps = left.slice(2).filter(({ films: after }, k) => after < left[k + 1]!.films);
  const who = isGroup ? "none of you has" : "you have not";
  const verb = films === 1 ? "is" : "are";
  const what = films === 0 ? "No film is left" : `Only ${counted(films, "film")} ${verb} left`;
  if (steps.length === 0) return `${what} that ${who} seen.`;
  const counts = steps.map(({ filter, films: after }, k) => {
    const those = after === 0 ? "none" : grouped(after);
    return `${those}${k === 0 && after > 0 ? " of them" : ""} after ${FLAGS[filter]![0]}`;
  });
  const text = `${what}: ${grouped(unseen)} that ${who} seen, ${counts.join(", ")}.`;
  return films === 0 ? `${text} ${remedy(steps)}` : text;
}

/** For the option that took the last films. */
function remedy(steps: readonly Left[]): string {
  const last = steps.find(({ films }) => films === 0)!;
  const [flag, more] = FLAGS[last.filter]!;
  return `Leave out or ${more} ${flag}.`;
}
