import { extname } from "node:path";
import type { Catalogue, Id } from "../index.ts";
import { readFilmList } from "../io/film-list.ts";
import { readWholeFile } from "../io/node-files.ts";
import { findFilm } from "./find-film.ts";
import { likelyRows } from "./likely-rows.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";

/** A film's title as typed, or the list that a file holds. */
type Named =
  | { readonly kind: "title"; readonly title: string }
  | {
      readonly kind: "list";
      readonly path: string;
      readonly titles: ReturnType<typeof readFilmList>;
    };

/**
 * Films as someone named them: titles, or tables of titles. Files are read now, films found later,
 * when there is a catalogue.
 *
 * @throws {DataError} if a file cannot be read or is no list of films.
 */
export async function readNamed(run: Run, names: readonly string[]): Promise<readonly Named[]> {
  const named: Named[] = [];
  for (const name of names) {
    if (extname(name).toLowerCase() !== ".csv") {
      named.push({ kind: "title", title: name });
      continue;
    }
    const bytes = await readWholeFile(pathFrom(run.io, name));
    named.push({ kind: "list", path: name, titles: readFilmList(bytes, name) });
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
    const matches = one.titles.map((film) => likelyRows(catalogue.match(film)));
    const known = matches.filter((rows) => rows.length > 0).length;
    if (known < matches.length) {
      const of = `${grouped(known)} of the ${counted(matches.length, "film")}`;
      screen.notice(`${of} of ${plainText(one.path)} are in ${data}`);
    }
    return matches.flat().map((row) => catalogue.at(row).id);
  });
}
