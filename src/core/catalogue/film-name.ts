import { looseKey, runTogether } from "./title-key.ts";
import { titleWords } from "./title-words.ts";

/** One of a film's names. */
export interface FilmName {
  /** The film's first row. */
  readonly film: number;
  /** Its title, and no alternative. */
  readonly isMain: boolean;
  readonly title: string;
  readonly loose: string;
  /** With its article, and without spaces: what a slip of the space bar leaves alike. */
  readonly full: string;
}

/** A name taken apart; undefined of a text without letters and digits. */
export function nameOf(title: string, film: number, isMain: boolean): FilmName | undefined {
  const words = titleWords(title);
  if (words.length === 0) return undefined;
  return { film, isMain, title, loose: looseKey(words), full: runTogether(words) };
}

/** Whether two names have the same keys. */
export function isSame(one: FilmName, other: FilmName | undefined): boolean {
  return one.full === other?.full && one.loose === other.loose;
}
