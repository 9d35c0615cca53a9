// @ts-check
// Exports of 5,000 ratings as three sites write them: half of the films are the catalogue's, half nobody's.

/**
 * @typedef {{ title: string, year?: number | undefined, imdbId?: number | undefined, tmdbId?: number | undefined }} Film
 */

const ROWS = 5000;
const WORDS = "amber basin cobalt dune ember fjord granite harbour indigo juniper".split(" ");

/** @type {Record<string, (films: readonly Film[]) => string>} */
const FORMATS = { letterboxd, imdb, trakt };

/** Their names. */
export const FORMAT_NAMES = Object.keys(FORMATS);

/**
 * @param {string} format
 * @param {readonly Film[]} known - films of the catalogue, at least 2,500.
 */
export function exportOf(format, known) {
  const make = FORMATS[format];
  if (make === undefined) throw new RangeError(`Cannot make an export: no format "${format}"`);
  return make(Array.from({ length: ROWS }, (_, k) => filmOf(known, k)));
}

/** @param {readonly Film[]} known @param {number} k @returns {Film} */
function filmOf(known, k) {
  const film = known[(k >> 1) * Math.floor((2 * known.length) / ROWS)];
  if (k % 2 === 0 && film !== undefined) return film;
  const [one, two] = [WORDS[k % WORDS.length], WORDS[Math.floor(k / 7) % WORDS.length]];
  return { title: `The ${one} ${two} ${k}`, year: 1990 + (k % 35), imdbId: 30_000_000 + k };
}

/** @param {number} k */
function halfStars(k) {
  return 1 + ((k * 7) % 9) / 2;
}

/** @param {string} text */
function cell(text) {
  return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {readonly Film[]} films */
function letterboxd(films) {
  const rows = films.map(
    ({ title, year }, k) =>
      `2024-05-01,${cell(title)},${year ?? ""},https://boxd.it/${k},${halfStars(k)}`,
  );
  return ["Date,Name,Year,Letterboxd URI,Rating", ...rows, ""].join("\n");
}

/** @param {readonly Film[]} films */
function imdb(films) {
  const header =
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors";
  const rows = films.map(({ title, year, imdbId = 1 }, k) => {
    const id = `tt${String(imdbId).padStart(7, "0")}`;
    const names = `${cell(title)},${cell(title)}`;
    return `${id},${2 * halfStars(k)},2024-05-01,${names},https://www.imdb.com/title/${id}/,Movie,7.1,101,${year ?? ""},Drama,12345,2001-01-01,Somebody`;
  });
  return [header, ...rows, ""].join("\n");
}

/** @param {readonly Film[]} films */
function trakt(films) {
  const entries = films.map(({ title, year, imdbId = 1, tmdbId }, k) => ({
    rated_at: "2024-05-01T20:00:00.000Z",
    rating: 2 * halfStars(k),
    type: "movie",
    movie: {
      ...{ title, year: year ?? null },
      ids: {
        ...{ trakt: k, slug: `film-${k}` },
        ...{ imdb: `tt${String(imdbId).padStart(7, "0")}`, tmdb: tmdbId ?? null },
      },
    },
  }));
  return JSON.stringify(entries);
}
