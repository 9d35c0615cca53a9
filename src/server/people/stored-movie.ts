import { FIRST_TIME } from "../../contract/values.ts";
import type { ServedModel } from "../service.ts";

/** A movie that something is stored of: what the model calls it, if it knows it. */
export function storedMovie(
  { model, rowOf }: ServedModel,
  movieId: string,
): { movieId: string; title: string | null; year: number | null } {
  const row = rowOf(movieId);
  if (row < 0) return { movieId, title: null, year: null };
  const { title, year } = model.catalogue.at(row);
  return { movieId, title, year: year ?? null };
}

/** As the contract tells times; one before 1900, which a backup may hold, as 1900. */
export function timeText(ms: number): string {
  return new Date(Math.max(FIRST_TIME, ms)).toISOString();
}
