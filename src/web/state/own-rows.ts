import type { Id } from "../../index.ts";
import type { FilmName, PersonData, ToldFilm } from "../messages.ts";
import type { Edit, RowOf, TableName } from "./edit.ts";
import type { FilmRecord, Guest, LeftRow } from "./own-state.ts";

// What may stand in storage. The same functions look at what comes in from the page and at what comes
// back from storage, which another version or a person may have written.

const MARKS: readonly unknown[] = ["seen", "notForMe", "notSeen"];
const LISTS: readonly unknown[] = ["rated", "seen", "watchlist", "notForMe", "notSeen"];
const MOST_STARS = 5;

/** Fields of an object of unknown make. */
type Fields = Readonly<Record<string, unknown>>;

const ROW_READERS: {
  readonly [Name in TableName]: (value: unknown) => RowOf[Name] | undefined;
} = { films: filmRow, left: leftRow, guests: guestRow };

/**
 * A row with the fields it should have and no other, in one order.
 *
 * @returns undefined for a value that is no such row.
 */
export function rowFrom<Name extends TableName>(
  table: Name,
  value: unknown,
): RowOf[Name] | undefined {
  return ROW_READERS[table](value);
}

/** What storage holds at a place; undefined if that is no row, or one of another place. */
export function storedEdit(table: TableName, key: unknown, value: unknown): Edit | undefined {
  const row = rowFrom(table, value);
  if (row === undefined || keyOf(table, row) !== key) return undefined;
  return { table, key, row } as Edit;
}

/** Where a row stands: film by film, guest by guest, and of left rows one a film and list. */
export function keyOf(table: TableName, row: RowOf[TableName]): Id {
  if (table === "films") return (row as FilmRecord).movieId;
  if (table === "guests") return (row as Guest).key;
  const { list, told } = row as LeftRow;
  return JSON.stringify([list, told.title.toLowerCase(), told.year, told.imdbId, told.tmdbId]);
}

function filmRow(value: unknown): FilmRecord | undefined {
  const fields = fieldsOf(value);
  const { movieId, title, year, rating, mark, isWished, date, changedAt } = fields;
  const isSound =
    isId(movieId) &&
    typeof title === "string" &&
    isMaybe(year, isNumber) &&
    isMaybe(rating, isStars) &&
    isMaybe(mark, (one) => MARKS.includes(one)) &&
    isMaybe(isWished, (one) => typeof one === "boolean") &&
    isMaybe(date, isText) &&
    isMaybe(changedAt, Number.isSafeInteger);
  if (!isSound) return undefined;
  return withoutGaps({
    movieId,
    title,
    year,
    rating,
    mark,
    isWished,
    date,
    changedAt,
  }) as FilmRecord;
}

function leftRow(value: unknown): LeftRow | undefined {
  const { list, told, film, rating, date } = fieldsOf(value);
  const asTold = toldFilm(told);
  const isSound =
    LISTS.includes(list) &&
    asTold !== undefined &&
    isMaybe(film, (one) => filmSaid(one) !== undefined) &&
    isMaybe(rating, isNumber) &&
    isMaybe(date, isText);
  if (!isSound) return undefined;
  return withoutGaps({ list, told: asTold, film: filmSaid(film), rating, date }) as LeftRow;
}

function filmSaid(value: unknown): LeftRow["film"] {
  if (value === "none") return value;
  const { movieId, title, year } = fieldsOf(value);
  const isSound = isId(movieId) && typeof title === "string" && isMaybe(year, isNumber);
  return isSound ? (withoutGaps({ movieId, title, year }) as FilmName) : undefined;
}

function toldFilm(value: unknown): ToldFilm | undefined {
  const { title, year, imdbId, tmdbId } = fieldsOf(value);
  const isSound =
    typeof title === "string" &&
    isMaybe(year, isNumber) &&
    isMaybe(imdbId, isNumber) &&
    isMaybe(tmdbId, isNumber);
  return isSound ? (withoutGaps({ title, year, imdbId, tmdbId }) as ToldFilm) : undefined;
}

function guestRow(value: unknown): Guest | undefined {
  const { key, name, data } = fieldsOf(value);
  const person = personData(data);
  if (typeof key !== "string" || typeof name !== "string" || person === undefined) return undefined;
  return { key, name, data: person };
}

function personData(value: unknown): PersonData | undefined {
  const { ratings, seen, notForMe } = fieldsOf(value);
  const isSound =
    isListOf(seen, isId) &&
    isListOf(notForMe, isId) &&
    isListOf(ratings, (one) => isId(fieldsOf(one)["movieId"]) && isStars(fieldsOf(one)["rating"]));
  if (!isSound) return undefined;
  const rated = ratings as PersonData["ratings"];
  return {
    ratings: rated.map(({ movieId, rating }) => ({ movieId, rating })),
    seen: [...(seen as Id[])],
    notForMe: [...(notForMe as Id[])],
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** Fields that say nothing are left out, so that equal rows have equal texts. */
function withoutGaps(fields: Fields): object {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
}

function isMaybe(value: unknown, isSound: (value: unknown) => boolean): boolean {
  return value === undefined || isSound(value);
}

function isListOf(value: unknown, isSound: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isSound);
}

function isId(value: unknown): value is Id {
  return typeof value === "string" || isNumber(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isStars(value: unknown): boolean {
  return isNumber(value) && value >= 0 && value <= MOST_STARS;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
