// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.mjs";

const ROOT = join(import.meta.dirname, "../..");
export const RATINGS = join(ROOT, "examples/thirty-ratings.csv");

/** @typedef {import("playwright-core").Page} Page */

/**
 * Starts `matinee serve` of this build and Chromium, and ends both when `work` is done.
 *
 * @param {(browser: import("playwright-core").Browser, url: string) => Promise<void>} work
 */
export async function withPage(work) {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("Cannot find Chromium: install it, or name it in MATINEE_CHROMIUM");
  }
  const program = join(ROOT, "dist/bin/matinee.js");
  const server = spawn(process.execPath, [program, "serve", "--port", "0", "--json", "--quiet"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [told] = await once(server.stdout, "data");
    const { url } = JSON.parse(String(told));
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    try {
      await work(browser, url);
    } finally {
      await browser.close();
    }
  } finally {
    server.kill();
  }
}

/**
 * Adds the made-up person's ratings as anyone would: by their file.
 *
 * @param {Page} page
 * @param {string} url
 */
export async function addRatings(page, url) {
  await page.goto(`${url}#ratings`);
  await page.getByTestId("ratings-file").setInputFiles(RATINGS);
  await page.getByTestId("add-file").click();
  await page
    .getByTestId("rated-count")
    .filter({ hasText: /30|29|28/u })
    .waitFor();
}
