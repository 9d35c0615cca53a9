import { describe, expect, test } from "vitest";
import { leaveOutPeople, ownAccuracy, train } from "../src/index.ts";
import { MOVIELENS_100K, WHY_SKIPPED, movieLens100k } from "./support/movielens-100k.ts";

// Bounds, not figures: docs/metrics.md has those, of MovieLens 1M.
describe.skipIf(MOVIELENS_100K === undefined)(
  `ownAccuracy() on MovieLens 100K${WHY_SKIPPED}`,
  () => {
    test("tells most people left out that they are surely better predicted than by the crowd's mean", async () => {
      const draw = { people: 60, leastRatings: 200, given: [0] };
      const leftOut = leaveOutPeople(movieLens100k("u.data"), draw, 1);
      const model = await train(leftOut.train, { method: "gradient-descent" });
      const told = leftOut.people.map(({ heldOut: { movies, movieIndex, value } }) => {
        const own = Array.from(value, (rating, n) => ({
          movieId: movies.idAt(movieIndex[n]!),
          rating,
        }));
        const accuracy = ownAccuracy(model, own);
        if (!accuracy.tellable) throw new Error(`only ${accuracy.ratings} ratings`);
        return accuracy;
      });
      const share = (is: (one: (typeof told)[number]) => boolean): number =>
        told.filter(is).length / told.length;
      expect(share(({ verdict }) => verdict === "better")).toBeGreaterThan(0.7);
      expect(share(({ verdict }) => verdict === "worse")).toBeLessThan(0.05);
      expect(share(({ rmse, biasOnly }) => rmse < biasOnly.rmse)).toBeGreaterThan(0.8);
      expect(
        share(({ picks, popularity }) => picks.topRating > popularity.topRating),
      ).toBeGreaterThan(0.7);
    }, 60_000);
  },
);
