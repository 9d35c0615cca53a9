import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { describeInBrowser, picture, shown } from "./support/browser.ts";
import { TEN_FILMS } from "./support/own-films.ts";
import type { GivenStars } from "./support/rated.ts";
import { withRatings } from "./support/rated.ts";

/** The films picked, by title. */
async function picks(page: Page): Promise<string[]> {
  await page.getByTestId("picks").locator("h3").nth(2).waitFor();
  return page.getByTestId("picks").locator("h3").allInnerTexts();
}

/** Refuses the first film picked. */
async function refuseFirst(page: Page): Promise<string> {
  const [first] = await picks(page);
  await page.getByRole("button", { name: "Not for me" }).first().click();
  await page.getByTestId("picks").getByText(first!).waitFor({ state: "detached" });
  return first!;
}

/** The stored records of films. */
function stored(page: Page): Promise<{ readonly title?: string; readonly mark?: string }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("matinee");
        opening.addEventListener("success", () => {
          const all = opening.result.transaction("films").objectStore("films").getAll();
          all.addEventListener("success", () => {
            opening.result.close();
            resolve(all.result as { title?: string }[]);
          });
        });
      }),
  );
}

function note(page: Page): ReturnType<Page["locator"]> {
  return page.locator(".storage-note");
}

describeInBrowser("what the page keeps", (web) => {
  test("is there after a reload, and what was undone is not", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    const refused = await refuseFirst(page);
    const undone = await refuseFirst(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByTestId("picks").getByText(undone).waitFor();
    await page.reload();
    expect(await picks(page)).toContain(undone);
    expect(await picks(page)).not.toContain(refused);
  });

  test("two tabs do not lose, and see each other’s", async () => {
    const one = await web.open();
    await withRatings(one, TEN_FILMS);
    await picks(one);
    const other = await web.open({ context: one.context() });
    const first = await refuseFirst(one);
    await other.getByTestId("picks").getByText(first).waitFor({ state: "detached" });
    const second = await refuseFirst(other);
    await one.getByTestId("picks").getByText(second).waitFor({ state: "detached" });
    const refused = (await stored(one)).filter(({ mark }) => mark === "notForMe");
    expect(refused).toHaveLength(2);
    expect(await stored(one)).toHaveLength(TEN_FILMS.length + 2);
  });

  test("records that make no sense are left out and told", async () => {
    const page = await web.open();
    await withRatings(page, [
      ...TEN_FILMS,
      { ...TEN_FILMS[0]!, movieId: 1, rating: 9 },
      { movieId: 2 } as GivenStars,
    ]);
    await picks(page);
    expect(await page.getByTestId("rated-count").innerText()).toBe("10 films rated");
    expect(await note(page).innerText()).toContain("2 stored records make no sense");
  });

  test("forbidden by the browser: says so and works in memory", async () => {
    const context = await web.context({ viewport: { width: 360, height: 740 } });
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    const page = await web.open({ context });
    await note(page).getByText("What you rate is only in this tab").waitFor();
    expect(await axe(page)).toEqual([]);
    await picture(page, "storage-denied-360");
  });

  test("with no room left: says so, goes on, and stores all of it once there is", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await picks(page);
    // Lowering the quota of an origin by the debugger ended Chromium in four tries of five.
    await page.evaluate(() => {
      const { commit } = IDBTransaction.prototype;
      const full = new DOMException("no room", "QuotaExceededError");
      Object.defineProperty(IDBTransaction.prototype, "error", { get: () => full });
      IDBTransaction.prototype.commit = function abortInstead(): void {
        this.abort();
      };
      Object.assign(globalThis, {
        makeRoom: () => {
          IDBTransaction.prototype.commit = commit;
        },
      });
    });
    const first = await refuseFirst(page);
    await note(page).getByText("Your last changes are only in this tab").waitFor();
    const second = await refuseFirst(page);
    expect(await stored(page)).toHaveLength(TEN_FILMS.length);
    await page.evaluate("makeRoom()");
    await note(page).getByRole("button", { name: "Try again" }).click();
    await note(page).getByText("only in this tab").waitFor({ state: "detached" });
    await page.reload();
    const left = await picks(page);
    expect(left).not.toContain(first);
    expect(left).not.toContain(second);
  });

  test("deleted meanwhile: says so, and keeps it anew when asked", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await picks(page);
    await page.evaluate(() => void indexedDB.deleteDatabase("matinee"));
    await note(page).getByText("has been deleted").waitFor();
    await note(page).getByRole("button", { name: "Try again" }).click();
    await note(page).getByText("has been deleted").waitFor({ state: "detached" });
    await page.reload();
    await shown(page);
    expect(await stored(page)).toHaveLength(TEN_FILMS.length);
  });
});
