import type { RatingWrite, Store } from "../../src/store/store.ts";

/** Opens a new, empty store, which is closed when the running test has finished. */
export type OpenNewStore = () => Promise<Store>;

export function rating(
  personId: string,
  movieId: string,
  stars: number,
  ratedAt: number = 1_000,
): RatingWrite {
  return { personId, movieId, rating: stars, ratedAt };
}
