import type { FilmName } from "./film-name.ts";

const NONE: readonly never[] = [];

/**
 * Names by a key that several may share. (Chained in one list: an array for each key is what most of
 * the time of indexing went to.)
 */
export class NamesByKey {
  readonly #names: readonly FilmName[];
  /** Key → its last entry. */
  readonly #last = new Map<string, number>();
  /** Entry → its name, and the entry of the same key before it, or −1. */
  readonly #nameOf: number[] = [];
  readonly #before: number[] = [];

  /** @param names - borrowed. */
  constructor(names: readonly FilmName[]) {
    this.#names = names;
  }

  add(key: string, name: number): void {
    this.#before.push(this.#last.get(key) ?? -1);
    this.#last.set(key, this.#nameOf.push(name) - 1);
  }

  /** The names of a key. */
  at(key: string): readonly FilmName[] {
    const last = this.#last.get(key);
    if (last === undefined) return NONE;
    const found: FilmName[] = [];
    for (let at = last; at >= 0; at = this.#before[at]!)
      found.push(this.#names[this.#nameOf[at]!]!);
    return found;
  }
}
