/**
 * Tables for drawing normal numbers by the ziggurat: the area under e^(−x²/2) is covered by 128
 * layers of equal area, of which the lowest holds the tail beyond {@link TAIL}.
 *
 * Source: Marsaglia and Tsang 2000; in floating point, Doornik 2005.
 */
const LAYERS = 128;
/** Where the tail begins. */
export const TAIL = 3.442619855899;
/** Area of a layer. */
const AREA = 9.91256303526217e-3;

/** Right ends of the layers, falling; LAYERS + 1 values, the last 0. */
export const LAYER_ENDS: Float64Array = layerEnds();

/** Share of each layer that lies under the curve over its whole height. */
export const LAYER_SAFE: Float64Array = Float64Array.from(
  { length: LAYERS },
  (_, k) => LAYER_ENDS[k + 1]! / LAYER_ENDS[k]!,
);

function layerEnds(): Float64Array {
  const ends = new Float64Array(LAYERS + 1);
  ends[0] = AREA / height(TAIL);
  ends[1] = TAIL;
  for (let k = 2; k < LAYERS; k++) {
    const x = ends[k - 1]!;
    ends[k] = Math.sqrt(-2 * Math.log(AREA / x + height(x)));
  }
  return ends;
}

/** e^(−x²/2). */
export function height(x: number): number {
  return Math.exp(-0.5 * x * x);
}
