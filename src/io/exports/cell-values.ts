/** A number as people and spreadsheets write it, `4,5` too; `undefined` where the text is none. */
export function numberOfCell(text: string): number | undefined {
  const bare = text.trim();
  return /^\d{0,4}(?:[.,]?\d{1,9})$/u.test(bare) ? Number(bare.replace(",", ".")) : undefined;
}

/** A text in one line. */
export function titleOfCell(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** The year at the start of `1995`, `1995.0`, `1995–1999` or `1995-05-01`; `null` where there is none. */
export function yearOfCell(text: string): number | undefined | null {
  const bare = text.trim();
  if (bare === "") return undefined;
  const found = /^(\d{4})(?!\d)/u.exec(bare);
  return found === null ? null : Number(found[1]);
}

/** `tt0114709` or `0114709` as 114709; `null` where it is something else. */
export function imdbIdOfCell(text: string): number | undefined | null {
  const bare = text.trim();
  if (bare === "") return undefined;
  const found = /^(?:tt(\d{7,8})|(\d{1,8}))$/u.exec(bare);
  const id = Number(found?.[1] ?? found?.[2] ?? 0);
  return id === 0 ? null : id;
}

/** An id of TMDB, such as `275`; `null` where it is something else. */
export function tmdbIdOfCell(text: string): number | undefined | null {
  const bare = text.trim();
  if (bare === "") return undefined;
  const id = /^\d{1,9}$/u.test(bare) ? Number(bare) : 0;
  return id === 0 ? null : id;
}

/** `5/1/2024` or `5/1/24` as a spreadsheet writes it. */
const SLASHED = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/u;
/** `01.05.2024` or `01.05.24` as a German spreadsheet does. */
const DOTTED = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)/u;
const ISO = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/u;
/** `Sun Jan 29 00:00:00 2017`; a day of one digit has two spaces before it. */
const SPELLED = /^\s*[A-Z][a-z]{2} +([A-Z][a-z]{2}) +(\d{1,2}) +\d\d:\d\d:\d\d +(\d{4})\s*$/u;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Whether the day comes first in dates such as `13/02/2024`: one of a file tells for all of them. */
export function hasDayFirst(dates: readonly string[]): boolean {
  return dates.some((text) => Number(SLASHED.exec(text)?.[1]) > 12);
}

/** A day as `2024-05-01`, or `undefined` where the text is none. */
export function dateOfCell(text: string, dayFirst: boolean): string | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) return isoDate(iso[1]!, iso[2]!, iso[3]!);
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [first, second, year] = slashed.slice(1) as [string, string, string];
    return dayFirst ? isoDate(year, second, first) : isoDate(year, first, second);
  }
  const dotted = DOTTED.exec(text);
  if (dotted !== null) return isoDate(dotted[3]!, dotted[2]!, dotted[1]!);
  const spelled = SPELLED.exec(text);
  if (spelled === null) return undefined;
  return isoDate(spelled[3]!, String(MONTHS.indexOf(spelled[1]!) + 1), spelled[2]!);
}

function isoDate(year: string, month: string, day: string): string | undefined {
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  const isDay = Number(day) >= 1 && Number(day) <= 31;
  if (!isMonth || !isDay) return undefined;
  return `${wholeYear(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The first of the years of two digits that are of the last century, as POSIX has it for `%y`. */
const FIRST_OF_1900S = 69;

function wholeYear(year: string): string {
  if (year.length === 4) return year;
  return `${Number(year) < FIRST_OF_1900S ? "20" : "19"}${year}`;
}
