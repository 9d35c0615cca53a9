import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import { readExport } from "../../io/exports/read-export.ts";
import type { ImportedFilms } from "../../io/import-films.ts";
import { importFilms } from "../../io/import-films.ts";
import { importJson } from "./import-json.ts";
import type { ReadImport, ReadOrder } from "./import-messages.ts";
import { importNotices } from "./import-notices.ts";

/**
 * Reads an export and matches it with a catalogue.
 *
 * @throws {DataError} as `readExport`.
 */
export async function readImport(
  { bytes, file, options, scale }: Omit<ReadOrder, "kind">,
  catalogue: Catalogue,
): Promise<ReadImport> {
  const told = await readExport(bytes, file, options);
  const films = importFilms(told, catalogue, undefined);
  return {
    json: { ...importJson({ catalogue, scale }, films), notices: importNotices(told, options) },
    rated: films.rated.matched.map(({ movieIndex: row, date }) => ({ row, date })),
    signals: signalsOf(films),
  };
}

/** Of a film that is in both lists, "not for me" counts. */
function signalsOf({ seen, notForMe }: ImportedFilms): ReadImport["signals"] {
  const refused = new Set(notForMe.matched.map(({ movieIndex }) => movieIndex));
  const marked = [
    ...seen.matched
      .filter(({ movieIndex }) => !refused.has(movieIndex))
      .map((film) => ({ ...film, signal: "seen" as const })),
    ...notForMe.matched.map((film) => ({ ...film, signal: "notForMe" as const })),
  ];
  return marked.map(({ movieId, movieIndex: row, signal }) => ({
    ...{ movieId: String(movieId), row, signal },
  }));
}
