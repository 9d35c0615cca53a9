import type { Id } from "../../index.ts";
import { counted, grouped } from "../../io/counted.ts";
import type { ImportedFile, PersonData } from "../messages.ts";

/** What of someone's file counts, and in a line what does not. */
export interface FileGuest {
  readonly data: PersonData;
  readonly summary: string;
}

/** Takes what a file surely tells of films; what could be several films, or none, is left out and counted. */
export function guestOfFile({ found, ambiguous, unknown }: ImportedFile): FileGuest {
  const ratings = new Map<Id, number>();
  const [seen, notForMe] = [new Set<Id>(), new Set<Id>()];
  for (const { list, movieId, rating } of found) {
    if (list === "rated" && rating !== undefined) ratings.set(movieId, rating);
    else if (list === "rated" || list === "seen") seen.add(movieId);
    else if (list === "notForMe") notForMe.add(movieId);
  }
  const isUnrated = (movieId: Id): boolean => !ratings.has(movieId);
  const data = {
    ratings: Array.from(ratings, ([movieId, rating]) => ({ movieId, rating })),
    seen: [...seen].filter(isUnrated),
    notForMe: [...notForMe].filter(isUnrated),
  };
  const leftOut = [
    ...someOf(ambiguous.length, "that could be several films"),
    ...someOf(unknown.length, "not known here"),
  ];
  const left = leftOut.length === 0 ? "" : ` Left out: ${leftOut.join(", ")}.`;
  return { data, summary: `${ratedText(data)}.${left}` };
}

/** `212 films rated, 14 more seen`. */
export function ratedText({ ratings, seen }: PersonData): string {
  const rated = `${counted(ratings.length, "film")} rated`;
  return seen.length === 0 ? rated : `${rated}, ${grouped(seen.length)} more seen`;
}

function someOf(count: number, what: string): string[] {
  return count === 0 ? [] : [`${grouped(count)} ${what}`];
}
