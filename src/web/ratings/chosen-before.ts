import type { Id } from "../../index.ts";
import type { ImportedFile } from "../messages.ts";
import type { OwnState } from "../state/own-state.ts";
import type { Choice, Choices } from "./import-change.ts";

/**
 * Which of its candidates a row was said to be when an earlier file was added: the one of them that is among
 * one's own films, if no other row of this file is of it. Asked anew at every newer file it would tire.
 */
export function chosenBefore(
  { found, ambiguous }: Pick<ImportedFile, "found" | "ambiguous">,
  { films }: Pick<OwnState, "films">,
): Choices {
  const told = new Set<Id>(found.map(({ movieId }) => movieId));
  const choices = new Map<ImportedFile["ambiguous"][number], Choice>();
  const taken = new Set<Id>();
  for (const row of ambiguous) {
    const own = row.candidates.filter(({ movieId }) => films.has(movieId) && !told.has(movieId));
    const [film] = own;
    if (film === undefined || own.length > 1 || taken.has(film.movieId)) continue;
    taken.add(film.movieId);
    choices.set(row, film);
  }
  return choices;
}
