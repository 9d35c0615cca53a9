import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Movie } from "../core/catalogue/movie.ts";
import { movieOfId } from "../core/catalogue/movie-of-id.ts";
import { parseTitle } from "../core/catalogue/title.ts";
import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { sqlRelation } from "./connect/relations.ts";
import type { Column, SparkSession } from "./connect/session.ts";
import type { SparkSource } from "./options.ts";
import { ITEMS, USERS } from "./prepare.ts";
import { columnValues } from "./read-rows.ts";
import { columnNamed, relationOf } from "./source.ts";
import { quotedName } from "./sql-text.ts";

/** The films that were rated, in the order of their rows. */
export interface Films {
  readonly catalogue: Catalogue;
  /** Ratings of each. */
  readonly counts: Uint32Array;
  /** How many have no title but their id. */
  readonly untitled: number;
}

const STEP = "fetch films";
const FILMS = "matinee_films";
/** What a table of films is looked through for, in lower case. */
const TOLD = ["title", "year", "genres", "imdbid", "tmdbid"] as const;

/** Ids of people in the order of their rows. */
export async function readUserIds(session: SparkSession, users: number): Promise<IdMap> {
  const ids = Array.from<Id>({ length: users });
  for await (const batch of session.batches(
    "fetch people",
    sqlRelation(`SELECT row, id FROM ${USERS}`),
  )) {
    const row = columnValues(batch, "row") as ArrayLike<number>;
    const id = columnValues(batch, "id") as ArrayLike<Id>;
    for (let k = 0; k < row.length; k++) ids[row[k]!] = id[k]!;
  }
  return new IdMap(ids);
}

/**
 * The films by the table that names them, where there is one.
 *
 * @throws {DataError} if that table has no ids or no titles. Of a film that stands there twice the first title counts.
 */
export async function readFilms(
  session: SparkSession,
  source: SparkSource,
  items: number,
): Promise<Films> {
  const counts = new Uint32Array(items);
  const movies = Array.from<Movie>({ length: items });
  const told = source.films.length === 0 ? undefined : await viewFilms(session, source);
  let untitled = 0;
  for await (const batch of session.batches(STEP, sqlRelation(filmsQuery(told)))) {
    const row = columnValues(batch, "row") as ArrayLike<number>;
    const n = columnValues(batch, "n") as ArrayLike<number>;
    const id = columnValues(batch, "id") as ArrayLike<Id>;
    const cells = told?.map((name) => [name, columnValues(batch, name)] as const) ?? [];
    for (let k = 0; k < row.length; k++) {
      counts[row[k]!] = n[k]!;
      const film = Object.fromEntries(cells.map(([name, values]) => [name, values[k]]));
      movies[row[k]!] = movieOf(id[k]!, film);
      if (!isTitle(film["title"])) untitled++;
    }
  }
  return { catalogue: new Catalogue(movies), counts, untitled: told === undefined ? 0 : untitled };
}

/** A view of what is told of films, `id` and some of {@link TOLD}; returns which. */
async function viewFilms(
  session: SparkSession,
  { films, item }: SparkSource,
): Promise<readonly string[]> {
  const relation = relationOf(films, undefined);
  const columns = await session.columns(relation);
  const place = films.join(", ");
  const named = (name: string): Column | undefined => columnNamed(columns, name);
  const id = named(item) ?? named("id") ?? named("movieId");
  const found = TOLD.filter((name) => named(name) !== undefined);
  if (id === undefined || !found.includes("title")) {
    const all = columns.map((column) => column.name).join(", ");
    throw new DataError(
      `Cannot train on Spark: the films of ${place} must have the columns ${item} (or id, or movieId) and title, theirs are: ${all}; ` +
        "give a view that names them so",
    );
  }
  await session.createView(`${FILMS}_source`, relation);
  const parts = found.map((name) => `${expressionOf(named(name)!)} AS ${name}`);
  const isTitled = `trim(${expressionOf(named("title")!)}) <> ''`; // null would be the least of all
  await session.execute(
    STEP,
    `CREATE OR REPLACE TEMPORARY VIEW ${FILMS} AS SELECT CAST(${quotedName(id.name)} AS STRING) AS id, ` +
      `min(struct(${parts.join(", ")})) FILTER (WHERE ${isTitled}) AS told FROM ${FILMS}_source GROUP BY ALL`,
  );
  return found;
}

/** A list of genres as the text that MovieLens has; everything else as it stands. */
function expressionOf({ name, type }: Column): string {
  const quoted = quotedName(name);
  if (type.startsWith("array")) return `array_join(${quoted}, '|')`;
  return `CAST(${quoted} AS STRING)`;
}

function filmsQuery(told: readonly string[] | undefined): string {
  if (told === undefined) return `SELECT row, n, id FROM ${ITEMS}`;
  const columns = told.map((name) => `f.told.${name} AS ${name}`).join(", ");
  return `SELECT i.row, i.n, i.id, ${columns} FROM ${ITEMS} i LEFT JOIN ${FILMS} f ON CAST(i.id AS STRING) = f.id`;
}

function movieOf(id: Id, told: Readonly<Record<string, unknown>>): Movie {
  const { title, year, genres } = told;
  if (!isTitle(title)) return movieOfId(id);
  const parsed = parseTitle(title);
  const ids = { imdbId: numberOf(told["imdbid"]), tmdbId: numberOf(told["tmdbid"]) };
  return {
    ...{ id, title: parsed.title, alternatives: parsed.alternatives },
    ...{ year: numberOf(year) ?? parsed.year, genres: genresOf(genres) },
    ...ids,
  };
}

function isTitle(told: unknown): told is string {
  return typeof told === "string" && told.trim() !== "";
}

function genresOf(told: unknown): readonly string[] {
  if (typeof told !== "string") return [];
  return told.split("|").filter((genre) => genre !== "" && genre !== "(no genres listed)");
}

/** Of `tt0114709` as well. */
function numberOf(told: unknown): number | undefined {
  if (typeof told !== "string") return undefined;
  const digits = /^(?:tt)?(\d+)(?:\.0+)?$/u.exec(told.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
