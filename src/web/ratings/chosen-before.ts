import type { Id } from "../../index.ts";
import type { ImportedFile } from "../messages.ts";
import type { OwnState } from "../state/own-state.ts";
import type { Choice, Choices } from "./import-change.ts";
import { rowKey } from "./import-change.ts";

type Row = ImportedFile["found"][number] | ImportedFile["ambiguous"][number];

/**
 * What was said of a file's rows when an earlier one was added: which film a row is, or that it is not the one
 * that it is taken for. To be asked anew at every newer file would tire.
 *
 * Of a row that nothing was said of, one of its candidates that is among one's own films is the one, if no
 * other row of this file is of it: so it is with films that came back from a download.
 */
export function chosenBefore(
  { found, ambiguous, unknown }: Pick<ImportedFile, "found" | "ambiguous" | "unknown">,
  { films, left }: Pick<OwnState, "films" | "left">,
): Choices {
  const saidOf = new Map(left.map((row) => [rowKey(row), row.film]));
  const choices = new Map<Row, Choice>();
  const taken = new Set<Id>();
  for (const row of [...found, ...ambiguous, ...unknown]) {
    const said = saidOf.get(rowKey(row));
    if (said !== undefined) choices.set(row, said);
    const choice = choices.get(row) ?? ("movieId" in row ? row : "none");
    if (choice !== "none") taken.add(choice.movieId);
  }
  for (const row of ambiguous) {
    if (choices.has(row)) continue;
    const own = row.candidates.filter(({ movieId }) => films.has(movieId) && !taken.has(movieId));
    const [film] = own;
    if (film === undefined || own.length > 1) continue;
    taken.add(film.movieId);
    choices.set(row, film);
  }
  return choices;
}
