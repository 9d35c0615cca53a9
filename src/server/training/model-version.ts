import { randomInt } from "node:crypto";

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"; // without those that look alike
const RANDOM_LETTERS = 4;

/**
 * A name for a new model: `20261129-174501-k3x9`. Sorts by time (UTC); several servers may make one in the same
 * second.
 *
 * @param now - in milliseconds since 1970.
 */
export function newVersion(now: number): string {
  const [day, time] = new Date(now).toISOString().replaceAll(/[-:]/gu, "").split("T");
  return `${day}-${time!.slice(0, 6)}-${randomLetters(RANDOM_LETTERS)}`;
}

/** A name for a training. */
export function newTrainingId(): string {
  return randomLetters(16);
}

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
