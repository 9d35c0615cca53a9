import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { runMatinee } from "../support/cli-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { axe } from "./support/axe.ts";
import { describeInBrowser, kept, picture, shown } from "./support/browser.ts";
import type { PageServer } from "./support/page-server.ts";
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
    const thrown = page.waitForEvent("pageerror");
    await page.evaluate(() => {
      console.error("logged");
      setTimeout(() => {
        throw new Error("in passing");
      });
    });
    await thrown;
    const elsewhere = page.waitForEvent("requestfailed");
    await page.evaluate(() => {
      location.href = "http://films.example/";
    });
    await elsewhere;
    const faults = web.takeFaults().join("\n");
    expect(faults).toContain("console: logged");
    expect(faults).toContain("thrown: Error: in passing");
    expect(faults).toContain("asked for http://films.example/");
  });
});

describeInBrowser("the page as static files in a sub-folder of a plain host", (web) => {
  test("opens, is isolated from the second visit on, and needs no network then", async () => {
    const { host } = await hostedSite();
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
    const { host } = await hostedSite();
    const page = await web.open({ url: host.url });
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
    });
    expect(await page.evaluate(() => "injected" in globalThis)).toBe(false);
    expect(web.takeFaults().join()).toContain("Content Security Policy");
  });

  test("a new version that the browser found is what the next visit shows, and the old one goes", async () => {
    const site = await hostedSite();
    const page = await web.open({ url: site.host.url, serviceWorkers: "allow" });
    await kept(page);
    await site.edit("index.html", "</title>", "</title><meta name=edition content=two>");
    await site.edit("service-worker.js", await versionIn(page), "edition-two");
    await newVersionHere(page);
    await page.reload();
    await shown(page);
    expect(await page.locator("meta[name=edition]").count()).toBe(1);
    const versions = (): Promise<string[]> => page.evaluate(() => caches.keys());
    await expect.poll(versions).toEqual(["matinee /films/ edition-two"]);
  });

  test("another tab goes on with the version that it began with", async () => {
    const site = await hostedSite();
    const other = await web.open({ url: site.host.url, serviceWorkers: "allow" });
    await kept(other);
    const page = await web.open({ url: site.host.url, context: other.context() });
    const version = await versionIn(page);
    const names = await readdir(join(site.folder, "immutable"));
    const late = names.find((name) => /^taste-view-.*\.js$/u.test(name))!;
    await site.edit("service-worker.js", `immutable/${late}`, "icon.svg");
    await rm(join(site.folder, "immutable", late));
    await site.edit("service-worker.js", version, "edition-two");
    await newVersionHere(page);
    await page.reload();
    await shown(page);
    expect(await versionIn(page)).toBe(version); // still there, for the other tab
    await other.getByRole("link", { name: "My taste" }).click();
    await other.getByRole("heading", { name: "My taste", level: 1 }).waitFor();
  });
});

/** What `matinee site` writes, on a plain host, to be changed. */
async function hostedSite(): Promise<{
  readonly folder: string;
  readonly host: PageServer;
  edit(file: string, from: string, to: string): Promise<void>;
}> {
  const cwd = temporaryFolder();
  await runMatinee({ cwd }, "site", "-o", "public");
  const folder = join(cwd, "public");
  return {
    folder,
    host: await hostFolder(folder),
    edit: async (file, from, to) => {
      const text = await readFile(join(folder, file), "utf8");
      expect(text).toContain(from);
      await writeFile(join(folder, file), text.replace(from, to));
    },
  };
}

/** The oldest version that the browser keeps. */
async function versionIn(page: Page): Promise<string> {
  const [name = ""] = await page.evaluate(() => caches.keys());
  return name.split(" ").at(-1)!;
}

/** What the browser does by itself a second or so after the page has loaded. */
async function newVersionHere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const before = registration.active;
    await registration.update();
    while (registration.active === before || registration.active?.state !== "activated") {
      await new Promise((done) => setTimeout(done, 20));
    }
  });
}
