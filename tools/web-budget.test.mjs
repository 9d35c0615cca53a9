// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { weigh } from "./web-budget.mjs";

const MAIN =
  'import{a}from"./shared-2.js";const b=()=>[import("./charts-3.js"),import("./view-4.js")];a(b)';

/** @param {Record<string, string>} texts */
function pageOf(texts) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const WORKER = 'const c=()=>import("./training-6.js")';

const PAGE = {
  "index.html": '<script type="module" src="./immutable/main-1.js"></script>',
  "immutable/main-1.js": MAIN,
  "immutable/shared-2.js": "export const a = 1;",
  "immutable/charts-3.js": "x".repeat(5000),
  "immutable/view-4.js":
    "new Worker(new URL(\n/* @vite-ignore */\nnew URL(`worker-5.js`,import.meta.url).href))",
  "immutable/view-4.css": "a{}",
  "immutable/worker-5.js": WORKER,
  "immutable/training-6.js": "y".repeat(5000),
  "immutable/font-7.woff2": "font",
  "service-worker.js": "self",
};

test("the page, its views and its worker count, compressed", () => {
  const { files, total, problems } = weigh(pageOf(PAGE));
  expect(Object.fromEntries(files.map(({ path, kind }) => [path, kind]))).toEqual({
    "immutable/main-1.js": "at once",
    "immutable/shared-2.js": "at once",
    "immutable/charts-3.js": "charts",
    "immutable/view-4.js": "views",
    "immutable/view-4.css": "views",
    "immutable/worker-5.js": "at once",
    "immutable/training-6.js": "when asked for",
    "service-worker.js": "at once",
  });
  const texts = [MAIN, PAGE["immutable/shared-2.js"], PAGE["immutable/view-4.js"], "a{}", WORKER];
  const bytes = [...texts, "self"].map((text) => gzipSync(text).length);
  expect(total).toBe(bytes.reduce((sum, length) => sum + length));
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
