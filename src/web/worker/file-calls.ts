import type { Catalogue } from "../../index.ts";
import { readExport } from "../../index.ts";
import type { EverythingRow } from "../../io/exports/everything-table.ts";
import { everythingCsv } from "../../io/exports/everything-table.ts";
import type { KeptRow } from "../messages.ts";
import type { CoreService } from "./answer-calls.ts";
import { fileRefusal } from "./file-refusal.ts";
import { importedFile } from "./imported-file.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind importing a file and taking everything along. */
export function fileCalls(
  opened: () => Promise<OpenCore>,
): Pick<CoreService, "readFile" | "everythingCsv"> {
  return {
    async readFile([file, name]) {
      // The file is shown to whoever chose it: what is wrong in it may be quoted.
      const told = await readExport(file, name, { verbose: true }).catch((error: unknown) => {
        throw fileRefusal(error, name);
      });
      const { model } = await opened();
      return importedFile(told, name, model.catalogue);
    },
    async everythingCsv([rows]) {
      const { model } = await opened();
      return everythingCsv(rows.map((row) => everythingRow(row, model.catalogue)));
    },
  };
}

/** With the ids that the catalogue has, by which the film is found again whatever it is called there. */
function everythingRow({ list, film, rating, date }: KeptRow, catalogue: Catalogue): EverythingRow {
  const { title, year } = film;
  if (!("movieId" in film)) {
    return { list, title, year, imdbId: film.imdbId, tmdbId: film.tmdbId, rating, date };
  }
  const row = catalogue.indexOf(film.movieId);
  const { imdbId, tmdbId } = row < 0 ? {} : catalogue.at(row);
  return { list, title, year, imdbId, tmdbId, rating, date };
}
