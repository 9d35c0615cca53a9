/** √(mean of squares), summed in f64; NaN of nothing. */
export function rootMeanSquare(values: Float32Array): number {
  let squares = 0;
  for (let n = 0; n < values.length; n++) squares += values[n]! * values[n]!;
  return Math.sqrt(squares / values.length);
}
