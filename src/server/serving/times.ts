/**
 * The time that a text of the contract tells, in ms since 1970; never later than now, and now where there is none.
 */
export function timeNotAfter(now: number, text: string | undefined): number {
  const told = text === undefined ? now : Date.parse(text);
  return Number.isNaN(told) ? now : Math.min(now, told);
}
