import type { PairedDifference } from "../core/evaluate/bootstrap.ts";

/** Writes a number with its sign, as page or terminal do. */
export type WriteSigned = (value: number, digits: number) => string;

/** With as many digits as it takes to see which is less. */
export function toldApart(own: number, others: number): readonly [string, string] {
  const digits = own.toFixed(2) === others.toFixed(2) ? 3 : 2;
  return [own.toFixed(digits), others.toFixed(digits)];
}

/** `0.14 stars, surely (0.08 to 0.20)`, from a difference that is below 0 where something is gained. */
export function worthText(
  { difference, low95, high95 }: PairedDifference,
  write: WriteSigned,
): string {
  const values = [-difference, -high95, -low95] as const;
  const [gain, rest] = shownGain(values, 2, write).replaceAll("+", "").split(",");
  return `${gain} stars,${rest}`;
}

/** `+13, surely (+9 to +17)`, of a hundred. */
export function gainedText(
  { difference, low95, high95 }: PairedDifference,
  write: WriteSigned,
): string {
  return shownGain([100 * difference, 100 * low95, 100 * high95], 0, write);
}

/** @param values - the gain and the ends of its interval. */
function shownGain(
  values: readonly [number, number, number],
  digits: number,
  write: WriteSigned,
): string {
  const [, least, most] = values;
  const isSure = least > 0 || most < 0;
  // An end that is not 0 is not shown as 0 where it decides.
  const isShort = isSure && values.some((value) => Number(value.toFixed(digits)) === 0);
  const [gain, low, high] = values.map((value) => write(value, isShort ? digits + 1 : digits));
  return `${gain}, ${isSure ? "surely" : "perhaps"} (${low} to ${high})`;
}
