// @ts-check
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { differences, replaceFiles } from "./same-files.mjs";

const WANTED = new Map([
  ["a.ts", "one"],
  ["b.ts", "two"],
]);

test("a folder that holds the files and no other differs in nothing", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "old.ts"), "");
  replaceFiles(folder, WANTED);
  expect(differences(folder, WANTED)).toEqual([]);
});

test("each file that is missing, changed or too many is named", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.ts"), "other");
  writeFileSync(join(folder, "c.ts"), "");
  expect(differences(folder, WANTED)).toEqual([
    "c.ts: is too many",
    "a.ts: has another content",
    "b.ts: is missing",
  ]);
});

test("a folder that is not there holds nothing", () => {
  const nowhere = join(temporaryFolder(), "nowhere");
  expect(differences(nowhere, WANTED)).toEqual(["a.ts: is missing", "b.ts: is missing"]);
});
