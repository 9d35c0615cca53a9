// @ts-check
// A training in headless Chromium: this build and the ratings are served over loopback, isolated as the page is.
import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../tools/web/chromium.mjs";
import { peakOf } from "./measure.mjs";
import { NotHereError } from "./python.mjs";

/** @typedef {{ learner: import("./runs/trainings.mjs").Learner, train: import("./ratings-file.mjs").RatingsFile }} Problem */

const ROOT = path.join(import.meta.dirname, "..");
/** Nothing else is served. */
const SERVED = /^\/(?:dist|bench\/runs)\/[\w/-]+\.m?js$/u;
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** @throws {NotHereError} if there is no Chromium. */
export function chromiumPath() {
  const found = findChromium();
  if (found === undefined)
    throw new NotHereError("there is no Chromium; name it in MATINEE_CHROMIUM");
  return found;
}

/**
 * @param {string} executablePath
 * @param {Problem} problem
 * @returns {Promise<import("./side-by-side.mjs").Run>} CPU time and memory are those of the page's process
 */
export async function runInChromium(executablePath, { learner, train }) {
  const server = serve(train.file);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const { id, cpuMs: before } = await pageProcess(browser);
    const ms = await page.evaluate(trainInPage, { learner, train });
    const { cpuMs } = await pageProcess(browser);
    const peakMb = peakOf(id);
    return { ms, cpuMs: cpuMs - before, ...(peakMb === undefined ? {} : { peakMb }) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page. @param {Problem} problem @returns {Promise<number>} milliseconds */
async function trainInPage({ learner, train }) {
  const script = "/bench/runs/trainings.mjs";
  const { timeTraining } = await import(script);
  const columns = await (await fetch("/ratings.bin")).arrayBuffer();
  return timeTraining(learner, columns, train);
}

/** @param {string} ratings */
function serve(ratings) {
  return createServer(({ url = "/" }, response) => {
    if (url === "/") {
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/html" });
      response.end("<!doctype html><title>training</title>");
    } else if (url === "/ratings.bin") send(response, ratings, "application/octet-stream");
    else if (SERVED.test(url)) send(response, path.join(ROOT, url), "text/javascript");
    else response.writeHead(404).end();
  });
}

/** @param {import("node:http").ServerResponse} response @param {string} file @param {string} type */
function send(response, file, type) {
  const size = statSync(file).size;
  response.writeHead(200, { ...HEADERS, "Content-Type": type, "Content-Length": size });
  createReadStream(file).pipe(response);
}

/** The process that the page runs in. @param {import("playwright-core").Browser} browser */
async function pageProcess(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  const [busiest] = pages.sort((a, b) => b.cpuTime - a.cpuTime);
  return { id: busiest?.id ?? NaN, cpuMs: 1000 * (busiest?.cpuTime ?? NaN) };
}
