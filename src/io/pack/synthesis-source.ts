import { WHOLE_STARS } from "../../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../../core/ratings/ratings.ts";
import type { SynthesisOptions, SynthesisRest } from "../../core/synthesis/synthesize.ts";
import { resolveSynthesisOptions, synthesisBatches } from "../../core/synthesis/synthesize.ts";
import type { PackSource } from "./pack-source.ts";

/**
 * Made-up ratings, to be packed as they are made up.
 *
 * @throws {RangeError | TypeError} as `synthesize`.
 */
export function synthesisSource(options: SynthesisOptions): PackSource {
  let made: SynthesisRest | undefined;
  function* batches(): Generator<RatingColumns> {
    made = yield* synthesisBatches(options);
  }
  return {
    batches: batches(),
    sizes: resolveSynthesisOptions(options),
    rest: () => {
      if (made === undefined) throw new RangeError("Cannot tell the rest before the last batch");
      return { ...made, scale: WHOLE_STARS, superseded: 0 };
    },
  };
}
