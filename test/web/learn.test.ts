import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { zipOf } from "../support/exports/zip-of.ts";
import { MOVIELENS_100K, WHY_SKIPPED } from "../support/movielens-100k.ts";
import { axe } from "./support/axe.ts";
import type { Web } from "./support/browser.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import { TEN_FILMS } from "./support/own-films.ts";
import { withRatings } from "./support/rated.ts";

const AT = "#learn";

/** The view, set to made-up ratings and to take no time of its own. */
async function openLearn(web: Web, options: Parameters<Web["open"]>[0] = {}): Promise<Page> {
  const page = await web.open({ at: AT, reducedMotion: "reduce", ...options });
  await page.getByRole("radio", { name: "Made-up ratings" }).check();
  return page;
}

async function playToEnd(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Play/u }).click();
  await page.locator("[data-testid=learn-status][data-status=done]").waitFor({ timeout: 30_000 });
  return page.getByTestId("learn-status").innerText();
}

/** Waits until a later epoch is shown; each is there for a quarter of a second. */
async function epochAfter(page: Page, epoch: number): Promise<void> {
  await page.waitForFunction((least) => {
    const text = document.querySelector("[data-testid=learn-status]")?.textContent ?? "";
    return Number(/^Epoch (\d+)/u.exec(text)?.[1] ?? 0) > least;
  }, epoch);
}

describeInBrowser("Watch it learn", (web) => {
  test("learns to its stop, says why, and shuts nobody out", async () => {
    const page = await openLearn(web);
    expect(await playToEnd(page)).toMatch(/^Stopped after epoch \d+: diminishing returns/u);
    await page.locator(".learn-curves svg").waitFor();
    await page.getByText("Numbers", { exact: true }).click();
    await page.getByText("What you are looking at").click();
    const errors = await page.getByRole("region", { name: "Errors by epoch" }).innerText();
    expect(errors).toMatch(/^0\s+\d\.\d{3}\s+\d\.\d{3}$/mu);
    await page.getByRole("heading", { name: "What came of it" }).waitFor();
    expect(await page.getByText("picks need real data").count()).toBeGreaterThan(0);
    const measured = await page.evaluate(() => performance.getEntriesByName("learn").length);
    expect(measured).toBe(1);
    expect(await axe(page)).toEqual([]);
    await page.evaluate(() => (location.hash = "#night"));
    await page.getByRole("heading", { name: "What came of it" }).waitFor({ state: "detached" });
    await page.goBack(); // the run is still there
    await page.getByRole("heading", { name: "What came of it" }).waitFor();
    await picture(page, "learn");
  });

  test("shows that it overfits without weight decay", async () => {
    const page = await openLearn(web);
    await page.getByRole("radio", { name: "50", exact: true }).check();
    await page
      .getByRole("group", { name: /Weight decay/u })
      .getByRole("checkbox")
      .uncheck();
    expect(await playToEnd(page)).toContain("learned its ratings by heart");
    await page.getByText("overfitting", { exact: true }).first().waitFor();
    const rows = page.getByRole("table", { name: "Your runs" }).getByRole("row");
    expect(await rows.last().innerText()).toMatch(/^made up\s+50\s+off\s/u);
  });

  test("is paused, gone on with and stopped by keyboard alone", async () => {
    const page = await openLearn(web, { reducedMotion: "no-preference" }); // films glide
    await page.getByRole("radio", { name: "slow" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Play" }).focus();
    await page.keyboard.press("Enter");
    const status = page.getByTestId("learn-status");
    await epochAfter(page, 0);
    await page.keyboard.press("Enter"); // the same button pauses
    expect(await status.innerText()).toMatch(/^Paused\./u);
    const paused = await status.innerText();
    await page.waitForTimeout(700);
    expect(await status.innerText()).toBe(paused);
    await page.keyboard.press("Enter");
    await epochAfter(page, Number(/Epoch (?<epoch>\d+)/u.exec(paused)!.groups!["epoch"]));
    await page.evaluate(() => (location.hash = "#night")); // it goes on meanwhile
    await status.waitFor({ state: "detached" });
    await page.goBack();
    await epochAfter(page, Number(/Epoch (?<epoch>\d+)/u.exec(paused)!.groups!["epoch"]) + 1);
    await page.getByRole("button", { name: "Stop" }).focus();
    await page.keyboard.press("Enter");
    expect(await status.innerText()).toMatch(/^You stopped it\./u);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Play");
  });

  test("says what is wrong with a file, and learns from one that is a MovieLens set", async () => {
    const page = await openLearn(web, { viewport: { width: 320, height: 640 } });
    const choose = page.getByLabel("Choose a MovieLens ZIP");
    const buffer = Buffer.from("no archive");
    await choose.setInputFiles({ name: "mine.zip", mimeType: "application/zip", buffer });
    const alert = page.getByRole("alert");
    expect(await alert.innerText()).toContain("mine.zip: Cannot read the archive");
    expect(await page.getByRole("radio", { name: "Made-up ratings" }).isChecked()).toBe(true);
    await playToEnd(page);
    expect(await alert.count()).toBe(0);
    const ratings = Array.from({ length: 600 }, (_, n) => {
      const stars = 1 + ((n * n) % 9) / 2;
      return `${n % 30},<b>Film ${Math.floor(n / 30)}</b> (1990),${stars}`;
    });
    const archive = await zipOf({
      "ratings.csv": `userId,movieId,rating\n${ratings.join("\n")}\n`,
    });
    const own = { name: "own.zip", mimeType: "application/zip", buffer: Buffer.from(archive) };
    await choose.setInputFiles(own);
    const other = page.getByTestId("learn-other");
    expect(await other.innerText()).toContain("learned from made-up ratings. Press play");
    await playToEnd(page);
    await other.waitFor({ state: "detached" });
    await page.getByText(/You had rated nothing yet: .* the picks are yours/u).waitFor();
    expect(await alert.count()).toBe(0);
    expect(await page.getByText("<b>Film", { exact: false }).count()).toBeGreaterThan(0);
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths).toEqual([320, 320]);
  });

  test.skipIf(MOVIELENS_100K === undefined)(
    `has the person among the people of MovieLens 100K, and three films for them${WHY_SKIPPED}`,
    async () => {
      const page = await web.open({ at: AT, reducedMotion: "reduce" });
      await withRatings(page, TEN_FILMS);
      await page.getByRole("radio", { name: "MovieLens 100K + your 10 ratings" }).waitFor();
      expect(await playToEnd(page)).toContain("diminishing returns");
      expect(
        await page.getByText(/100,000 ratings .* by 943 people, and 10 of yours/u).count(),
      ).toBe(1);
      const watched = page.getByRole("table", { name: "Some predictions" });
      expect(await watched.getByText("you · held out").count()).toBeLessThanOrEqual(1);
      expect(await watched.getByText(/^you/u).count()).toBe(4);
      await page.getByRole("button", { name: /^See the three films/u }).click();
      const picks = page.getByTestId("learn-picks").getByRole("listitem");
      for (const text of await picks.allInnerTexts()) {
        expect(text).toMatch(/\d\.\d\s★, between .*Because you gave/su);
      }
      expect(await picks.count()).toBe(3);
    },
  );
});
