import { describe, expect, onTestFinished, test } from "vitest";
import type { OpenDataFile } from "./data-files.ts";
import { expectedLines } from "./expected-lines.ts";
import { bytesFile } from "./memory-files.ts";
import { readAhead } from "./read-ahead.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, k) => k % 251);

describe("readAhead()", () => {
  test.each([1, 7, 999, 1000, 1001])("gives all bytes in chunks of %i", async (chunkBytes) => {
    const found: number[] = [];
    for await (const chunk of readAhead(bytesFile(bytes), chunkBytes)) found.push(...chunk);
    expect(found).toEqual([...bytes]);
  });

  test("reads the next chunk while the last is worked on, and never over it", async () => {
    const asked: number[] = [];
    const file: OpenDataFile = {
      ...bytesFile(bytes),
      read: (target, from) => {
        asked.push(from);
        return bytesFile(bytes).read(target, from);
      },
    };
    for await (const chunk of readAhead(file, 400)) {
      const from = asked.at(-2)!;
      await Promise.resolve();
      expect([...chunk]).toEqual([...bytes.subarray(from, from + 400)]);
    }
    expect(asked).toEqual([0, 400, 800, 1000]);
  });

  test("waits for what it reads before whoever leaves early goes on", async () => {
    let isReading = false;
    const file: OpenDataFile = {
      ...bytesFile(bytes),
      read: async (target, from) => {
        isReading = true;
        await new Promise((resolve) => setTimeout(resolve, 5));
        isReading = false;
        return bytesFile(bytes).read(target, from);
      },
    };
    for await (const _ of readAhead(file, 100)) break;
    expect(isReading).toBe(false);
  });

  test("gives on the error of a file that cannot be read further", async () => {
    const file: OpenDataFile = {
      ...bytesFile(bytes),
      read: (target, from) =>
        from < 500 ? bytesFile(bytes).read(target, from) : Promise.reject(new Error("cut")),
    };
    const chunks: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of readAhead(file, 250)) chunks.push(chunk.length);
    };
    await expect(reading()).rejects.toThrow("cut");
    expect(chunks).toEqual([250, 250]);
  });

  test("holds back an error that comes while the last chunk is worked on", async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on("unhandledRejection", hear);
    onTestFinished(() => void process.off("unhandledRejection", hear));
    const file: OpenDataFile = {
      ...bytesFile(bytes),
      read: (target, from) =>
        from === 0 ? bytesFile(bytes).read(target, from) : Promise.reject(new Error("cut")),
    };
    const reading = async (): Promise<void> => {
      for await (const _ of readAhead(file, 250)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await expect(reading()).rejects.toThrow("cut");
    expect(unheard).toEqual([]);
  });
});

describe("expectedLines()", () => {
  test("is a little more than there are, also where lines get longer", async () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `${n},${n * 7},4.5\n`);
    const file = bytesFile(new TextEncoder().encode(lines.join("")));
    const expected = await expectedLines(file);
    expect(expected).toBeGreaterThan(60_000);
    expect(expected).toBeLessThan(60_000 * 1.05);
  });

  test("is nothing for a small file", async () => {
    expect(await expectedLines(bytesFile(bytes))).toBe(0);
  });
});
