/** Ratings as places in a list of all that occur; or as they are, where there are too many for a byte. */
export interface StarLevels {
  /** All that occur, as they first do; undefined where they are too many. */
  readonly stars: Float32Array | undefined;
  readonly level: Uint8Array | Float32Array;
}

const MOST_LEVELS = 256;

/**
 * Cost: O(N) where few differ; a byte a rating. Of more than 256 different ones, `level` is `value` itself.
 */
export function starLevels(value: Float32Array): StarLevels {
  const placeOf = new Map<number, number>();
  const level = new Uint8Array(value.length);
  let [last, place] = [NaN, 0];
  for (let n = 0; n < value.length; n++) {
    const rating = value[n]!;
    if (rating !== last) {
      const known = placeOf.get(rating);
      if (known === undefined) {
        if (placeOf.size === MOST_LEVELS) return { stars: undefined, level: value };
        placeOf.set(rating, placeOf.size);
      }
      [last, place] = [rating, known ?? placeOf.size - 1];
    }
    level[n] = place;
  }
  return { stars: Float32Array.from(placeOf.keys()), level };
}
