import { isOneTypo } from "./one-typo.ts";

/**
 * Keys that are one typo away from a key. A typo leaves the start of a key alike or its end, so only
 * those that share one of them are compared: four letters of it, two of a key of at most nine letters.
 *
 * With 2n + 1 letters or more no typo touches both the first n and the last n. So all are found but
 * some of keys with fewer than five letters.
 */
export class TypoIndex {
  readonly #keys: string[] = [];
  readonly #names: number[] = [];
  readonly #years: number[] = [];
  /** What a start or an end is packed into → its last entry, which is 2 · key + (1 for an end). */
  readonly #last = new Map<number, number>();
  /** Entry → the one before it of the same start or end, or −1. */
  readonly #before: number[] = [];

  /** Adds a key of a name; a year that is not known is 0. */
  add(key: string, year: number, name: number): void {
    this.#keys.push(key);
    this.#names.push(name);
    this.#years.push(year);
    const size = key.length > SHORT ? 4 : 2;
    this.#chain(packed(key, 0, size, 0));
    this.#chain(packed(key, Math.max(0, key.length - size), size, 1));
  }

  /**
   * Calls `found` for each name of this year, of the one before or after or of no known one, that is
   * at most one typo away from `key`, perhaps twice; without a year for any.
   *
   * Cost: O(names of this start or end).
   */
  each(key: string, year: number | undefined, found: (name: number) => void): void {
    if (key.length >= SHORT) this.#look(key, 4, year, found);
    if (key.length <= SHORT + 1) this.#look(key, 2, year, found);
  }

  #chain(at: number): void {
    const entry = this.#before.push(this.#last.get(at) ?? -1) - 1;
    this.#last.set(at, entry);
  }

  #look(key: string, size: number, year: number | undefined, found: (name: number) => void): void {
    for (let side = 0; side < 2; side++) {
      const at = packed(key, side === 0 ? 0 : Math.max(0, key.length - size), size, side);
      let entry = this.#last.get(at) ?? -1;
      for (; entry >= 0; entry = this.#before[entry]!) {
        const k = entry >> 1;
        const own = this.#years[k]!;
        const isNear = year === undefined || own === 0 || Math.abs(own - year) <= 1;
        if (isNear && isOneTypo(key, this.#keys[k]!)) found(this.#names[k]!);
      }
    }
  }
}

/** A key with more letters is long. */
const SHORT = 9;

/** Letters in one number; two that fall together cost a comparison, no more. */
function packed(key: string, from: number, size: number, side: number): number {
  let code = size + side; // 2 or 4, and 3 or 5
  for (let k = from; k < from + size; k++)
    code = (Math.imul(code, 61) + (key.charCodeAt(k) | 0)) | 0;
  return code;
}
