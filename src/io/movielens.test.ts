import { describe, expect, test } from "vitest";
import { movieName } from "../core/catalogue/movie.ts";
import { AbortedError, DataError } from "../core/errors.ts";
import type { DataFiles } from "./data-files.ts";
import { memoryFiles } from "./memory-files.ts";
import { loadFold, loadMovieLens } from "./movielens.ts";

const FLAGS = "0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0";
const UNKNOWN = "1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0";
const ITEMS = [
  `1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy%20Story%20(1995)|${FLAGS}`,
  `2|Mis\u00e9rables, Les (1995)|01-Jan-1995||http://us.imdb.com|${FLAGS}`,
  `3|unknown||||${UNKNOWN}`,
];
const TINY_100K = {
  "u.data": "1\t1\t5\t874965758\n1\t2\t3\t876893171\n2\t1\t4\t888550871\n",
  "u.item": latin1(`${ITEMS.join("\n")}\n`),
  "u1.base": "1\t1\t5\t874965758\n2\t1\t4\t888550871\n",
  "u1.test": "1\t2\t3\t876893171\n",
};
const TINY_1M = {
  "ratings.dat": "1::1193::5::978300760\n1::661::3::978302109\n",
  "movies.dat": latin1(
    "661::Fant\u00f4me, Le (1961)::Children's|Musical\n1193::One (1975)::Drama\n",
  ),
  "users.dat": "1::F::1::10::48067\n",
};
const TINY_LATEST = {
  "ratings.csv": "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,11,0.5,964981247\n",
  "movies.csv":
    'movieId,title,genres\r\n1,Toy Story (1995),Adventure|Children\r\n11,"American President, The (1995)",Comedy\r\n12,Paterson,(no genres listed)\r\n',
  "links.csv": "movieId,imdbId,tmdbId\r\n1,0114709,862\r\n12,5247022,\r\n99,0000001,1\r\n",
};

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

type Contents = Readonly<Record<string, Uint8Array | string>>;

function files(contents: Contents, place = "/data/ml"): DataFiles {
  return memoryFiles(place, contents, { chunkBytes: 7 });
}

async function refusal(contents: Contents, place?: string): Promise<DataError> {
  const error: unknown = await loadMovieLens(files(contents, place)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
}

describe("loadMovieLens()", () => {
  test("reads 100K: whole stars, titles in ISO-8859-1, flagged genres", async () => {
    const { name, ratings, catalogue, superseded } = await loadMovieLens(files(TINY_100K));
    expect([name, superseded]).toEqual(["MovieLens 100K", 0]);
    expect(ratings.scale).toEqual({ min: 1, max: 5, step: 1 });
    expect([...ratings.value]).toEqual([5, 3, 4]);
    expect([...ratings.movieIndex]).toEqual([0, 1, 0]);
    expect(ratings.movies).toBe(catalogue.ids);
    expect(catalogue.movies.map(movieName)).toEqual([
      "Toy Story (1995)",
      "Les Mis\u00e9rables (1995)",
      "unknown",
    ]);
    expect(catalogue.at(0).genres).toEqual(["Animation", "Children", "Comedy"]);
    expect(catalogue.at(2).genres).toEqual([]);
  });

  test("reads 1M: whole stars, double colons, titles in ISO-8859-1", async () => {
    const { name, ratings, catalogue } = await loadMovieLens(files(TINY_1M));
    expect([name, ratings.scale.min]).toEqual(["MovieLens 1M", 1]);
    expect(catalogue.movies.map(movieName)).toEqual(["Le Fant\u00f4me (1961)", "One (1975)"]);
    expect(catalogue.at(0).genres).toEqual(["Children", "Musical"]);
    expect([...ratings.movieIndex]).toEqual([1, 0]);
  });

  test.each([
    ["half stars", { "ratings.dat": "1::122::4.5::838985046\n" }],
    ["its tags", { "ratings.dat": "1::122::5::838985046\n", "tags.dat": "" }],
  ])("tells 10M by %s, and reads its UTF-8", async (_, contents) => {
    const movies = "122::L\u00e9on: The Professional (1994)::(no genres listed)\n";
    const { name, ratings, catalogue } = await loadMovieLens(
      files({ ...contents, "movies.dat": movies }),
    );
    expect([name, ratings.scale.min]).toEqual(["MovieLens 10M", 0.5]);
    expect(catalogue.at(0)).toMatchObject({ title: "L\u00e9on: The Professional", genres: [] });
  });

  test("reads 20M and later: half stars, quoted titles, links", async () => {
    const { ratings, catalogue } = await loadMovieLens(files(TINY_LATEST));
    expect([...ratings.value]).toEqual([4, 0.5]);
    expect(ratings.scale).toEqual({ min: 0.5, max: 5, step: 0.5 });
    expect(ratings.movieCount).toBe(3);
    expect(catalogue.movies.map(movieName)).toEqual([
      "Toy Story (1995)",
      "The American President (1995)",
      "Paterson",
    ]);
    expect(catalogue.movies.map(({ imdbId, tmdbId }) => [imdbId, tmdbId])).toEqual([
      [114709, 862],
      [undefined, undefined],
      [5247022, undefined],
    ]);
    expect(catalogue.at(2).genres).toEqual([]);
  });

  test.each([
    ["/data/ml-20m", "MovieLens 20M"],
    ["data/ml-25m.zip", "MovieLens 25M"],
    ["C:\\data\\ml-32m\\", "MovieLens 32M"],
    ["ml-latest", "MovieLens latest"],
    ["ml-latest-small/", "MovieLens latest small"],
    ["/data/mine", "Ratings in mine"],
    ["/ml-25m/mine", "Ratings in mine"],
  ])("calls what is in %s %s", async (place, name) => {
    expect((await loadMovieLens(files(TINY_LATEST, place))).name).toBe(name);
  });

  test("reads a table of one's own, with ids as titles", async () => {
    const contents = { "ratings.csv": "user,film,stars\nann,Alien,5\nbob,7,2.5\nann,Alien,3\n" };
    const { name, ratings, catalogue, superseded } = await loadMovieLens(files(contents, "mine"));
    expect([name, superseded]).toEqual(["Ratings in mine", 1]);
    expect(ratings.users.toArray()).toEqual(["ann", "bob"]);
    expect(catalogue.movies).toEqual([
      { id: "Alien", title: "Alien", genres: [], alternatives: [] },
      { id: 7, title: "7", genres: [], alternatives: [] },
    ]);
    expect([...ratings.value]).toEqual([2.5, 3]);
    expect([...ratings.movieIndex]).toEqual([1, 0]);
  });

  test("reads a table of one's own with a catalogue whose ids are texts", async () => {
    const { ratings, catalogue } = await loadMovieLens(
      files({
        "ratings.csv": "userId,movieId,rating\nann,tt1,5\n",
        "movies.csv": "title,movieId\nAlien (1979),tt1\n",
      }),
    );
    expect([ratings.users.idAt(0), catalogue.at(0).id]).toEqual(["ann", "tt1"]);
    expect(catalogue.at(0)).toMatchObject({ title: "Alien", year: 1979, genres: [] });
  });

  test("tells how many ratings it has read, after each chunk", async () => {
    const told: number[] = [];
    const contents = memoryFiles("ml", TINY_100K, { chunkBytes: 20 });
    await loadMovieLens(contents, { onProgress: (count) => told.push(count) });
    expect(told).toEqual([1, 2, 3]);
  });

  test.each(["u.item", "u.data"])("stops at the next chunk of %s when asked to", async (name) => {
    const signal = { aborted: false };
    const all = files(TINY_100K);
    const stopping: DataFiles = {
      ...all,
      async *open(file) {
        for await (const chunk of all.open(file)) {
          yield chunk;
          signal.aborted ||= file === name;
        }
      },
    };
    const loading = loadMovieLens(stopping, { signal });
    await expect(loading).rejects.toThrow(AbortedError);
    await expect(loading).rejects.toThrow("Cannot read the data set: interrupted");
  });

  test("takes ids that are titles with years apart, so that they are found by year", async () => {
    const table = "userId,movieId,rating\nann,Fargo (1996),4\nann,Fargo (1996),5\nann,Heat,3\n";
    const { catalogue, ratings, superseded } = await loadMovieLens(files({ "ratings.csv": table }));
    expect(catalogue.at(0)).toMatchObject({ id: "Fargo (1996)", title: "Fargo", year: 1996 });
    expect(catalogue.match({ title: "fargo", year: 1996 })).toMatchObject({ movieIndex: 0 });
    expect(catalogue.at(1)).toMatchObject({ id: "Heat", title: "Heat" });
    expect([ratings.superseded, superseded]).toEqual([1, 1]);
  });
});

describe("loadMovieLens() refuses", () => {
  test.each([
    [{}, "no files"],
    [{ "readme.txt": "", "data.json": "" }, '"readme.txt", "data.json"'],
    [
      Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}.txt`, ""])),
      '"0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt", "7.txt" and 2 more',
    ],
  ])("a place with none of the known files: %j", async (contents, found) => {
    const error = await refusal(contents, "/tmp/x");
    expect([error.code, error.file]).toEqual(["E_DATA", "/tmp/x"]);
    expect(error.message).toBe(
      `/tmp/x: Cannot read the data set: "u.data", "ratings.dat", "ratings.csv" or "ratings.parquet" must be there, got ${found}`,
    );
  });

  test.each([
    ["u.item", { "u.data": "1\t1\t5\n" }],
    ["movies.dat", { "ratings.dat": "1::1::5::1\n" }],
  ])("ratings without %s", async (name, contents) => {
    const error = await refusal(contents);
    const there = Object.keys(contents)[0]!;
    expect(error.message).toBe(
      `/data/ml: Cannot read the data set: "${name}" must be there, got "${there}"`,
    );
  });

  const cases: readonly [
    string,
    Contents,
    string,
    number | undefined,
    number | undefined,
    string,
  ][] = [
    [
      "a rating of a movie that is not in u.item",
      { ...TINY_100K, "u.data": "1\t1\t5\t0\n1\t9\t5\t0\n" },
      "u.data",
      2,
      2,
      '"movieId" must be an id of u.item, got "9"',
    ],
    [
      "a half star in 100K",
      { ...TINY_100K, "u.data": "1\t1\t0.5\t0\n" },
      "u.data",
      1,
      3,
      '"rating" must be a number in [1, 5], got "0.5"',
    ],
    [
      "a text as an id in latest",
      { ...TINY_LATEST, "ratings.csv": "userId,movieId,rating\nann,1,5\n" },
      "ratings.csv",
      2,
      1,
      '"userId" must be a whole number',
    ],
    [
      "a line of u.item that is cut short",
      { ...TINY_100K, "u.item": `${ITEMS[0]!}\n2|Golden` },
      "u.item",
      2,
      undefined,
      'a line must have 24 columns separated by "|", got 2 in "2|Golden"',
    ],
    [
      "a genre that is neither there nor not",
      { ...TINY_100K, "u.item": ITEMS[0]!.replace(/0$/u, "x") },
      "u.item",
      1,
      24,
      'a genre must be "0" or "1", got "x"',
    ],
    [
      "a movie id that is no number",
      { ...TINY_100K, "u.item": ITEMS[0]!.replace(/^1/u, "one") },
      "u.item",
      1,
      1,
      '"movieId" must be a whole number, got "one"',
    ],
    [
      "a movie id that stands twice",
      { ...TINY_1M, "movies.dat": "1::A (1999)::\n\n1::B (1999)::\n" },
      "movies.dat",
      3,
      1,
      '"movieId" must be another than that of line 1, got "1"',
    ],
    [
      "a movie without a title",
      { ...TINY_1M, "movies.dat": "1:: (1999)::Drama\n" },
      "movies.dat",
      1,
      2,
      '"title" must be a text that is not empty, got " (1999)"',
    ],
    [
      "a line of movies.dat with one column",
      { ...TINY_1M, "movies.dat": "1::A (1999)\n" },
      "movies.dat",
      1,
      undefined,
      'a line must have 3 columns separated by "::", got "1::A (1999)"',
    ],
    [
      "movies.csv without a title column",
      { ...TINY_LATEST, "movies.csv": "movieId,name\n1,A\n" },
      "movies.csv",
      1,
      undefined,
      'the header must have the columns "movieId" and "title", got "movieId", "name"',
    ],
    [
      "movies.csv with an open quote",
      { ...TINY_LATEST, "movies.csv": 'movieId,title,genres\n1,"A,\n' },
      "movies.csv",
      2,
      undefined,
      "a quoted cell must end with a quote",
    ],
    [
      "movies.csv without an id",
      { ...TINY_LATEST, "movies.csv": "title,movieId\nA,\n" },
      "movies.csv",
      2,
      2,
      '"movieId" must be a number or a text, got ""',
    ],
    [
      "movies.csv without movies",
      { ...TINY_LATEST, "movies.csv": "movieId,title\n" },
      "movies.csv",
      undefined,
      undefined,
      "the file holds no movies",
    ],
    [
      "a link that is no number",
      { ...TINY_LATEST, "links.csv": "movieId,imdbId,tmdbId\n1,nm1,2\n" },
      "links.csv",
      2,
      2,
      '"imdbId" must be a whole number or empty, got "nm1"',
    ],
    [
      "binary junk",
      { ...TINY_100K, "u.item": "1|\0" },
      "u.item",
      1,
      undefined,
      "the file is not text, got a NUL byte",
    ],
    [
      "a ZIP archive in the place of a text",
      { ...TINY_LATEST, "movies.csv": "PK\u0003\u0004\0\0" },
      "movies.csv",
      1,
      undefined,
      "it is a ZIP archive; unpack it first",
    ],
    [
      "an empty catalogue",
      { ...TINY_100K, "u.item": "" },
      "u.item",
      undefined,
      undefined,
      "the file is empty",
    ],
    [
      "an empty table",
      { "ratings.csv": "" },
      "ratings.csv",
      undefined,
      undefined,
      "the file is empty",
    ],
  ];
  test.each(cases)("%s", async (_, contents, name, line, column, message) => {
    const error = await refusal(contents);
    expect([error.file, error.line, error.column]).toEqual([`/data/ml/${name}`, line, column]);
    expect(error.message).toContain(message);
  });
});

describe("loadFold()", () => {
  test("reads a fold with the ids of its set", async () => {
    const dataSet = await loadMovieLens(files(TINY_100K));
    const { train, test: held } = await loadFold(files(TINY_100K), 1, dataSet);
    expect([train.length, held.length]).toEqual([2, 1]);
    expect(held.users).toBe(dataSet.ratings.users);
    expect(held.movies).toBe(dataSet.ratings.movies);
    expect([held.userIndex[0], held.movieIndex[0], held.value[0]]).toEqual([0, 1, 3]);
    expect(train.scale).toEqual(dataSet.ratings.scale);
  });

  test.each([
    [
      "a pair in both parts",
      { "u1.test": "1\t2\t3\n1\t1\t5\n" },
      "u1.test",
      'no pair may stand in both u1.base and u1.test, got user "1" and movie "1"',
    ],
    [
      "a pair twice in one part",
      { "u1.base": "1\t1\t5\n1\t1\t5\n" },
      "u1.base",
      "no pair may stand twice, got 1 that do",
    ],
    [
      "a user that the set has not",
      { "u1.test": "9\t2\t3\n" },
      "u1.test",
      '"userId" must be an id of u.data, got "9"',
    ],
    [
      "a movie that the set has not",
      { "u1.test": "1\t9\t3\n" },
      "u1.test",
      '"movieId" must be an id of u.item, got "9"',
    ],
  ])("refuses %s", async (_, changed, name, message) => {
    const dataSet = await loadMovieLens(files(TINY_100K));
    const loading = loadFold(files({ ...TINY_100K, ...changed }), 1, dataSet);
    await expect(loading).rejects.toMatchObject({ code: "E_DATA", file: `/data/ml/${name}` });
    await expect(loading).rejects.toThrow(message);
  });

  test("refuses a set that ships no folds, and stops when asked to", async () => {
    const dataSet = await loadMovieLens(files(TINY_100K));
    await expect(loadFold(files(TINY_100K), 2, dataSet)).rejects.toThrow('"u2.base" must be there');
    const signal = { aborted: true };
    const loading = loadFold(files(TINY_100K), 1, dataSet, { signal });
    await expect(loading).rejects.toThrow(AbortedError);
  });
});
