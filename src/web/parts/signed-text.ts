/** `+0.8`, `−0.3` with the sign of minus; `0` where it rounds to nothing, `unknown` of NaN. */
export function signedText(value: number, digits: number): string {
  if (Number.isNaN(value)) return "unknown";
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return "0";
  return `${value < 0 ? "−" : "+"}${text}`;
}
