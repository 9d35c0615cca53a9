import fc from "fast-check";
import { csvOf } from "./csv-cells.ts";
import { ENCODINGS } from "./encodings.ts";
import { imdbList, imdbV1, imdbV2, imdbV3 } from "./imdb-files.ts";
import {
  DIARY_HEADER,
  FILMS_HEADER,
  RATINGS_HEADER,
  letterboxdArchive,
  letterboxdDiary,
  letterboxdList,
  letterboxdRatings,
} from "./letterboxd-files.ts";
import { madeFilms } from "./made-films.ts";
import { letterboxdImport, matineeJson, matineeSaved, movieLensOwn } from "./other-files.ts";
import { traktCsv, traktFiles, traktHistory, traktRatings } from "./trakt-files.ts";
import { zipOf } from "./zip-of.ts";

/** The kinds of inputs there are. */
export const FUZZ_KINDS = ["bytes", "tables", "JSON", "changed files", "archives"] as const;
export type FuzzKind = (typeof FUZZ_KINDS)[number];

const FILMS = madeFilms(14);
const TYPES = ["Movie", "TV Series", "Corto", "Video Game"];
const ENCODERS = Object.values(ENCODINGS);

/** One small file of each format. */
const FILES: readonly string[] = [
  ...[
    letterboxdRatings(FILMS),
    letterboxdDiary(FILMS, { lineEnd: "\r\n" }),
    letterboxdImport(FILMS),
  ],
  ...[imdbV1(FILMS, TYPES), imdbV2(FILMS, TYPES), imdbV3(FILMS, TYPES), imdbList(FILMS, TYPES)],
  ...[traktCsv(FILMS), movieLensOwn(FILMS), matineeSaved(FILMS)],
  ...[traktRatings(FILMS), traktHistory(FILMS), matineeJson(FILMS)].map((file) =>
    JSON.stringify(file),
  ),
  ...[letterboxdList(FILMS), `sep=;\n${letterboxdRatings(FILMS, { separator: ";" })}`],
];

const HEADERS = [
  ...[RATINGS_HEADER, FILMS_HEADER, DIARY_HEADER, "Name,Year,Rating", "title,score,imdb,tmdb,date"],
  ...FILES.slice(2, 10).map((text) => text.split("\n", 1)[0]!),
  ...["a,b", "title", "__proto__,constructor,title", '"title","rating', ",,,"],
];

const cell = fc.oneof(
  fc.constantFrom("", " ", "4.5", "4,5", "-1", "0", "10", "100", "1e400", "NaN", "Infinity"),
  fc.constantFrom("tt0114709", "tt1", "1995", "95", "2024-05-01", "13/02/2024", "5/1/24"),
  fc.constantFrom('"', '""', '"a"', '"a\nb"', "\r", "\t", ";", "★★★★½", "movie", "TV Series"),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "=1+1",
    "\u202e",
    "\ufeff",
    "\u0000",
    "(1995)",
    "&#8230;",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

const encoder = fc.constantFrom(...ENCODERS);

/** What is mostly right in its column. */
const fitting: Readonly<Record<string, fc.Arbitrary<string>>> = {
  title: fc.constantFrom("Alien", "Heat (1995)", "Matrix, The", '"A" B', "a\nb", "Été"),
  year: fc.constantFrom("1995", "", "2010"),
  rating: fc.constantFrom("4.5", "3", "4,0", "", "10"),
  id: fc.constantFrom("", "tt0114709", "275"),
};

function cellOf(name: string): fc.Arbitrary<string> {
  const kind = /title|name/iu.test(name) ? "title" : /year/iu.test(name) ? "year" : undefined;
  const other = /rat|score/iu.test(name)
    ? "rating"
    : /const|id$|imdb|tmdb/iu.test(name)
      ? "id"
      : "";
  const fit = fitting[kind ?? other];
  return fit === undefined ? cell : fc.oneof({ weight: 9, arbitrary: fit }, cell);
}

const tables = fc
  .constantFrom(...HEADERS)
  .chain((header) => {
    const names = header.split(",");
    const whole = fc.tuple(...names.map(cellOf));
    const row = fc.oneof({ weight: 6, arbitrary: whole }, fc.array(cell, { maxLength: 16 }));
    return fc.record({
      names: fc.constant(names),
      rows: fc.array(row, { maxLength: 8 }),
      separator: fc.constantFrom(",", ",", ",", ";", "\t"),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
      isQuoted: fc.integer({ min: 0, max: 3 }),
      encoder,
    });
  })
  .map(({ names, rows, separator, lineEnd, isQuoted, encoder: encoded }) => {
    const table = [names, ...rows];
    if (isQuoted > 0) return encoded(csvOf(table, { separator, lineEnd }));
    return encoded(table.map((cells) => cells.join(separator)).join(lineEnd));
  });

const value = fc.oneof(
  fc.constantFrom(null, 0, -1, 4.5, 10, 1e300, "", "4,5", "A", "1995", 1995, "tt0114709", true),
  fc.constantFrom("2024-05-01T00:00:00Z", "movie", "show", "episode", {}, [], [[]], "\u0000"),
  fc.string({ maxLength: 8 }),
);
const movie = fc.dictionary(
  fc.constantFrom("title", "year", "ids", "rating", "__proto__", "imdb", "tmdb"),
  fc.oneof(value, fc.dictionary(fc.constantFrom("imdb", "tmdb", "trakt", "__proto__"), value)),
);
const entry = fc.dictionary(
  fc.constantFrom(
    ...["title", "year", "imdbId", "tmdbId", "rating", "date", "type", "rated_at", "watched_at"],
    ...["plays", "listed_at", "movie", "show", "episode", "__proto__", "constructor", "toString"],
  ),
  fc.oneof(value, movie),
);
/** As those of Trakt and ours are, with one field changed or none. */
const likely = fc
  .record({
    base: fc.constantFrom<object>(
      { rating: 8, type: "movie", movie: { title: "A", year: 1995, ids: { imdb: null, tmdb: 5 } } },
      { plays: 1, last_watched_at: "2024-05-01T00:00:00Z", movie: { title: "B", ids: {} } },
      { title: "C", year: 2001, imdbId: "tt0114709", rating: 4.5, date: "2024-05-01" },
      { title: "D", tmdbId: 7 },
    ),
    other: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, entry),
  })
  .map(({ base, other }) => ({ ...base, ...other }));
const entries = fc.array(
  fc.oneof({ weight: 6, arbitrary: likely }, { weight: 2, arbitrary: entry }, value),
  { maxLength: 8 },
);
const json = fc.oneof(
  { weight: 3, arbitrary: entries.map((list) => JSON.stringify(list)) },
  fc
    .dictionary(fc.constantFrom("ratings", "seen", "watchlist", "__proto__", "x"), entries)
    .map((lists) => JSON.stringify(lists)),
  fc.json({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 5000 }).map((depth) => "[".repeat(depth)),
);

/** What to do to a file, in its order. */
const change = fc.record({
  kind: fc.constantFrom("replace", "insert", "delete", "repeat", "cut", "swap"),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.integer({ min: 0, max: 40 }),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom('"', '","', "\n", "\r", ",", ";", "\0", "[", "}", "null").map(ENCODERS[0]!),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(file: Uint8Array, { kind, at, length, bytes }: Change): Uint8Array {
  const start = Math.floor(at * file.length);
  const before = file.subarray(0, start);
  const middle = file.subarray(start, start + length);
  const after = file.subarray(start + length);
  const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
  if (kind === "replace") return joined(before, bytes, after);
  if (kind === "insert") return joined(before, bytes, middle, after);
  if (kind === "delete") return joined(before, after);
  if (kind === "repeat") return joined(before, middle, middle, middle, after);
  return kind === "cut" ? before.slice() : joined(after, middle, before);
}

function changedFile(files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...files), fc.array(change, { maxLength: 3 }))
    .map(([file, changes]) => changes.reduce(changed, file));
}

const ENCODED = FILES.flatMap((text) => ENCODERS.map((encoded) => encoded(text)));

const ARBITRARIES: Readonly<Record<Exclude<FuzzKind, "archives">, fc.Arbitrary<Uint8Array>>> = {
  bytes: fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ max: 127, maxLength: 400 })),
  tables,
  JSON: fc.tuple(json, encoder).map(([text, encoded]) => encoded(text)),
  "changed files": changedFile(ENCODED),
};

const NAMES = [
  ...["ratings.csv", "watched.csv", "watchlist.csv", "diary.csv", "me/ratings.csv", "lists/a.csv"],
  ...["ratings-movies.json", "watched-history-1.json", "lists-watchlist.json", "a.zip", "x.txt"],
];

/** Half of them whole with changed files in them, half changed themselves. */
async function archives(seed: number, count: number): Promise<Uint8Array[]> {
  const contents = fc.dictionary(
    fc.constantFrom(...NAMES),
    fc.oneof(ARBITRARIES.tables, ARBITRARIES.JSON, ARBITRARIES["changed files"], ARBITRARIES.bytes),
    { minKeys: 1, maxKeys: 3 },
  );
  const half = Math.ceil(count / 2);
  const whole: Uint8Array[] = [];
  for (const [k, files] of fc.sample(contents, { seed, numRuns: half }).entries()) {
    whole.push(await zipOf(files, { level: k % 2 }));
  }
  const trakt = traktFiles(FILMS);
  const named = {
    "ratings-movies.json": trakt.ratings,
    "lists-watchlist.json": trakt.watchlist,
  };
  const models = [await zipOf(letterboxdArchive(FILMS)), await zipOf(named, { level: 0 })];
  return [...whole, ...fc.sample(changedFile(models), { seed, numRuns: count - half })];
}

/** Inputs of a kind, the same for a seed. */
export async function fuzzInputs(
  kind: FuzzKind,
  seed: number,
  count: number,
): Promise<Uint8Array[]> {
  if (kind === "archives") return archives(seed, count);
  return fc.sample(ARBITRARIES[kind], { seed, numRuns: count });
}

/** Options to read them with, in turn; most often none. */
export const FUZZ_OPTIONS: readonly object[] = [
  ...[{}, {}, {}, {}, {}, {}, { verbose: true }, { scale: "0-100" }, { listAs: "watchlist" }],
  ...[{ columns: { title: "Title", rating: "Rating" } }, { columns: { title: "a", year: "b" } }],
];
