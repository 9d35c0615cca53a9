import { extname } from "node:path";
import type { Catalogue, ExportedFilm, Id } from "../index.ts";
import { findFilm } from "./find-film.ts";
import { likelyRows } from "./likely-rows.ts";
import { readTold } from "./person.ts";
import type { ReadingFlags } from "./reading-flags.ts";
import type { Run } from "./run.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";

/** A film's title as typed, or the list that a file holds. */
type Named =
  | { readonly kind: "title"; readonly title: string }
  | { readonly kind: "list"; readonly path: string; readonly films: readonly ExportedFilm[] };

/** Endings of files that hold films; no title has them. */
const FILES: readonly string[] = [".csv", ".json", ".zip"];

/** What of an export is meant where it holds both. */
export type NamedList = "wished for" | "seen";

/**
 * Films as someone named them: titles, or exports and tables of titles. Files are read now, films found
 * later, when there is a catalogue.
 *
 * @param list - of a whole export, the films wished for or those seen; of one that has none of these,
 *   all.
 * @throws {DataError} if a file cannot be read or is no list of films.
 */
export async function readNamed(
  run: Run,
  names: readonly string[],
  list: NamedList,
  flags: ReadingFlags,
): Promise<readonly Named[]> {
  const named: Named[] = [];
  for (const name of names) {
    if (!FILES.includes(extname(name).toLowerCase())) {
      named.push({ kind: "title", title: name });
      continue;
    }
    const { ratings, seen, watchlist } = await readTold(run, name, flags);
    const watched = [...ratings, ...seen];
    const [first, second] = list === "seen" ? [watched, watchlist] : [watchlist, watched];
    named.push({ kind: "list", path: name, films: first.length > 0 ? first : second });
  }
  return named;
}

/**
 * The films in a catalogue. Those of a list that are not there are counted, and said.
 *
 * @param data - what the catalogue is of, for messages.
 * @throws {UsageError} for a title that was typed and is not there.
 */
export function findNamed(
  { screen }: Run,
  named: readonly Named[],
  catalogue: Catalogue,
  data: string,
): Id[] {
  return named.flatMap((one) => {
    if (one.kind === "title") return [findFilm(catalogue, one.title, data).id];
    const rows = one.films.map((film) => likelyRows(catalogue.match(film)));
    const known = rows.filter((found) => found.length > 0).length;
    if (known < rows.length) {
      const of = `${grouped(known)} of the ${counted(rows.length, "film")}`;
      screen.notice(`${of} of ${plainText(one.path)} are in ${data}`);
    }
    return rows.flat().map((row) => catalogue.at(row).id);
  });
}
