import type { DataError, PersonExport } from "../../../src/index.ts";

/** What `readExport` promises of whatever it reads, and this does not keep; `undefined` if it keeps all. */
export function brokenPromise(found: PersonExport): string | undefined {
  const { rows, leftOut, faults, ratings } = found;
  const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const { seen, watchlist, notForMe, notSeen } = found;
  const films = [...ratings, ...seen, ...watchlist, ...notForMe, ...notSeen];
  if (rows !== films.length + left) return "a row is lost";
  if (films.length === 0) return "nothing was found, and no error";
  if (faults.length !== Math.min(10, leftOut.unreadable)) return "faults are not told";
  if (ratings.some(({ rating }) => !(rating >= 0.5 && rating <= 5))) return "a rating is no stars";
  for (const { title, year, imdbId, tmdbId, date, line } of films) {
    if (title === "" && imdbId === undefined && tmdbId === undefined) return "a film has no name";
    if (title.length > 1000 || /[\r\n]/u.test(title)) return "a title is no title";
    if (year !== undefined && !Number.isInteger(year)) return "a year is none";
    if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(date)) return "a day is none";
    if (![imdbId ?? 1, tmdbId ?? 1, line].every((n) => Number.isInteger(n) && n > 0)) {
      return "an id or a line is none";
    }
  }
  return undefined;
}

/** Whether it is the one error that may be thrown for what is in a file. */
export function isDataError(error: unknown): error is DataError {
  return error instanceof Error && error.name === "DataError";
}
