// @ts-check
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { NotHereError } from "./environment.mjs";
import { tableText, tallyOf, whyNothing } from "./outcome.mjs";
import { allParts, chosenParts, runParts } from "./run-parts.mjs";

const SILENT = { quick: true, say: () => {} };

/** @param {string} name @param {import("./part.mjs").Part["run"]} run @param {boolean} [slow] */
function part(name, run, slow = false) {
  return { name, title: `about ${name}`, slow, run };
}

const good = part("good", async () => [{ figure: "a", must: "1", measured: "1", ok: true }]);
const bad = part("bad", async () => [{ figure: "b", must: "1", measured: "2", ok: false }]);
const told = part("told", async () => [{ figure: "c", must: "", measured: "3" }], true);
const absent = part("absent", async () => {
  throw new NotHereError("ml-1m is not on this machine");
});
const broken = part("broken", async () => {
  throw new Error("Cannot go on");
});

test("figures that are kept and missed are counted, those for information are not", async () => {
  const outcomes = await runParts([good, bad, told], SILENT);
  expect(tallyOf(outcomes)).toEqual({ passed: 1, failed: 1 });
});

test("a part that throws counts as one failure and hinders no other", async () => {
  const outcomes = await runParts([broken, good], SILENT);
  expect(tallyOf(outcomes)).toEqual({ passed: 1, failed: 1 });
  expect(outcomes[0]?.rows[0]?.measured).toContain("Cannot go on");
});

test("a part that lacks something is skipped with the reason", async () => {
  const [outcome] = await runParts([absent], SILENT);
  expect(outcome).toMatchObject({ rows: [], skipped: "ml-1m is not on this machine" });
  expect(whyNothing(outcome === undefined ? [] : [outcome])).toBe("ml-1m is not on this machine");
});

test("nothing was skipped as a whole where a part ran", async () => {
  expect(whyNothing(await runParts([absent, good], SILENT))).toBeUndefined();
});

test("folders of a part are gone when it has ended, however it ends", async () => {
  /** @type {string[]} */
  const folders = [];
  const maker = part("maker", async (context) => {
    folders.push(context.tempFolder(), context.tempFolder());
    expect(folders.every((folder) => existsSync(folder))).toBe(true);
    throw new Error("Cannot go on");
  });
  await runParts([maker], SILENT);
  expect(new Set(folders).size).toBe(2);
  expect(folders.some((folder) => existsSync(folder))).toBe(false);
});

test("parts are chosen by name, or those that are quick", () => {
  const all = [good, told];
  expect(chosenParts(all, { quick: false })).toEqual([good, told]);
  expect(chosenParts(all, { quick: true })).toEqual([good]);
  expect(chosenParts(all, { only: "told", quick: true })).toEqual([told]);
  expect(() => chosenParts(all, { only: "god", quick: false })).toThrow(
    new RangeError('Cannot run the part "god": there is none; there are good, told'),
  );
});

test("every part has a name of its own, and the one that looks at the start comes first", async () => {
  const names = (await allParts()).map(({ name }) => name);
  expect(names[0]).toBe("start");
  expect(new Set(names).size).toBe(names.length);
});

test("a table has a line for each figure, with a mark where it must be kept", async () => {
  const rows = [
    { figure: "version", must: "4.1.4", measured: "4.1.4", ok: true },
    { figure: "memory", must: "", measured: "900 MB" },
  ];
  expect(tableText({ name: "start", title: "it starts", seconds: 12.34, rows })).toBe(
    "start: it starts (12.3 s)\n  ✓ version   4.1.4  4.1.4\n    memory   900 MB",
  );
});
