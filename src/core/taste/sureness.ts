import type { FilmSide } from "./film-side.ts";
import { PersonUncertainty } from "./person-uncertainty.ts";
import type { Taste } from "./taste.ts";

/**
 * How much of someone's taste is known by now: the share by which their ratings have lessened the
 * variance that the person adds to predictions, over films as often as people rate them. Grows with
 * every rating, whatever its stars; never gets quite to 1.
 *
 * @param side - the model that the taste was made with.
 * @returns in [0, 1]; 0 without a rating.
 * @throws {RangeError} for a taste of another model.
 *
 * Cost: O(n·F² + F³), and O(I·F²) once a model.
 *
 * @example
 * ```ts
 * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
 * const taste = model.taste([{ movieId: 1, rating: 5 }]);
 * assert.equal(sureness(model, model.taste([])), 0);
 * assert.ok(sureness(model, taste) > 0);
 * ```
 */
export function sureness(side: FilmSide, taste: Taste): number {
  if (!taste.isOf(side)) {
    throw new RangeError(
      'Cannot tell how sure a taste is: "taste" must be made by this model, got one of another',
    );
  }
  const before = new PersonUncertainty(side, []).mean();
  const now = new PersonUncertainty(side, taste.ratings).mean();
  return Math.min(1, Math.max(0, 1 - now / before));
}
