import type { Movie } from "../catalogue/movie.ts";
import { ModelFileError } from "../errors.ts";
import type { Id } from "../ratings/id-map.ts";
import { decodeUtf8, encodeUtf8 } from "../utf8.ts";
import type { FilmTexts } from "./film-texts.ts";
import { checkFilmTexts, filmTexts } from "./film-texts.ts";
import type { Tensor, TensorData, TensorFile } from "./safetensors.ts";

type Numbers = Uint16Array | Uint32Array | Float64Array;

/**
 * The films of a catalogue as columns: a tensor for each kind of number, and one with all texts as
 * JSON in UTF-8, which costs two bytes more a title than bare characters and holds any text.
 */
export function filmTensors(movies: readonly Movie[]): [string, Tensor][] {
  const { texts, genreLists } = filmTexts(movies);
  const columns: [string, TensorData][] = [
    ["films.texts", encodeUtf8(JSON.stringify(texts))],
    ["films.genres", numbersOf(genreLists)],
    ["films.year", numbersOf(movies.map(({ year }) => year))],
    ["films.imdbId", numbersOf(movies.map(({ imdbId }) => imdbId))],
    ["films.tmdbId", numbersOf(movies.map(({ tmdbId }) => tmdbId))],
  ];
  if (texts.ids === undefined)
    columns.push(["films.id", numbersOf(movies.map(({ id }) => Number(id)))]);
  return columns.map(([name, data]) => [name, { shape: [data.length], data }]);
}

/** How many bytes {@link filmTensors} take. */
export function filmBytes(movies: readonly Movie[]): number {
  return filmTensors(movies).reduce((sum, [, { data }]) => sum + data.byteLength, 0);
}

/**
 * The films that {@link filmTensors} wrote.
 *
 * @throws {ModelFileError} naming the first part that cannot be.
 * @throws {SyntaxError | TypeError} for texts that are no JSON in UTF-8.
 */
export function readFilms(file: TensorFile): Movie[] {
  const texts = checkFilmTexts(JSON.parse(decodeUtf8(bytesOf(file))));
  const rows = texts.titles.length;
  const genres = numbers(file, "genres", rows);
  const years = numbers(file, "year", rows);
  const imdbIds = numbers(file, "imdbId", rows);
  const tmdbIds = numbers(file, "tmdbId", rows);
  const idAt = idsOf(file, texts);
  const lists = texts.genreLists.map((list) => list.map((genre) => texts.genreNames[genre]!));
  const none: readonly string[] = [];
  return texts.titles.map((names, row) => {
    const isAlone = typeof names === "string";
    const list = lists[genres[row]! - 1];
    if (list === undefined) throw wrong("films.genres", "of lists that are there");
    return {
      id: idAt(row),
      title: isAlone ? names : names[0]!,
      year: valueAt(years, row),
      genres: list,
      alternatives: isAlone ? none : names.slice(1),
      imdbId: valueAt(imdbIds, row),
      tmdbId: valueAt(tmdbIds, row),
    };
  });
}

function idsOf(file: TensorFile, { ids, titles }: FilmTexts): (row: number) => Id {
  if (ids !== undefined) return (row) => ids[row]!;
  const column = numbers(file, "id", titles.length);
  return (row) => {
    const id = valueAt(column, row);
    if (id === undefined) throw wrong("films.id", "of numbers in every row");
    return id;
  };
}

/** The narrowest that holds all of them: whole numbers with 0 for an absent one, else floats with NaN. */
function numbersOf(values: readonly (number | undefined)[]): Numbers {
  const isWhole = values.every(
    (value) => value === undefined || (value > 0 && value >>> 0 === value),
  );
  if (!isWhole) return Float64Array.from(values, (value) => value ?? NaN);
  const column = Uint32Array.from(values, (value) => value ?? 0);
  return column.every((value) => value < 2 ** 16) ? Uint16Array.from(column) : column;
}

function valueAt(column: Numbers, row: number): number | undefined {
  const value = column[row]!;
  if (column instanceof Float64Array) return Number.isNaN(value) ? undefined : value;
  return value === 0 ? undefined : value;
}

/** @throws {ModelFileError} */
function numbers({ tensors }: TensorFile, column: string, rows: number): Numbers {
  const name = `films.${column}`;
  const data = tensors.get(name)?.data;
  const isNumbers =
    data instanceof Uint16Array || data instanceof Uint32Array || data instanceof Float64Array;
  if (!isNumbers || data.length !== rows) throw wrong(name, `U16, U32 or F64 of ${rows} values`);
  if (data instanceof Float64Array && data.some((value) => Math.abs(value) === Infinity)) {
    throw wrong(name, "of finite numbers");
  }
  return data;
}

/** @throws {ModelFileError} */
function bytesOf({ tensors }: TensorFile): Uint8Array {
  const data = tensors.get("films.texts")?.data;
  if (data instanceof Uint8Array) return data;
  throw wrong("films.texts", "U8");
}

function wrong(name: string, wanted: string): ModelFileError {
  return new ModelFileError(
    `Cannot read the model: tensor "${name}" must be ${wanted}; train the model again`,
  );
}
