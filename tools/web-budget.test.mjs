// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { weigh } from "./web-budget.mjs";

const MAIN = 'import{a}from"./shared-2.js";const b=()=>import("./charts-3.js");a(b)';

/** @param {Record<string, string>} texts */
function pageOf(texts) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const PAGE = {
  "index.html": '<script type="module" src="./immutable/main-1.js"></script>',
  "immutable/main-1.js": MAIN,
  "immutable/shared-2.js": "export const a = 1;",
  "immutable/charts-3.js": "x".repeat(5000),
  "immutable/font-4.woff2": "font",
  "service-worker.js": "self",
};

test("scripts and styles count compressed, charts that are loaded late do not", () => {
  const { files, total, problems } = weigh(pageOf(PAGE));
  const gzip = (/** @type {string} */ text) => gzipSync(text).length;
  expect(total).toBe(gzip(MAIN) + gzip("export const a = 1;") + gzip("self"));
  expect(files).toHaveLength(4);
  expect(problems).toEqual([]);
});

test("a page over the budget is a problem", () => {
  expect(weigh(pageOf(PAGE), 20).problems).toEqual([
    expect.stringMatching(/^0\.\d kB are more than the 0\.0 kB of the budget$/u),
  ]);
});

test("charts that come at once are a problem, however many imports away", () => {
  const shared = 'import"./charts-3.js";export const a = 1;';
  expect(weigh(pageOf({ ...PAGE, "immutable/shared-2.js": shared })).problems).toEqual([
    "immutable/charts-3.js is loaded before a chart is shown",
  ]);
});

test("no page is a problem, not a light one", () => {
  expect(weigh(temporaryFolder()).problems).toEqual([expect.stringContaining("npm run build")]);
});
