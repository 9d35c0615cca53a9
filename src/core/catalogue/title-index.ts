import type { Movie } from "./movie.ts";
import { isOneTypo } from "./one-typo.ts";
import { keyOf, looseKey, runTogether } from "./title-key.ts";
import { partKeys } from "./title-parts.ts";
import { titleWords } from "./title-words.ts";
import { TypoIndex } from "./typo-index.ts";

/** One of a film's names. */
export interface FilmName {
  /** The film's first row. */
  readonly film: number;
  /** Its title, and no alternative. */
  readonly isMain: boolean;
  readonly title: string;
  readonly words: readonly string[];
  readonly key: string;
  readonly loose: string;
}

/** A name taken apart; undefined of a text without letters and digits. */
export function nameOf(title: string, film: number, isMain: boolean): FilmName | undefined {
  const words = titleWords(title);
  if (words.length === 0) return undefined;
  return { film, isMain, title, words, key: keyOf(words), loose: looseKey(words) };
}

/** The keys of a name that a typo may be in: with its article, without, and spelled loosely. */
export function typoKeys({ words, key, loose }: FilmName): ReadonlySet<string> {
  return new Set([runTogether(words), key.replaceAll(" ", ""), loose]);
}

/**
 * The names of a catalogue's films by key, by loose key, by their parts and by what is one typo away.
 * The last two are made when they are first asked for: most films are found without.
 *
 * Cost: O(names) to make, some 3 µs a name.
 */
export class TitleIndex {
  readonly names: readonly FilmName[];
  readonly #movies: readonly Movie[];
  readonly #byKey = new Map<string, FilmName[]>();
  readonly #byLoose = new Map<string, FilmName[]>();
  #byPart: Map<string, FilmName[]> | undefined;
  #typos: TypoIndex | undefined;

  constructor(movies: readonly Movie[], filmOf: Uint32Array) {
    this.#movies = movies;
    this.names = namesOf(movies, filmOf);
    for (const name of this.names) {
      put(this.#byKey, name.key, name);
      put(this.#byLoose, name.loose, name);
    }
  }

  /** Names of this key; borrowed. */
  withKey(key: string): readonly FilmName[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Names that are this one however it is spelled; borrowed. */
  withLooseKey(loose: string): readonly FilmName[] {
    return this.#byLoose.get(loose) ?? [];
  }

  /** Names of which `name` is a part, or which are a part of it. */
  withPart(name: FilmName): FilmName[] {
    this.#byPart ??= this.#indexParts();
    const longer = this.#byPart.get(name.loose) ?? [];
    const shorter = partKeys(name.title, name.words).flatMap((part) => this.#byLoose.get(part) ?? []);
    return [...longer, ...shorter];
  }

  /**
   * Calls `found` for the names of these years, or of any, that are a typo away; some more than once, with the number of letters that
   * it is among: of `Teh Ref` all, of `The Rfe` those without the article.
   */
  eachTypo(
    name: FilmName,
    years: readonly number[] | undefined,
    found: (name: FilmName, letters: number) => void,
  ): void {
    this.#typos ??= this.#indexTypos();
    for (const key of typoKeys(name)) {
      this.#typos.each(key, years, (k) => {
        const other = this.names[k]!;
        const isInArticle = !isOneTypo(name.loose, other.loose);
        found(other, isInArticle ? key.length : Math.min(name.loose.length, other.loose.length));
      });
    }
  }

  #indexParts(): Map<string, FilmName[]> {
    const byPart = new Map<string, FilmName[]>();
    for (const name of this.names) {
      for (const part of partKeys(name.title, name.words)) put(byPart, part, name);
    }
    return byPart;
  }

  #indexTypos(): TypoIndex {
    const typos = new TypoIndex();
    for (const [k, name] of this.names.entries()) {
      const year = this.#movies[name.film]!.year ?? 0;
      for (const key of typoKeys(name)) typos.add(key, year, k);
    }
    return typos;
  }
}

function namesOf(movies: readonly Movie[], filmOf: Uint32Array): FilmName[] {
  return movies.flatMap(({ title, alternatives }, row) => {
    if (filmOf[row] !== row) return [];
    const others = [...new Set(alternatives)].filter((other) => other !== title);
    return [
      nameOf(title, row, true) ?? [],
      ...others.map((other) => nameOf(other, row, false) ?? []),
    ].flat();
  });
}

function put(index: Map<string, FilmName[]>, key: string, name: FilmName): void {
  const names = index.get(key);
  if (names === undefined) index.set(key, [name]);
  else names.push(name);
}
