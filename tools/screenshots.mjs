// @ts-check
// Makes the README's pictures of the page, docs/page-*.png, with the made-up person's thirty ratings.
import { join } from "node:path";
import { addRatings, withPage } from "./web/open-page.mjs";

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("playwright-core").Page} Page */

const FOLDER = join(import.meta.dirname, "../docs");
const WIDE = { width: 1280, height: 800 };
const TALL = { width: 1280, height: 1500 };
const NARROW = { width: 360, height: 740 };

/**
 * @typedef {object} Shot
 * @property {string} name
 * @property {string} at - what follows the address.
 * @property {{ width: number, height: number }} viewport
 * @property {"light" | "dark"} colorScheme
 * @property {(page: Page) => Promise<unknown>} ready - waits for what is to be seen.
 */

/** @param {Page} page */
const picksShown = (page) => page.getByTestId("picks").locator("h3").nth(2).waitFor();

const TONIGHT = { at: "#tonight", ready: picksShown };

/** @type {readonly Shot[]} */
const SHOTS = [
  { ...TONIGHT, name: "tonight-light", viewport: WIDE, colorScheme: "light" },
  { ...TONIGHT, name: "tonight-dark", viewport: WIDE, colorScheme: "dark" },
  { ...TONIGHT, name: "tonight-narrow", viewport: NARROW, colorScheme: "light" },
  {
    ...{ name: "features", at: "#features", viewport: TALL, colorScheme: "light" },
    ready: (page) => page.getByTestId("features-intro").waitFor(),
  },
  {
    ...{ name: "learn", at: "#learn", viewport: TALL, colorScheme: "light" },
    ready: async (page) => {
      await page.getByRole("radio", { name: /^MovieLens 100K|^Made-up/u, checked: true }).waitFor();
      await page.waitForTimeout(500); // until the page knows whether the data are here
      await page.getByRole("radio", { name: "at once" }).check();
      await page.getByTestId("learn-play").click();
      await page.locator("[data-testid=learn-status][data-status=done]").waitFor();
    },
  },
];

await withPage(async (browser, url) => {
  for (const shot of SHOTS) await shoot(browser, url, shot);
});

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {Shot} shot
 */
async function shoot(browser, url, { name, at, viewport, colorScheme, ready }) {
  const context = await browser.newContext({
    ...{ viewport, colorScheme, deviceScaleFactor: 1.5 },
    ...{ serviceWorkers: "block", reducedMotion: "reduce" },
  });
  const page = await context.newPage();
  await addRatings(page, url);
  await page.goto(url + at);
  await ready(page);
  // Without what is said in passing, and without the pointer over anything.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.getByRole("status").filter({ hasText: "Undo" }).waitFor({ state: "hidden" });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(FOLDER, `page-${name}.png`) });
  await context.close();
  console.log(`docs/page-${name}.png`);
}
