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

/** As the contract tells times. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
