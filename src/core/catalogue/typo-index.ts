import { isOneTypo } from "./one-typo.ts";

/** The keys of one length of films of one year. */
interface Shelf {
  readonly keys: string[];
  readonly names: number[];
}

/** Longer keys stand together: they are few. */
const LONGEST = 127;
const YEARS = 1 << 14;

/**
 * Keys of names by year and length, so that what is one typo away from a key is looked for among
 * a few dozen of them and not among all.
 */
export class TypoIndex {
  readonly #shelves = new Map<number, Shelf>();
  /** Lengths alone, for those who know no year. */
  readonly #lengths = new Map<number, Shelf>();

  /** Adds a key of a name; a year that is not known is 0. */
  add(key: string, year: number, name: number): void {
    const length = Math.min(key.length, LONGEST);
    put(this.#shelves, length * YEARS + year, key, name);
    put(this.#lengths, length, key, name);
  }

  /**
   * Calls `found` for each name of these years that is at most one typo away from `key`; without
   * years for any.
   *
   * Cost: O(names of these years and about this length).
   */
  each(key: string, years: readonly number[] | undefined, found: (name: number) => void): void {
    const { length } = key;
    if (length > LONGEST) this.#look(LONGEST, key, years, found);
    else for (const near of [length - 1, length, length + 1]) this.#look(near, key, years, found);
  }

  #look(
    length: number,
    key: string,
    years: readonly number[] | undefined,
    found: (name: number) => void,
  ): void {
    const shelves =
      years === undefined
        ? [this.#lengths.get(length)]
        : years.map((year) => this.#shelves.get(length * YEARS + year));
    for (const shelf of shelves) {
      if (shelf === undefined) continue;
      for (let k = 0; k < shelf.keys.length; k++) {
        if (isOneTypo(key, shelf.keys[k]!)) found(shelf.names[k]!);
      }
    }
  }
}

function put(shelves: Map<number, Shelf>, at: number, key: string, name: number): void {
  const shelf = shelves.get(at);
  if (shelf === undefined) shelves.set(at, { keys: [key], names: [name] });
  else {
    shelf.keys.push(key);
    shelf.names.push(name);
  }
}
