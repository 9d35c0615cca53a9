import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { runMatinee } from "../support/cli-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { axe } from "./support/axe.ts";
import { describeInBrowser, kept, picture, shown } from "./support/browser.ts";
import { hostFolder } from "./support/page-server.ts";

describeInBrowser("the page", (web) => {
  test("opens without an error and shuts nobody out", async () => {
    const page = await web.open();
    expect(await page.title()).toContain("matinee");
    expect(await axe(page)).toEqual([]);
  });

  test("is isolated, so that threads may share memory", async () => {
    const page = await web.open();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  test("fits a narrow screen", async () => {
    const page = await web.open({ viewport: { width: 320, height: 640 } });
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths).toEqual([320, 320]);
    await picture(page, "narrow");
  });

  test("opens without a network after the first visit", async () => {
    const page = await web.open({ serviceWorkers: "allow" });
    await kept(page);
    await page.context().setOffline(true);
    await page.reload();
    await shown(page);
    expect(await page.locator("main").innerText()).not.toBe("");
    const list = await page.evaluate(async () => (await fetch("data/index.json")).json());
    expect(list).toEqual({ dataSets: [] });
  });

  test("lets scripts from nowhere else run", async () => {
    const page = await web.open();
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
    });
    expect(await page.evaluate(() => "injected" in globalThis)).toBe(false);
    expect(web.takeFaults().join()).toContain("Content Security Policy");
  });

  test("is watched: a test fails by errors, exceptions, and requests to anyone else", async () => {
    const page = await web.open();
    expect(web.takeFaults()).toEqual([]);
    const elsewhere = page.waitForRequest("http://films.example/");
    await page.evaluate(() => {
      console.error("logged");
      setTimeout(() => {
        throw new Error("in passing");
      });
      location.href = "http://films.example/";
    });
    await elsewhere;
    await page.waitForTimeout(50);
    const faults = web.takeFaults().join("\n");
    expect(faults).toContain("console: logged");
    expect(faults).toContain("thrown: Error: in passing");
    expect(faults).toContain("asked for http://films.example/");
  });
});

describeInBrowser("the page as static files in a sub-folder of a plain host", (web) => {
  test("opens, is isolated from the second visit on, and needs no network then", async () => {
    const cwd = temporaryFolder();
    await runMatinee({ cwd }, "site", "-o", "public");
    const host = await hostFolder(`${cwd}/public`);
    const page = await web.open({ url: host.url, serviceWorkers: "allow" });
    await kept(page);
    await host.close();
    await page.reload();
    await shown(page);
    expect(await page.locator("main").innerText()).not.toBe("");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const outside = await page.evaluate(() => fetch("/other").then(String, () => "not reached"));
    expect(outside).toBe("not reached"); // the host is gone indeed
    expect(web.takeFaults()).toEqual([expect.stringContaining("ERR_CONNECTION_REFUSED")]);
  });

  test("its policy holds without any header", async () => {
    const cwd = temporaryFolder();
    await runMatinee({ cwd }, "site", "-o", "public");
    const host = await hostFolder(`${cwd}/public`);
    const page = await web.open({ url: host.url });
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
    });
    expect(await page.evaluate(() => "injected" in globalThis)).toBe(false);
    expect(web.takeFaults().join()).toContain("Content Security Policy");
  });

  test("a new version that the browser found comes with the next visit, whole, and the old one goes", async () => {
    const cwd = temporaryFolder();
    await runMatinee({ cwd }, "site", "-o", "public");
    const host = await hostFolder(`${cwd}/public`);
    const page = await web.open({ url: host.url, serviceWorkers: "allow" });
    await kept(page);
    const [before] = await page.evaluate(() => caches.keys());
    await edit(`${cwd}/public/index.html`, "</title>", "</title><meta name=edition content=two>");
    await edit(`${cwd}/public/service-worker.js`, before!.split(" ").at(-1)!, "edition-two");
    await newVersionHere(page);
    await page.reload();
    await page.locator("meta[name=edition]").waitFor({ state: "attached" });
    await shown(page);
    expect(await page.evaluate(() => caches.keys())).toEqual(["matinee /films/ edition-two"]);
  });

  test("a new version waits while another tab runs the old one", async () => {
    const cwd = temporaryFolder();
    await runMatinee({ cwd }, "site", "-o", "public");
    const host = await hostFolder(`${cwd}/public`);
    const page = await web.open({ url: host.url, serviceWorkers: "allow" });
    await kept(page);
    const other = await web.open({ url: host.url, context: page.context() });
    const [before] = await page.evaluate(() => caches.keys());
    await edit(`${cwd}/public/service-worker.js`, before!.split(" ").at(-1)!, "edition-two");
    await newVersionHere(page);
    await page.reload();
    await shown(page);
    await page.waitForTimeout(500); // for what should not happen
    const state = await other.evaluate(() => navigator.serviceWorker.controller?.state);
    expect(state).toBe("activated");
    expect(await other.evaluate(() => caches.keys())).toContain(before);
  });
});

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** What the browser does by itself a second or so after the page has loaded. */
async function newVersionHere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (registration.waiting?.state !== "installed") {
      await new Promise((done) => setTimeout(done, 20));
    }
  });
}
