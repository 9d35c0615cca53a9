import type { Movie } from "../catalogue/movie.ts";
import { ModelFileError } from "../errors.ts";
import type { Id } from "../ratings/id-map.ts";
import { isId } from "../ratings/id-map.ts";

/** What is text about the films of a model file. */
export interface FilmTexts {
  /** By row: the title, or the title and its alternatives. */
  readonly titles: readonly (string | readonly string[])[];
  readonly genreNames: readonly string[];
  /** Each list of genres that a film has, as indices of names. */
  readonly genreLists: readonly (readonly number[])[];
  /** By row; absent where all ids are numbers, which are a tensor. */
  readonly ids?: readonly Id[];
}

/** @returns also which of the lists of genres each film has, from 1. */
export function filmTexts(movies: readonly Movie[]): { texts: FilmTexts; genreLists: number[] } {
  const names = new Map<string, number>();
  const lists = new Map<string, number>();
  const genreLists = movies.map(({ genres }) => {
    const indices = genres.map((genre) => numberOf(names, genre));
    return numberOf(lists, JSON.stringify(indices)) + 1;
  });
  const hasTextIds = movies.some(({ id }) => typeof id === "string");
  return {
    texts: {
      titles: movies.map(({ title, alternatives }) =>
        alternatives.length === 0 ? title : [title, ...alternatives],
      ),
      genreNames: [...names.keys()],
      genreLists: Array.from(lists.keys(), (list) => JSON.parse(list) as number[]),
      ...(hasTextIds ? { ids: movies.map(({ id }) => id) } : {}),
    },
    genreLists,
  };
}

/** @throws {ModelFileError} naming the first entry that cannot be, by its place from 0. */
export function checkFilmTexts(value: unknown): FilmTexts {
  const texts = (typeof value === "object" ? value : null) as Record<string, unknown> | null;
  const { titles, genreNames, genreLists, ids } = texts ?? {};
  checkList("titles", titles, isTitle, "a text or a list of them");
  checkList("genreNames", genreNames, isText, "a text");
  const isList = (list: unknown): boolean =>
    Array.isArray(list) && list.every((genre) => isIndex(genre, genreNames as unknown[]));
  checkList("genreLists", genreLists, isList, "a list of indices of genres");
  if (ids === undefined) return value as FilmTexts;
  checkList("ids", ids, isId, "a number or a text");
  if ((ids as unknown[]).length === (titles as unknown[]).length) return value as FilmTexts;
  throw wrong("ids", "as many as titles");
}

function checkList(
  name: string,
  list: unknown,
  isOne: (entry: unknown) => boolean,
  wanted: string,
): void {
  if (!Array.isArray(list)) throw wrong(name, "a list");
  const odd = list.findIndex((entry) => !isOne(entry));
  if (odd >= 0) throw wrong(`${name}[${odd}]`, wanted);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTitle(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
}

function isIndex(value: unknown, names: readonly unknown[]): boolean {
  return Number.isInteger(value) && (value as number) in names;
}

function wrong(name: string, wanted: string): ModelFileError {
  return new ModelFileError(
    `Cannot read the model: "films.${name}" must be ${wanted}; train the model again`,
  );
}

function numberOf(map: Map<string, number>, key: string): number {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, map.size);
  return map.size - 1;
}
