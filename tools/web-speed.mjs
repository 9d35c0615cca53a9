// @ts-check
// How fast the page is, in Chromium, over what `matinee serve` of this build serves: medians of several
// runs, and the longest task of the page's own thread meanwhile. Fails where a promise is not kept. Not
// part of `npm run ok`: a machine that is busy with other things would fail it.
import process from "node:process";
import { addRatings, withPage } from "./web/open-page.mjs";

/** @typedef {import("playwright-core").BrowserContext} BrowserContext */
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ what: string, values: number[], most: number }} Row */

const RUNS = 5;
const PICKS_MS = 1000;
const RATE_MS = 100;
const TRAIN_MS = 3000;
const TASK_MS = 50;

/** Runs in the page before its own scripts. */
const WATCH = () => {
  const seen = { picks: 0, changed: 0, tasks: /** @type {number[]} */ ([]) };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  const textOf = () => document.querySelector("[data-testid=picks]")?.textContent ?? "";
  let before = "";
  // After the frame in which it is painted, as far as a script can know.
  const note = () => {
    const text = textOf();
    if (text === "" || text === before) return;
    before = text;
    if (seen.picks === 0) seen.picks = performance.now();
    seen.changed = performance.now();
  };
  new MutationObserver(note).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
  });
};

/**
 * What {@link WATCH} saw.
 *
 * @param {Page} page
 * @returns {Promise<{ picks: number, changed: number, tasks: number[] }>}
 */
function seenIn(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).seen);
}

/** @type {Row[]} */
const rows = [];

await withPage(async (browser, url) => {
  const context = await browser.newContext();
  await context.addInitScript(WATCH);
  const page = await context.newPage();
  await addRatings(page, url);
  await page.close();
  await measureLoading(context, url);
  await measureRating(context, url);
  await measureTraining(context, url);
});
report();

/**
 * From the start of the navigation to three films, with ratings in the browser's store.
 *
 * @param {BrowserContext} context
 * @param {string} url
 */
async function measureLoading(context, url) {
  const loaded = row("first picks after opening the page, ms", PICKS_MS);
  const tasks = row("longest task of the page's thread meanwhile, ms", TASK_MS);
  for (let run = 0; run < RUNS; run++) {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByTestId("picks").locator("h3").nth(2).waitFor();
    const seen = await seenIn(page);
    loaded.values.push(seen.picks);
    tasks.values.push(Math.max(0, ...seen.tasks));
    await page.close();
  }
}

/**
 * From the press on a star to other films.
 *
 * @param {BrowserContext} context
 * @param {string} url
 */
async function measureRating(context, url) {
  const changed = row("new picks after rating a film, ms", RATE_MS);
  const tasks = row("longest task of the page's thread meanwhile, ms", TASK_MS);
  const page = await context.newPage();
  await page.goto(url);
  for (let run = 0; run < RUNS; run++) {
    const first = page.getByTestId("picks").locator("li.card").first();
    const title = await first.locator("h3").innerText();
    await first.getByRole("button", { name: "Seen it" }).click();
    const slider = first.getByRole("slider");
    await slider.focus();
    await page.evaluate(() => {
      const { seen } = /** @type {any} */ (globalThis);
      seen.tasks.length = 0;
      addEventListener("keydown", ({ timeStamp }) => (seen.pressed ??= timeStamp), true);
      seen.pressed = undefined;
    });
    await page.keyboard.press("5");
    if ((await slider.count()) > 0) await page.keyboard.press("Enter"); // where a press only previews
    await page
      .getByTestId("picks")
      .locator("h3")
      .filter({ hasText: title })
      .waitFor({ state: "detached" });
    const seen = /** @type {any} */ (await seenIn(page));
    changed.values.push(seen.changed - seen.pressed);
    tasks.values.push(Math.max(0, ...seen.tasks));
  }
  await page.close();
}

/**
 * From the press on "Play" to the end, the data read anew in each run.
 *
 * @param {BrowserContext} context
 * @param {string} url
 */
async function measureTraining(context, url) {
  const { dataSets } = await (await context.request.get(`${url}data/index.json`)).json();
  if (dataSets.length === 0) {
    console.log(
      "MovieLens 100K is not here, so training is not measured (matinee data get ml-100k)",
    );
    return;
  }
  const trained = row("MovieLens 100K at 10 features, read and trained, ms", TRAIN_MS);
  const tasks = row("longest task of the page's thread meanwhile, ms", TASK_MS);
  for (let run = 0; run < RUNS; run++) {
    const page = await context.newPage();
    await page.goto(`${url}#learn`);
    await page.getByRole("radio", { name: "at once" }).check();
    await page.getByRole("radio", { name: /^MovieLens 100K/u, checked: true }).waitFor();
    await page.waitForTimeout(300); // what the page does after it has been opened is measured above
    await page.evaluate(() => {
      /** @type {any} */ (globalThis).seen.tasks.length = 0;
    });
    const start = performance.now();
    await page.getByTestId("learn-play").click();
    await page.locator("[data-testid=learn-status][data-status=done]").waitFor();
    trained.values.push(performance.now() - start);
    tasks.values.push(Math.max(0, ...(await seenIn(page)).tasks));
    await page.close();
  }
}

/**
 * @param {string} what
 * @param {number} most
 */
function row(what, most) {
  /** @type {Row} */
  const made = { what, values: [], most };
  rows.push(made);
  return made;
}

function report() {
  for (const { what, values, most } of rows) {
    const sorted = [...values].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? NaN;
    const all = sorted.map((value) => value.toFixed(0)).join(" ");
    const isKept = median <= most;
    const verdict = isKept ? "ok  " : "FAIL";
    console.log(`${verdict}  ${what}: ${median.toFixed(0)} of ${most} (${all})`);
    if (!isKept) process.exitCode = 1;
  }
}
