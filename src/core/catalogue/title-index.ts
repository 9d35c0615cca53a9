import type { FilmName } from "./film-name.ts";
import { isSame, nameOf } from "./film-name.ts";
import type { Movie } from "./movie.ts";
import { NamesByKey } from "./names-by-key.ts";
import { isOneTypo } from "./one-typo.ts";
import { hasParts, partKeys } from "./title-parts.ts";
import { TypoIndex } from "./typo-index.ts";

/**
 * The names of a catalogue's films by loose key, by their parts and by what is one typo away. The last
 * two are made when they are first asked for: most films are found without.
 *
 * Cost: O(names) to make, some 3 µs a name.
 */
export class TitleIndex {
  readonly #movies: readonly Movie[];
  readonly #names: readonly FilmName[];
  readonly #byLoose: NamesByKey;
  #byPart: NamesByKey | undefined;
  #typos: TypoIndex | undefined;

  constructor(movies: readonly Movie[], filmOf: Uint32Array) {
    this.#movies = movies;
    this.#names = namesOf(movies, filmOf);
    this.#byLoose = new NamesByKey(this.#names);
    for (let k = 0; k < this.#names.length; k++) this.#byLoose.add(this.#names[k]!.loose, k);
  }

  /** Names that are this one however it is spelled. */
  spelled(name: FilmName): readonly FilmName[] {
    return this.#byLoose.at(name.loose);
  }

  /** Names of which `name` is a part, or which are a part of it. */
  withPart(name: FilmName): readonly FilmName[] {
    this.#byPart ??= this.#indexParts();
    const longer = this.#byPart.at(name.loose);
    if (!hasParts(name.title)) return longer;
    return [...longer, ...partKeys(name.title).flatMap((part) => this.#byLoose.at(part))];
  }

  /**
   * Calls `found` for the names of this year, one off by one, or of any, that are a typo away; some more than once,
   * with the number of letters that it is among: of `Teh Ref` all, of `The Rfe` those without the
   * article.
   */
  eachTypo(
    name: FilmName,
    year: number | undefined,
    found: (name: FilmName, letters: number) => void,
  ): void {
    this.#typos ??= this.#indexTypos();
    const see = (k: number): void => {
      const other = this.#names[k]!;
      const one = isOneTypo(name.loose, other.loose)
        ? [name.loose, other.loose]
        : [name.full, other.full];
      found(other, Math.min(one[0]!.length, one[1]!.length));
    };
    this.#typos.each(name.loose, year, see);
    if (name.full !== name.loose) this.#typos.each(name.full, year, see);
  }

  #indexParts(): NamesByKey {
    const byPart = new NamesByKey(this.#names);
    for (let k = 0; k < this.#names.length; k++) {
      const { title } = this.#names[k]!;
      if (!hasParts(title)) continue;
      for (const part of partKeys(title)) byPart.add(part, k);
    }
    return byPart;
  }

  #indexTypos(): TypoIndex {
    const typos = new TypoIndex();
    for (let k = 0; k < this.#names.length; k++) {
      const { film, loose, full } = this.#names[k]!;
      const year = this.#movies[film]!.year ?? 0;
      typos.add(loose, year, k);
      if (full !== loose) typos.add(full, year, k);
    }
    return typos;
  }
}

function namesOf(movies: readonly Movie[], filmOf: Uint32Array): FilmName[] {
  const names: FilmName[] = [];
  for (let row = 0; row < movies.length; row++) {
    if (filmOf[row] !== row) continue;
    const { title, alternatives } = movies[row]!;
    const main = nameOf(title, row, true);
    if (main !== undefined) names.push(main);
    for (const text of alternatives) {
      const name = nameOf(text, row, false);
      if (name !== undefined && !isSame(name, main)) names.push(name);
    }
  }
  return names;
}
