import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { AbortedError, DataError } from "../core/errors.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { DataFiles } from "./data-files.ts";
import { bytesFile, memoryFiles } from "./memory-files.ts";
import { loadMovieLens } from "./movielens.ts";
import type { BatchedDataSet } from "./rating-batches.ts";
import { ratingBatches } from "./rating-batches.ts";

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

  test("stops at the next chunk when asked to", async () => {
    const files = memoryFiles("x", { "ratings.csv": TABLE }, { chunkBytes: 50 });
    const signal = { aborted: false };
    const reading = ratingBatches(files, { signal });
    await reading.next();
    signal.aborted = true;
    await expect(reading.next()).rejects.toThrow(AbortedError);
  });
});
