import type { ExportedFilm } from "./person-export.ts";

/** A film without the fields that its row does not tell. */
export function exportedFilm(film: ExportedFilm): ExportedFilm {
  const told = Object.entries(film).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as unknown as ExportedFilm;
}
