// @ts-check
import { describe, expect, test } from "vitest";
import { NotHereError } from "./environment.mjs";
import { bytesOf, checkMemory, mostBytes } from "./memory.mjs";

const HEAPS = { workers: 2, driverMemory: "1g", executorMemory: "1g", daemonMemory: "256m" };
const GIGABYTE = 2 ** 30;

describe("memory of a cluster", () => {
  test("is written as Spark writes it", () => {
    expect(bytesOf("512m")).toBe(GIGABYTE / 2);
    expect(bytesOf("3g")).toBe(3 * GIGABYTE);
    expect(() => bytesOf("3")).toThrow(
      new RangeError('Cannot start Spark: "3" is no amount of memory; write 512m or 3g'),
    );
  });

  test("is that of all heaps, and something for each process", () => {
    const more = mostBytes({ ...HEAPS, executorMemory: "2g" }) - mostBytes(HEAPS);
    expect(more).toBe(2 * GIGABYTE);
    expect(mostBytes(HEAPS)).toBeGreaterThan(3.75 * GIGABYTE);
  });

  test("that is not there is a reason to go without", () => {
    expect(() => checkMemory(HEAPS, 8 * GIGABYTE)).not.toThrow();
    expect(() => checkMemory(HEAPS, GIGABYTE)).toThrow(NotHereError);
    expect(() => checkMemory(HEAPS, GIGABYTE)).toThrow(
      "too little memory: Spark could take 6.1 GB; 1.0 GB are free",
    );
  });

  test("over 12 GB is a mistake, however much there is", () => {
    const heaps = { ...HEAPS, executorMemory: "5g" };
    expect(() => checkMemory(heaps, 64 * GIGABYTE)).toThrow(
      new RangeError("Cannot start Spark: it could take 14.1 GB; the most is 12.0"),
    );
  });
});
