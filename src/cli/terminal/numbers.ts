export { counted, grouped } from "../../io/counted.ts";

/** A prediction: `4.6 ★`. */
export function stars(value: number): string {
  return `${value.toFixed(1)} ★`;
}

/** What somebody gave: `5 ★`, `4.5 ★`. */
export function givenStars(rating: number): string {
  return `${Number(rating.toFixed(2))} ★`;
}

/** `+0.22`, `−0.22` with the minus of print, which is as wide as the plus, or `0.00`. */
export function signed(value: number, digits: number = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** `13 %`. */
export function percent(share: number, digits: number = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
