import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished } from "vitest";
import { CHROMIUM, CHROMIUM_FLAGS, WHY_SKIPPED } from "./chromium.ts";
import type { PageServer } from "./page-server.ts";
import { servePage } from "./page-server.ts";

/** Long enough where others have the cores too: whatever is waited for comes within a second alone. */
const WAIT_MS = 20_000;
const TEST_MS = 60_000;

/** How a page is opened. Only with `serviceWorkers: "allow"` is it kept for offline, which takes time. */
export interface OpenOptions extends BrowserContextOptions {
  /** What follows the address, such as `#ratings`. */
  readonly at?: string;
  /** Of another server than the suite's. */
  readonly url?: string;
  /** A context that has seen the page before; otherwise a new one, as of someone who comes first. */
  readonly context?: BrowserContext;
}

/** What the tests of a suite get. */
export interface Web {
  /** The address that the suite's server has. */
  url(): string;
  /** Opens the page and waits until it shows its content. */
  open(options?: OpenOptions): Promise<Page>;
  /** A new context, watched, that ends with the test. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Takes the faults that were noted out, for a test that provokes them. */
  takeFaults(): readonly string[];
}

/**
 * A suite in a real browser, over what `matinee serve` serves. One browser and one server a suite, one
 * context a test. A test fails by itself where the page logs an error, throws, breaks its policy or asks
 * anyone else for anything.
 */
export function describeInBrowser(name: string, tests: (web: Web) => void): void {
  describe.skipIf(CHROMIUM === undefined)(`${name}${WHY_SKIPPED}`, { timeout: TEST_MS }, () => {
    const faults: string[] = [];
    let browser: Browser;
    let server: PageServer;

    beforeAll(async () => {
      server = await servePage((error) => faults.push(`server: ${String(error)}`));
      browser = await chromium.launch({ executablePath: CHROMIUM!, args: [...CHROMIUM_FLAGS] });
    });
    afterAll(async () => {
      await browser.close();
      await server.close();
    });
    afterEach(() => expect(faults.splice(0)).toEqual([]));

    const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
      const context = await browser.newContext({ serviceWorkers: "block", ...options });
      context.setDefaultTimeout(WAIT_MS);
      watch(context, faults);
      onTestFinished(() => context.close());
      return context;
    };
    tests({
      url: () => server.url,
      context: newContext,
      takeFaults: () => faults.splice(0),
      open: async ({ at = "", url = server.url, context, ...options } = {}) => {
        const page = await (context ?? (await newContext(options))).newPage();
        await page.goto(url + at);
        await shown(page);
        return page;
      },
    });
  });
}

/** Waits until the page shows a view, or says why not. */
export async function shown(page: Page): Promise<void> {
  await page.locator("main, [role=alert]").first().waitFor();
}

/** Waits until the service worker has kept the page. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready; // its installation has then succeeded
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** Writes a picture into the folder that `MATINEE_PICTURES` names, if it does. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["MATINEE_PICTURES"] ?? "";
  if (folder === "") return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

function watch(context: BrowserContext, faults: string[]): void {
  let own: string | undefined;
  context.on("page", (page) => {
    page.on("pageerror", (error) => faults.push(`thrown: ${error.stack ?? error.message}`));
    page.on("crash", () => faults.push("the page crashed"));
  });
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol === "data:" || protocol === "blob:") return;
    own ??= origin; // the first request is for the page
    if (origin !== own) faults.push(`asked for ${request.url()}`);
  });
}
