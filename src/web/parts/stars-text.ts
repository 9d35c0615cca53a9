/** Never apart from its number. */
export const STAR = "\u{a0}★";

/** `4.6 ★, between 3.6 and 5`. */
export function starsText({
  stars,
  low,
  high,
}: {
  readonly stars: number;
  readonly low: number;
  readonly high: number;
}): string {
  const alone = `${stars.toFixed(1)}${STAR}`;
  if (Number.isNaN(low)) return `about ${alone}`;
  return `${alone}, between ${short(low)} and ${short(high)}`;
}

/** `4½`, `5`, `½`: what someone gave. */
export function ratingText(rating: number): string {
  const whole = Math.floor(rating);
  const isHalf = rating - whole >= 0.25 && rating - whole < 0.75;
  if (!isHalf) return String(Math.round(rating));
  return `${whole === 0 ? "" : whole}½`;
}

function short(value: number): string {
  return value.toFixed(1).replace(/\.0$/u, "");
}
