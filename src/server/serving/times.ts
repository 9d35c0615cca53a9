import { FIRST_TIME } from "../../contract/values.ts";

/**
 * The time that a text tells, in ms since 1970; never later than now, and now where there is none. Of exports also
 * one before 1900, which the contract refuses: 1900.
 */
export function timeNotAfter(now: number, text: string | undefined): number {
  const told = text === undefined ? now : Date.parse(text);
  return Number.isNaN(told) ? now : Math.max(FIRST_TIME, Math.min(now, told));
}
