import type { Left } from "../index.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import { listed } from "./terminal/film-text.ts";

/** What leaves films out, as it is asked for on the command line. */
const FLAGS: Readonly<Record<Left["filter"], string>> = {
  all: "",
  seen: "",
  notForMe: "--not-for-me",
  exclude: "--exclude",
  among: "--among",
  fromYear: "--years",
  genres: "--genres",
  withoutGenres: "--without-genres",
  fromRank: "--popularity",
};

/**
 * Why a list came out shorter than asked for: how many films each thing asked for left.
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
  const parts = [
    `${counted(unseen, "film")} that ${who} seen`,
    ...steps.map(({ filter, films: after }) => `${grouped(after)} after ${FLAGS[filter]}`),
  ];
  const what = films === 0 ? "No film is left" : `Only ${counted(films, "film")} left`;
  const remedy = films === 0 && steps.length > 0 ? `; ask for more with ${asked(steps)}` : "";
  return `${what}: ${parts.join(", ")}${remedy}.`;
}

/** The option that took the last films. */
function asked(steps: readonly Left[]): string {
  const last = steps.find(({ films }) => films === 0)!;
  return listed([FLAGS[last.filter]]);
}
