import { Buffer } from "node:buffer";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { AbortedError, DataError } from "../core/errors.ts";
import { HALF_STARS } from "../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { DataFiles, OpenDataFile } from "./data-files.ts";
import { bytesFile, memoryFiles } from "./memory-files.ts";
import { loadMovieLens } from "./movielens.ts";
import type { BatchedDataSet } from "./rating-batches.ts";
import { ratingBatches } from "./rating-batches.ts";
import { RatingCollector } from "./rating-collector.ts";
import type { RatingRules } from "./rating-rules.ts";
import { readRatings } from "./ratings-file.ts";

const TABLE = "userId,movieId,rating,timestamp\nann,Alien,4.5,7\nbob,Heat,3,8\nann,Heat,1,9";

async function all(files: DataFiles): Promise<{ batches: RatingColumns[]; known: BatchedDataSet }> {
  const reading = ratingBatches(files);
  const batches: RatingColumns[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { batches, known: step.value };
    batches.push(step.value);
  }
}

function joined(batches: readonly RatingColumns[]): Record<keyof RatingColumns, number[]> {
  return {
    userIndex: batches.flatMap(({ userIndex }) => [...userIndex]),
    movieIndex: batches.flatMap(({ movieIndex }) => [...movieIndex]),
    value: batches.flatMap(({ value }) => [...value]),
    timestamp: batches.flatMap(({ timestamp }) => [...(timestamp ?? [])]),
  };
}

const SETS: readonly (readonly [string, Readonly<Record<string, Uint8Array | string>>])[] = [
  ["a table", { "ratings.csv": TABLE }],
  [
    "a table with its films",
    {
      "ratings.csv": "userId,movieId,rating,timestamp\n1,20,0.5,7\n2,10,3,8\n2,20,1,9\n",
      "movies.csv": "movieId,title\n10,Heat (1995)\n20,Casino (1995)\n",
    },
  ],
  [
    "double colons",
    { "ratings.dat": "9::2::4::1\n9::1::5::2\n8::2::1::3\n", "movies.dat": "1::A::\n2::B::\n" },
  ],
  [
    "Parquet",
    {
      "ratings.parquet": new Uint8Array(
        parquetWriteBuffer({
          rowGroupSize: 2,
          columnData: [
            { name: "user", data: Int32Array.of(4, 4, 5), type: "INT32" },
            { name: "item", data: ["a", "b", "a"], type: "STRING" },
            { name: "score", data: Float32Array.of(4.5, 3, 1), type: "FLOAT" },
            { name: "time", data: Int32Array.of(1, 2, 3), type: "INT32" },
          ],
        }),
      ),
    },
  ],
];

/** A table of more lines than any array has room for, made up as it is read. */
function endlessTable(): DataFiles {
  const header = new TextEncoder().encode("userId,movieId,rating\n");
  const line = new TextEncoder().encode("1,2,3\n");
  const file: OpenDataFile = {
    size: 2 ** 42,
    read: async (target, from) => {
      for (let k = 0; k < target.length; k++) {
        target[k] = header[from + k] ?? line[(from + k - header.length) % line.length]!;
      }
      return target.length;
    },
    close: () => Promise.resolve(),
  };
  return { ...memoryFiles("/mine", { "ratings.csv": "" }), openAt: async () => file };
}

/** A Parquet file of three ratings that says it has `rows`. */
function parquetSaying(rows: bigint): Uint8Array {
  const bytes = Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: "user", data: Int32Array.of(4, 4, 5), type: "INT32" },
        { name: "item", data: Int32Array.of(1, 2, 1), type: "INT32" },
        { name: "score", data: Float32Array.of(4.5, 3, 1), type: "FLOAT" },
      ],
    }),
  );
  const end = bytes.length - 8;
  const start = end - bytes.readUInt32LE(end);
  const at = bytes.indexOf(Buffer.from([0x16, 2 * 3, 0x19]), start) + 1; // field 3, and the list after it
  const digits: number[] = []; // of 7 bits, the lowest first
  for (let left = 2n * rows; left > 0n; left >>= 7n) digits.push(Number(left & 127n) | 128);
  digits.push(digits.pop()! & 127);
  const footer = [...bytes.subarray(start, at), ...digits, ...bytes.subarray(at + 1, end)];
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Uint8Array.from([
    ...bytes.subarray(0, start),
    ...footer,
    ...length,
    ...bytes.subarray(-4),
  ]);
}

describe("ratingBatches()", () => {
  test.each(SETS)("gives of %s what loadMovieLens() reads, bit by bit", async (_, contents) => {
    const files = memoryFiles("/data/mine", contents, { chunkBytes: 20 });
    const { batches, known } = await all(files);
    const { name, ratings, catalogue } = await loadMovieLens(files);
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.every(({ value }) => value.length > 0)).toBe(true);
    expect(joined(batches)).toEqual({
      userIndex: [...ratings.userIndex],
      movieIndex: [...ratings.movieIndex],
      value: [...ratings.value],
      timestamp: [...ratings.timestamp!],
    });
    expect([known.name, known.scale, known.ratings]).toEqual([name, ratings.scale, 3]);
    expect(known.users.toArray()).toEqual(ratings.users.toArray());
    expect(known.catalogue.movies).toEqual(catalogue.movies);
  });

  test("gives a pair that stands twice twice, in arrays that stay as they are", async () => {
    const table = `${TABLE}\nann,Alien,2,10\n`;
    const { batches } = await all(memoryFiles("x", { "ratings.csv": table }, { chunkBytes: 40 }));
    expect(joined(batches)).toMatchObject({ movieIndex: [0, 1, 1, 0], value: [4.5, 3, 1, 2] });
    for (const { value } of batches) expect(value.buffer.byteLength).toBe(value.byteLength);
  });

  test("closes the file, also where it is left early or refuses it", async () => {
    const leave = async (files: DataFiles): Promise<void> => {
      for await (const _ of ratingBatches(files)) break;
    };
    const broken = `${TABLE}\nann\n`;
    for (const table of [TABLE, broken]) {
      let open = 0;
      const files: DataFiles = {
        ...memoryFiles("x", { "ratings.csv": table }),
        openAt: async () => {
          open++;
          const file = bytesFile(new TextEncoder().encode(table));
          return { ...file, close: async () => void open-- };
        },
      };
      for (const read of [leave, all]) {
        const reading: Promise<unknown> = read(files);
        const fault: unknown = await reading.then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(fault).toEqual(table === broken ? expect.any(DataError) : undefined);
        expect(open).toBe(0);
      }
    }
  });

  test("makes no room for more than a batch, however large the file", async () => {
    for await (const { value } of ratingBatches(endlessTable())) {
      expect(value.length).toBeGreaterThan(1000);
      break;
    }
  });

  test("refuses a Parquet file that says it has more than it holds", async () => {
    const reading = all(memoryFiles("/mine", { "ratings.parquet": parquetSaying(2n ** 40n) }));
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(
      "/mine/ratings.parquet: Cannot read the ratings: the Parquet file is damaged: it says that it holds 1099511627776 rows, and its row groups 3; get it anew",
    );
    const { known } = await all(memoryFiles("/mine", { "ratings.parquet": parquetSaying(3n) }));
    expect(known.ratings).toBe(3);
  });

  test("stops at the next chunk when asked to", async () => {
    const files = memoryFiles("x", { "ratings.csv": TABLE }, { chunkBytes: 50 });
    const signal = { aborted: false };
    const reading = ratingBatches(files, { signal });
    await reading.next();
    signal.aborted = true;
    await expect(reading.next()).rejects.toThrow(AbortedError);
  });
});

describe("readRatings()", () => {
  test("makes no room for more ratings than are taken, and refuses the rest", async () => {
    const rules: RatingRules = { separator: ",", scale: HALF_STARS, maxRatings: 1000 };
    const reading = async (): Promise<void> => {
      const collector = new RatingCollector(rules);
      for await (const _ of readRatings(
        endlessTable(),
        "ratings.csv",
        rules,
        collector,
        undefined,
      )) {
        expect(collector.count).toBeLessThan(1001);
      }
    };
    await expect(reading()).rejects.toThrow(DataError);
    await expect(reading()).rejects.toThrow("the file must hold at most 1000 ratings, got more");
  });
});
