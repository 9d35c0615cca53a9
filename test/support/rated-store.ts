import { onTestFinished } from "vitest";
import { synthesize } from "../../src/core/synthesis/synthesize.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What every person's id holds in a store of {@link ratedStore}. */
export const PERSON_MARK = "somebody-";

/** A store with ratings by 80 people of 60 movies, `"1"` to `"60"`. */
export interface RatedStore {
  readonly address: string;
  readonly store: Store;
  readonly ratings: number;
}

/** A new store in a folder that is removed when the running test has finished. */
export async function ratedStore(ratings: number = 1500): Promise<RatedStore> {
  const address = `${temporaryFolder()}/store.sqlite`;
  const store = await openedStore(address);
  const { userIndex, movieIndex, value } = synthesize({
    ...{ users: 80, movies: 60, ratings, seed: 8 },
  }).ratings;
  await store.putRatings(
    Array.from(value, (rating, n) => ({
      personId: `${PERSON_MARK}${userIndex[n]}`,
      movieId: String(movieIndex[n]! + 1),
      ...{ rating, ratedAt: n },
    })),
  );
  return { address, store, ratings: value.length };
}

/** A connection that is closed when the running test has finished. */
export async function openedStore(address: string): Promise<Store> {
  const store = await openStore(address);
  onTestFinished(() => store.close());
  return store;
}
