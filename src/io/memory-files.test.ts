import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import { memoryFiles } from "./memory-files.ts";

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const chunk of chunks) all.push([...chunk]);
  return all;
}

describe("memoryFiles()", () => {
  test("gives bytes and UTF-8 texts in chunks", async () => {
    const contents = { "a.bin": Uint8Array.of(1, 2, 3, 4, 5), "b.txt": "é\n" };
    const files = memoryFiles("a drop", contents, { chunkBytes: 2 });
    expect([files.place, files.names]).toEqual(["a drop", ["a.bin", "b.txt"]]);
    expect(await bytesOf(files.open("a.bin"))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await bytesOf(files.open("b.txt"))).toEqual([[0xc3, 0xa9], [10]]);
  });

  test("gives no chunk for an empty file", async () => {
    expect(await bytesOf(memoryFiles("a drop", { "a.bin": "" }).open("a.bin"))).toEqual([]);
  });

  test("gives copies, so that a reader may keep them", async () => {
    const bytes = Buffer.from([1, 2, 3]);
    const files = memoryFiles("a drop", { "a.bin": bytes });
    for await (const chunk of files.open("a.bin")) chunk.fill(9);
    expect([...bytes]).toEqual([1, 2, 3]);
  });

  test("refuses a name that is not there, and names the nearest", () => {
    const files = memoryFiles("a drop", { "ratings.csv": "x" });
    expect(() => files.open("rating.csv")).toThrow(DataError);
    expect(() => files.open("rating.csv")).toThrow(
      'a drop: Cannot read the file: there is no "rating.csv"; did you mean "ratings.csv"?',
    );
    expect(() => files.open("toString")).toThrow('there is no "toString"');
  });

  test("refuses chunks of no size", () => {
    expect(() => memoryFiles("a drop", {}, { chunkBytes: 0 })).toThrow(RangeError);
  });
});
