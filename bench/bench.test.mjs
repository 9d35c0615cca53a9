// @ts-check
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Ratings } from "../src/core/ratings/ratings.ts";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { PROMISED, judge } from "./figures.mjs";
import { peakMb, peakOf, startClock, sweepClock } from "./measure.mjs";
import { page } from "./page.mjs";
import { sideBySide, tableOf, timeRatio } from "./side-by-side.mjs";
import { growthExponent, ratiosOf, summarize } from "./support.mjs";

test("the order of the sides is turned round every round, and ratios are of the same round", async () => {
  /** @type {string[]} */
  const order = [];
  const side = (/** @type {string} */ name, /** @type {number[]} */ times) => () => {
    order.push(name);
    return { ms: times.shift() ?? NaN, cpuMs: 1, peakMb: 2 };
  };
  const quiet = silenced();
  const [compared] = await sideBySide(3, [{ shown: ["10 M"] }], {
    ours: side("ours", [1, 2, 9]),
    theirs: side("theirs", [4, 4, 18]),
  });
  quiet();
  expect(order).toEqual(["ours", "theirs", "theirs", "ours", "ours", "theirs"]);
  if (compared === undefined) throw new Error("nothing was compared");
  expect(timeRatio(compared, "ours", "theirs")).toEqual({ min: 0.25, median: 0.5, max: 0.5 });
  expect(tableOf(["ratings"], [compared])).toEqual([
    ["ratings", "", "ms (median)", "min–max", "CPU ms", "peak MB"],
    ["10 M", "ours", "2.00", "1.00–9.00", "1.00", "2"],
    ["10 M", "theirs", "4.00", "4.00–18.0", "1.00", "2"],
  ]);
});

test("the exponent of growth is that of the curve", () => {
  const counts = [1e6, 1e7, 1e8];
  expect(
    growthExponent(
      counts,
      counts.map((n) => 3 * n ** 1.05),
    ),
  ).toBeCloseTo(1.05, 10);
  expect(growthExponent(counts, [1, 10, 100])).toBeCloseTo(1, 10);
});

test("a median of an even number of runs lies between the middle two", () => {
  expect(summarize([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
  expect(ratiosOf([2, 4], [1, 1])).toEqual({ min: 0.25, median: 0.375, max: 0.5 });
});

test("a figure is judged by its aim, its bound, and what speaks against it", () => {
  const about = { what: "", must: 0.6, aim: 0.35, unit: "×" };
  const figure = (/** @type {number} */ median) => ({ min: 0, median, max: 1 });
  expect(judge(about, undefined)).toBe("not measured");
  expect(judge(about, figure(0.35))).toBe("aim");
  expect(judge(about, figure(0.6))).toBe("must");
  expect(judge(about, figure(0.61))).toBe("missed");
  expect(judge(about, { ...figure(0.1), but: "another error" })).toBe("missed");
  expect(judge({ ...about, must: 150, aim: 300, atLeast: true }, figure(149))).toBe("missed");
});

test("the page begins with every promise, and ends with what is written by hand", () => {
  const figures = { myfm: { min: 0.1, median: 0.15, max: 0.2 } };
  const rows = [
    ["", "ms"],
    ["matinee", "1"],
  ];
  const machine = { cores: 2 };
  const text = page(
    { myfm: { title: "Sweeps", rows, note: "So.", figures, machine } },
    "## Roofline\n",
  );
  for (const { what } of Object.values(PROMISED)) expect(text).toContain(`| ${what} |`);
  expect(text).toContain("| ≤ 0.5 | ≤ 0.2 | 0.150 × myFM | 0.100–0.200 | aim reached |");
  expect(text).toContain(
    "## Sweeps\n\n|  | ms |\n| --- | --- |\n| matinee | 1 |\n\nSo.\n\nOn cores 2.\n",
  );
  expect(text.endsWith("## Roofline\n")).toBe(true);
});

test("a clock tells elapsed time, CPU time and this process's own peak", () => {
  const taken = startClock();
  const clock = sweepClock(1, 2);
  for (const sweep of [1, 2, 3]) clock.tick(sweep);
  const { ms, cpuMs } = clock.perSweep();
  expect(ms).toBeLessThan(1000);
  expect(cpuMs).toBeGreaterThanOrEqual(0);
  expect(taken().ms).toBeGreaterThanOrEqual(2 * ms);
  expect(peakMb()).toBeGreaterThan((process.memoryUsage().rss / 1e6) * 0.9);
  expect(peakOf(0)).toBeUndefined();
});

test("ratings come out of their file as they went in", async () => {
  const { readRatings, writeRatings } = await import("./ratings-file.mjs");
  const rows = [
    { userId: "ann", movieId: "Alien", rating: 5 },
    { userId: "ann", movieId: "Big", rating: 2 },
    { userId: "bob", movieId: "Alien", rating: 4 },
  ];
  const ratings = Ratings.fromRows(rows);
  const described = writeRatings(
    /** @type {any} */ (ratings),
    join(temporaryFolder(), "ratings.bin"),
  );
  const again = readRatings(described);
  expect([again.userIndex, again.movieIndex, again.value]).toEqual([
    ratings.userIndex,
    ratings.movieIndex,
    ratings.value,
  ]);
  expect([again.userCount, again.movieCount, again.scale]).toEqual([2, 2, ratings.scale]);
  writeFileSync(described.file, "short");
  expect(() => readRatings(described)).toThrow(
    new Error("Cannot read ratings: the file ends before its columns"),
  );
});

/** Progress goes to stderr, which tests leave alone. */
function silenced() {
  const { write } = process.stderr;
  process.stderr.write = () => true;
  return () => {
    process.stderr.write = write;
  };
}
