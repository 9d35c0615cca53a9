import type { Movie } from "../core/catalogue/movie.ts";
import { parseTitle } from "../core/catalogue/title.ts";
import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import { parseCsv } from "./csv.ts";
import { idOf } from "./rating-line.ts";
import { shown, shownList } from "./shown.ts";

const ACTION = "Cannot read the movies";

/** The flags of `u.item` in their order (README of MovieLens 100K). */
const FLAGGED_GENRES = [
  ...["unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime"],
  ...["Documentary", "Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery"],
  ...["Romance", "Sci-Fi", "Thriller", "War", "Western"],
];
const COLUMNS_BEFORE_FLAGS = 5;
const NO_GENRES = new Set(["", "unknown", "(no genres listed)"]);

/**
 * The movies of `u.item`: id, title, two dates, address, and a flag for each genre.
 *
 * @throws {DataError} that names the line, if one is not like that or repeats an id.
 */
export function moviesOfItems(text: string, file: string): Movie[] {
  const wanted = COLUMNS_BEFORE_FLAGS + FLAGGED_GENRES.length;
  return moviesOf(
    linesOf(text).map(({ line, content }) => {
      const fields = content.split("|");
      if (fields.length !== wanted) {
        throw new DataError(
          `${ACTION}: a line must have ${wanted} columns separated by "|", got ${fields.length} in ${shown(content)}`,
          { file, line },
        );
      }
      const flags = fields.slice(COLUMNS_BEFORE_FLAGS);
      const odd = flags.findIndex((flag) => flag !== "0" && flag !== "1");
      if (odd >= 0) {
        throw new DataError(`${ACTION}: a genre must be "0" or "1", got ${shown(flags[odd]!)}`, {
          file,
          line,
          column: COLUMNS_BEFORE_FLAGS + odd + 1,
        });
      }
      const genres = FLAGGED_GENRES.filter((_, flag) => flags[flag] === "1");
      return { line, id: fields[0]!, title: fields[1]!, genres };
    }),
    { file, textIds: false, idColumn: 0, titleColumn: 1 },
  );
}

/**
 * The movies of `movies.dat`: id, title and genres, separated by `::`.
 *
 * @throws {DataError} that names the line, if one is not like that or repeats an id.
 */
export function moviesOfDat(text: string, file: string): Movie[] {
  return moviesOf(
    linesOf(text).map(({ line, content }) => {
      const found = /^(.*?)::(.*)::(.*)$/u.exec(content);
      if (found === null) {
        throw new DataError(
          `${ACTION}: a line must have 3 columns separated by "::", got ${shown(content)}`,
          { file, line },
        );
      }
      return { line, id: found[1]!, title: found[2]!, genres: found[3]!.split("|") };
    }),
    { file, textIds: false, idColumn: 0, titleColumn: 1 },
  );
}

/**
 * The movies of `movies.csv`: `movieId,title,genres`, in any order; ids may be texts.
 *
 * @throws {DataError} that names the line, if a column is missing, or an id is none or repeated.
 */
export function moviesOfCsv(text: string, file: string): Movie[] {
  const { header, rows } = parseCsv(text, file);
  const [idColumn, titleColumn, genresColumn] = columnsOf(
    header,
    ["movieId", "title"],
    ["genres"],
    file,
  );
  return moviesOf(
    rows.map(({ line, cells }) => ({
      line,
      id: cells[idColumn!]!,
      title: cells[titleColumn!]!,
      genres: (cells[genresColumn!] ?? "").split("|"),
    })),
    { file, textIds: true, idColumn: idColumn!, titleColumn: titleColumn! },
  );
}

/**
 * The movies with the IMDb and TMDB ids of `links.csv`. Rows about movies that are not here are of
 * no use and passed over.
 *
 * @throws {DataError} that names line and column, if a column is missing or an id is no number.
 */
export function withLinks(movies: readonly Movie[], text: string, file: string): Movie[] {
  const { header, rows } = parseCsv(text, file);
  const columns = columnsOf(header, ["movieId", "imdbId"], ["tmdbId"], file);
  const links = new Map<Id | undefined, { imdbId?: number; tmdbId?: number }>();
  for (const { line, cells } of rows) {
    const numberAt = (column: number, prefix: RegExp): number | undefined => {
      const digits = (cells[column] ?? "").trim().replace(prefix, "");
      if (digits === "") return undefined;
      if (/^\d{1,15}$/u.test(digits)) return Number(digits);
      throw new DataError(
        `Cannot read the links: "${header[column]!}" must be a whole number or empty, got ${shown(cells[column]!)}`,
        { file, line, column: column + 1 },
      );
    };
    const imdbId = numberAt(columns[1]!, /^tt/u);
    const tmdbId = numberAt(columns[2]!, /^$/u);
    links.set(idOf(cells[columns[0]!]!, true), {
      ...(imdbId === undefined ? {} : { imdbId }),
      ...(tmdbId === undefined ? {} : { tmdbId }),
    });
  }
  return movies.map((movie) => ({ ...movie, ...links.get(movie.id) }));
}

interface MovieRow {
  readonly line: number;
  readonly id: string;
  readonly title: string;
  readonly genres: readonly string[];
}

interface MovieRules {
  readonly file: string;
  readonly textIds: boolean;
  /** From 0, for messages. */
  readonly idColumn: number;
  readonly titleColumn: number;
}

function moviesOf(rows: readonly MovieRow[], rules: MovieRules): Movie[] {
  const { file, textIds, idColumn, titleColumn } = rules;
  if (rows.length === 0) throw new DataError(`${ACTION}: the file holds no movies`, { file });
  const lineOf = new Map<Id, number>();
  return rows.map((row) => {
    const wrong = (name: string, column: number, wanted: string, found: string): DataError => {
      const place = { file, line: row.line, column: column + 1 };
      return new DataError(`${ACTION}: "${name}" must be ${wanted}, got ${shown(found)}`, place);
    };
    const id = idOf(row.id, textIds);
    if (id === undefined) {
      throw wrong("movieId", idColumn, textIds ? "a number or a text" : "a whole number", row.id);
    }
    const before = lineOf.get(id);
    if (before !== undefined) {
      throw wrong("movieId", idColumn, `another than that of line ${before}`, row.id);
    }
    lineOf.set(id, row.line);
    const { title, year, alternatives } = parseTitle(row.title);
    if (title === "") throw wrong("title", titleColumn, "a text that is not empty", row.title);
    return { id, title, year, genres: genresOf(row.genres), alternatives };
  });
}

/** `Children's` of the older sets is `Children` of the newer ones. */
function genresOf(names: readonly string[]): string[] {
  return names
    .map((name) => name.trim().replace(/^Children's$/u, "Children"))
    .filter((name) => !NO_GENRES.has(name));
}

/** Lines that are not blank. */
function linesOf(text: string): { line: number; content: string }[] {
  return text
    .split(/\r?\n/u)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== "");
}

/** Where the columns stand, −1 for an absent one of `others`; case does not matter. */
function columnsOf(
  header: readonly string[],
  needed: readonly string[],
  others: readonly string[],
  file: string,
): number[] {
  const names = header.map((name) => name.toLowerCase());
  const columns = [...needed, ...others].map((name) => names.indexOf(name.toLowerCase()));
  if (needed.every((_, k) => columns[k]! >= 0)) return columns;
  const wanted = needed.map((name) => `"${name}"`).join(" and ");
  throw new DataError(
    `Cannot read the table: the header must have the columns ${wanted}, got ${shownList(header)}`,
    { file, line: 1 },
  );
}
