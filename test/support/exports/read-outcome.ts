import { expect } from "vitest";
import { DataError } from "../../../src/core/errors.ts";
import type { ExportContent } from "../../../src/io/exports/export-content.ts";
import type { ExportedFilm, LeftOutRows } from "../../../src/io/exports/person-export.ts";
import type { ReadExportOptions } from "../../../src/io/exports/read-export.ts";
import { readExport } from "../../../src/io/exports/read-export.ts";

export const NOTHING_LEFT_OUT: LeftOutRows = {
  ...{ shows: 0, episodes: 0, shorts: 0, others: 0, repeated: 0, unreadable: 0 },
};

/** The error that reading must end with. */
export async function refusalOf(
  content: ExportContent,
  options?: ReadExportOptions,
  file: string = "my.csv",
): Promise<DataError> {
  const error: unknown = await readExport(content, file, options).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
}

/** What of a film is not where it stands. */
export function told({ title, year, date, imdbId, tmdbId }: ExportedFilm): object {
  return { title, year, date, imdbId, tmdbId };
}

export function titles(films: readonly ExportedFilm[]): string[] {
  return films.map(({ title }) => title);
}
