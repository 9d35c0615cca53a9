import { Buffer } from "node:buffer";
import type { ColumnSource, ParquetWriteOptions } from "hyparquet-writer";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { PARQUET_FILES } from "../../test/support/parquet-files.ts";
import type { DataSet } from "../core/catalogue/data-set.ts";
import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import { memoryFiles } from "./memory-files.ts";
import { loadMovieLens } from "./movielens.ts";

type Columns = readonly ColumnSource[];
type WriteOptions = Omit<ParquetWriteOptions, "writer" | "columnData">;

const USER: ColumnSource = { name: "userId", data: Int32Array.of(7, 7, 9), type: "INT32" };
const MOVIE: ColumnSource = { name: "movieId", data: Int32Array.of(20, 10, 20), type: "INT32" };
const RATING: ColumnSource = { name: "rating", data: Float32Array.of(4.5, 1, 0.5), type: "FLOAT" };
const TIME: ColumnSource = {
  name: "timestamp",
  data: Int32Array.of(964982703, 1, 0),
  type: "INT32",
};
const PLAIN: Columns = [USER, MOVIE, RATING, TIME];

function parquet(columns: Columns, options: WriteOptions = {}): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData: [...columns], ...options }));
}

function load(bytes: Uint8Array, others: Readonly<Record<string, string>> = {}): Promise<DataSet> {
  return loadMovieLens(memoryFiles("/mine", { "ratings.parquet": bytes, ...others }));
}

function rowsOf({ ratings }: DataSet): [Id, Id, number, number | undefined][] {
  return Array.from(ratings.value, (rating, n) => [
    ratings.users.idAt(ratings.userIndex[n]!),
    ratings.movies.idAt(ratings.movieIndex[n]!),
    rating,
    ratings.timestamp?.[n],
  ]);
}

async function refusal(
  bytes: Uint8Array,
  others: Readonly<Record<string, string>> = {},
): Promise<string> {
  const error: unknown = await load(bytes, others).then(
    () => expect.unreachable("it was read"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).file).toBe("/mine/ratings.parquet");
  return (error as DataError).message.replace(
    "/mine/ratings.parquet: Cannot read the ratings: ",
    "",
  );
}

describe("loadMovieLens() reads ratings.parquet", () => {
  test("with films named by their ids where no file lists them", async () => {
    const dataSet = await load(parquet(PLAIN));
    expect(dataSet.name).toBe("Ratings in mine");
    expect(rowsOf(dataSet)).toEqual([
      [7, 20, 4.5, 964982703],
      [7, 10, 1, 1],
      [9, 20, 0.5, 0],
    ]);
    expect(dataSet.catalogue.movies.map(({ title }) => title)).toEqual(["20", "10"]);
  });

  test("with the films of movies.csv, and no others", async () => {
    const movies = { "movies.csv": "movieId,title\n10,Heat (1995)\n20,Casino (1995)\n" };
    const { ratings, catalogue } = await load(parquet(PLAIN), movies);
    expect([...ratings.movieIndex]).toEqual([1, 0, 1]);
    expect(catalogue.at(1).title).toBe("Casino");
    const fewer = { "movies.csv": "movieId,title\n20,Casino (1995)\n" };
    expect(await refusal(parquet(PLAIN), fewer)).toBe(
      '"movieId" must be an id of movies.csv, got "10" in row 2',
    );
  });

  test.each(["ZSTD", "GZIP", "BROTLI", "LZ4"] as const)(
    "of another program, with nullable columns compressed by %s",
    async (codec) => {
      const dataSet = await load(new Uint8Array(Buffer.from(PARQUET_FILES[codec], "base64")));
      expect(rowsOf(dataSet)).toEqual([
        [1, 10, 4.5, 100],
        [1, 20, 3, 200],
        [2, 10, 0.5, 300],
        [3, 30, 5, 4000000000],
      ]);
    },
  );

  test.each(["SNAPPY", "UNCOMPRESSED"] as const)(
    "in several row groups and pages, compressed by %s, as it reads the table",
    async (codec) => {
      const count = 3000;
      const at = (take: (n: number) => number): number[] =>
        Array.from({ length: count }, (_, n) => take(n));
      const users = at((n) => Math.floor(n / 7));
      const movies = at((n) => (n * 37) % 501);
      const ratings = at((n) => 0.5 + (n % 10) / 2);
      const bytes = parquet(
        [
          { name: "userId", data: users, type: "INT32" },
          { name: "movieId", data: movies.map(BigInt), type: "INT64" },
          { name: "rating", data: ratings, type: "DOUBLE" },
          { name: "timestamp", data: at((n) => n), type: "INT32" },
        ],
        { codec, rowGroupSize: 700, pageSize: 512 },
      );
      const lines = users.map((user, n) => `${user},${movies[n]},${ratings[n]},${n}\n`);
      const table = memoryFiles("/mine", {
        "ratings.csv": `userId,movieId,rating,timestamp\n${lines.join("")}`,
      });
      expect((await load(bytes)).ratings).toEqual((await loadMovieLens(table)).ratings);
    },
  );

  test.each<[string, Columns]>([
    ["whole numbers of 64 bits", [{ ...USER, data: [7n, 7n, 9n], type: "INT64" }, MOVIE, RATING]],
    ["floats that are whole", [{ ...USER, data: [7, 7, 9], type: "DOUBLE" }, MOVIE, RATING]],
    ["texts of digits", [{ ...USER, data: ["7", "7", "9"], type: "STRING" }, MOVIE, RATING]],
    ["ratings as texts", [USER, MOVIE, { ...RATING, data: ["4.5", "1", ".5"], type: "STRING" }]],
    ["ratings as doubles", [USER, MOVIE, { ...RATING, data: [4.5, 1, 0.5], type: "DOUBLE" }]],
    ["other names and places", [{ ...RATING, name: "Stars" }, { ...MOVIE, name: "item_id" }, USER]],
    ["columns that nobody asked for", [...PLAIN.slice(0, 3), { name: "tag", data: ["", "", ""] }]],
    [
      "a time that is none",
      [...PLAIN.slice(0, 3), { ...TIME, data: [true, true, false], type: "BOOLEAN" }],
    ],
  ])("with %s", async (_, columns) => {
    expect(rowsOf(await load(parquet(columns)))).toEqual([
      [7, 20, 4.5, undefined],
      [7, 10, 1, undefined],
      [9, 20, 0.5, undefined],
    ]);
  });

  test("with ids that are texts, and tells them from numbers", async () => {
    const users: ColumnSource = { ...USER, data: ["ann", "007", "7"], type: "STRING" };
    expect(rowsOf(await load(parquet([users, MOVIE, RATING]))).map(([user]) => user)).toEqual([
      "ann",
      "007",
      7,
    ]);
  });

  test("with times as dates, and 0 where one is null", async () => {
    const dates = [new Date(964982703_999), null, new Date(0)];
    const time = { name: "time", data: dates, type: "TIMESTAMP", nullable: true } as const;
    const { ratings } = await load(parquet([USER, MOVIE, RATING, time]));
    expect([...ratings.timestamp!]).toEqual([964982703, 0, 0]);
  });

  test("with times as whole numbers, and 0 where one is null", async () => {
    const time: ColumnSource = { name: "time", data: [5, null, 7], type: "INT32", nullable: true };
    const { ratings } = await load(parquet([USER, MOVIE, RATING, time]));
    expect([...ratings.timestamp!]).toEqual([5, 0, 7]);
  });

  test("with ids above 2³¹ in columns without a sign", async () => {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "userId", data: [4294967295, 1, 4294967294] },
          { name: "movieId", data: [2n ** 40n, 1n, 2n ** 53n - 1n] },
          { name: "rating", data: [1, 2, 3] },
        ],
        schema: [
          { name: "root", num_children: 3 },
          { name: "userId", type: "INT32", converted_type: "UINT_32", repetition_type: "REQUIRED" },
          {
            name: "movieId",
            type: "INT64",
            converted_type: "UINT_64",
            repetition_type: "OPTIONAL",
          },
          { name: "rating", type: "INT32", repetition_type: "OPTIONAL" },
        ],
      }),
    );
    const { ratings } = await load(bytes);
    expect(ratings.users.toArray()).toEqual([4294967295, 1, 4294967294]);
    expect(ratings.movies.toArray()).toEqual([2 ** 40, 1, 2 ** 53 - 1]);
    expect([...ratings.value]).toEqual([1, 2, 3]);
  });

  test("of a pair that stands twice the last rating", async () => {
    const movies = { ...MOVIE, data: Int32Array.of(20, 20, 20) };
    const dataSet = await load(parquet([USER, movies, RATING]));
    expect(dataSet.superseded).toBe(1);
    expect([...dataSet.ratings.value]).toEqual([1, 0.5]);
  });
});

describe("loadMovieLens() refuses of ratings.parquet", () => {
  const whole = parquet(PLAIN);

  test.each<[string, Uint8Array, string]>([
    ["an empty file", new Uint8Array(0), "the file is empty"],
    [
      "a table",
      new TextEncoder().encode("userId,movieId,rating\n1,2,3\n"),
      'the file is not Parquet, which begins with "PAR1"',
    ],
    ["no more than a beginning", whole.slice(0, 6), "the Parquet file is cut short; get it anew"],
    [
      "a file without its end",
      whole.slice(0, whole.length - 100),
      "the Parquet file is cut short; get it anew",
    ],
    [
      "an encrypted file",
      new TextEncoder().encode("PARE........PARE"),
      "the Parquet file is encrypted; decrypt it first",
    ],
    [
      "a file without ratings",
      parquet([
        { ...USER, data: new Int32Array(0) },
        { ...MOVIE, data: new Int32Array(0) },
        { ...RATING, data: new Float32Array(0) },
      ]),
      "the file holds no ratings",
    ],
    [
      "columns of other names, which it tells",
      parquet([USER, MOVIE, { ...RATING, name: "likes" }]),
      'the columns "userId", "movieId" and "rating" must be there, got "userId", "movieId", "likes"',
    ],
    [
      "ratings of a type that is no number",
      parquet([USER, MOVIE, { ...RATING, data: [true, true, false], type: "BOOLEAN" }]),
      '"rating" must be numbers, got BOOLEAN',
    ],
    [
      "dates as ids",
      parquet([
        { ...USER, data: [0, 1, 2].map((k) => new Date(k)), type: "TIMESTAMP" },
        MOVIE,
        RATING,
      ]),
      '"userId" must be numbers or texts, got TIMESTAMP_MILLIS',
    ],
    [
      "a rating that is not on the scale",
      parquet([USER, MOVIE, { ...RATING, data: Float32Array.of(4.5, 1, 9) }]),
      '"rating" must be a number in [0.5, 5], got "9" in row 3; the scale ends at 5, so halve ratings that are out of 10',
    ],
    [
      "a rating that is null",
      parquet([USER, MOVIE, { name: "rating", data: [1, null, 2], type: "FLOAT", nullable: true }]),
      '"rating" must be a number in [0.5, 5], got null in row 2',
    ],
    [
      "a rating that is NaN",
      parquet([USER, MOVIE, { ...RATING, data: Float32Array.of(NaN, 1, 2) }]),
      '"rating" must be a number in [0.5, 5], got "NaN" in row 1',
    ],
    [
      "an id that is null",
      parquet([
        { name: "userId", data: [1, null, 2], type: "INT32", nullable: true },
        MOVIE,
        RATING,
      ]),
      '"userId" must be a whole number up to 9007199254740991, got null in row 2',
    ],
    [
      "an id below 0",
      parquet([USER, { ...MOVIE, data: Int32Array.of(1, 2, -3) }, RATING]),
      '"movieId" must be a whole number up to 9007199254740991, got "-3" in row 3',
    ],
    [
      "an id that is not exact",
      parquet([USER, { ...MOVIE, data: [1n, 2n ** 53n, 2n], type: "INT64" }, RATING]),
      '"movieId" must be a whole number up to 9007199254740991, got "9007199254740992" in row 2',
    ],
    [
      "a text without letters as an id",
      parquet([{ ...USER, data: ["ann", " ", "bob"], type: "STRING" }, MOVIE, RATING]),
      '"userId" must be a number or a text without control characters, and not empty, got " " in row 2',
    ],
    [
      "a way of compression that is not known",
      parquet(PLAIN, { codec: "LZO", compressors: { LZO: (bytes) => bytes } }),
      "the columns must be compressed by one of SNAPPY, GZIP, BROTLI, ZSTD, LZ4, LZ4_RAW or not at all, got LZO; write the file anew",
    ],
  ])("%s", async (_, bytes, message) => {
    expect(await refusal(bytes)).toBe(message);
  });

  test("a wrong row of a later row group by its number in the file", async () => {
    const rating = { ...RATING, data: Float32Array.of(4.5, 1, 0) };
    expect(await refusal(parquet([USER, MOVIE, rating], { rowGroupSize: 2 }))).toBe(
      '"rating" must be a number in [0.5, 5], got "0" in row 3',
    );
  });

  const texts = parquet([{ ...USER, data: ["ann", "ann", "b"], type: "STRING" }, MOVIE, RATING]);
  test.each([
    ["numbers", whole],
    ["texts", texts],
  ])("a file of %s with a byte changed, wherever it is, or reads it", async (_, bytes) => {
    for (let at = 4; at < bytes.length - 4; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x55;
      const fault: unknown = await load(damaged).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(fault ?? new DataError("read")).toBeInstanceOf(DataError);
    }
  });

  test("a file whose middle is missing", async () => {
    const cut = Uint8Array.from([...whole.slice(0, 4), ...whole.slice(60)]);
    expect(await refusal(cut)).toContain("the Parquet file is");
  });
});
