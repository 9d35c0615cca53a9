import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import { TEN_FILMS } from "./support/own-films.ts";
import { withRatings } from "./support/rated.ts";

function films(page: Page): Locator {
  return page.getByTestId("picks").getByRole("listitem");
}

async function titles(page: Page): Promise<string[]> {
  return films(page).getByRole("heading").allInnerTexts();
}

function ready(page: Page): Locator {
  return page.getByRole("button", { name: "Show the first guess" });
}

/** Moves by the keyboard alone until something that matches has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`200 times Tab, and never at ${selector}`);
}

describeInBrowser("Tonight", (web) => {
  test("from the empty page to three picks by keyboard alone", async () => {
    const page = await web.open();
    await page.locator(".ratings-cards").waitFor();
    for (const stars of ["5", "4", "2", "5", "1"]) {
      await tabTo(page, ".ratings-cards input");
      await page.keyboard.press(stars);
    }
    await ready(page).waitFor();
    await tabTo(page, ".tonight-ready button");
    await page.keyboard.press("Enter");
    await films(page).nth(2).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("A first guess");
    expect(await films(page).count()).toBe(3);
    await tabTo(page, ".film-card summary");
    await page.keyboard.press("Enter");
    expect(await films(page).first().getByRole("table").innerText()).toContain("Your taste");
  });

  test("each pick says why, how sure it is, and where its stars come from", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await films(page).nth(2).waitFor();
    const texts = await films(page).allInnerTexts();
    for (const text of texts) {
      expect(text).toMatch(/(?:Because|Mostly because everyone likes it, and) you gave .+\s★/u);
      expect(text).toMatch(/\d\.\d\s★, between \d(?:\.\d)? and \d/u);
    }
    await films(page)
      .first()
      .getByRole("img", { name: /^Fingerprint of .+: .+ [+−]\d/u })
      .waitFor();
    await films(page).first().getByText("Why, in numbers").click();
    const cells = await films(page).first().locator("td").allInnerTexts();
    const parts = cells.slice(0, 4).map((cell) => Number(cell.replace("−", "-")));
    const stars = Number(/(\d\.\d)\s★/u.exec(texts[0]!)![1]);
    const sum = parts.reduce((total, part) => total + part, 0);
    expect(Math.min(5, sum)).toBeCloseTo(stars, 0.7);
    const named = cells.slice(4).map((cell) => Number(cell.replace("−", "-")));
    expect(named.reduce((total, part) => total + part, 0)).toBeCloseTo(parts[3]!, 1);
    const skip = page.getByRole("region", { name: "Skip these" });
    expect(await skip.getByRole("listitem").count()).toBe(3);
    await page.getByText("What the drawings say").click();
    expect(await axe(page)).toEqual([]);
    await picture(page, "tonight");
  });

  test("what is seen or not wanted goes, and comes back by undo", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await films(page).nth(2).waitFor();
    const [first, second] = await titles(page);
    await films(page).first().getByRole("button", { name: "Not for me" }).click();
    await expect.poll(() => titles(page)).not.toContain(first);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => titles(page)).toContain(first);
    const film = films(page).filter({ hasText: second! });
    await film.getByRole("button", { name: "Seen it" }).click();
    await page.keyboard.press("4"); // the stars have the focus
    await expect.poll(() => titles(page)).not.toContain(second);
    const focused = page.locator(":focus");
    expect(await focused.innerText()).toBe("Seen it");
    await page.keyboard.press("Tab");
    const third = await titles(page);
    await page.keyboard.press("Enter"); // not for me
    await expect.poll(() => titles(page)).not.toEqual(third);
    expect(await focused.innerText()).toBe("Not for me");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("11 films rated", { exact: true }).waitFor();
  });

  test("three others are others, and the way back leads to the first", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await films(page).nth(2).waitFor();
    const first = await titles(page);
    await page.getByRole("button", { name: "Three others" }).click();
    await expect
      .poll(async () => (await titles(page)).some((one) => first.includes(one)))
      .toBe(false);
    await page.getByRole("button", { name: "Back to the first three" }).press("Enter");
    await expect.poll(() => titles(page)).toEqual(first);
    expect(await page.locator(":focus").innerText()).toBe("Three others");
  });

  test("filters hold, count themselves, and say why nothing is left", async () => {
    const page = await web.open();
    await withRatings(page, TEN_FILMS);
    await page.getByText("Filters", { exact: true }).click();
    await page.getByLabel("To year").fill("1960");
    await page.getByLabel("Genre").selectOption("Western");
    await page.getByText("Filters (2)").waitFor();
    const years = async (): Promise<number[]> =>
      (await titles(page)).map((title) => Number(/\((\d+)\)$/u.exec(title)![1]));
    const isFiltered = async (): Promise<boolean> => {
      const found = await years();
      return found.length === 3 && found.every((year) => year <= 1960);
    };
    await expect.poll(isFiltered).toBe(true);
    await page.getByLabel("To year").fill("1902");
    await page.getByText("No film is left").waitFor();
    expect(await page.getByRole("button", { name: "Three others" }).count()).toBe(0);
    await page.getByRole("button", { name: "Clear" }).press("Enter");
    await expect.poll(() => films(page).count()).toBe(3);
    expect(await page.locator(":focus").innerText()).toBe("Clear");
  });

  test.each([
    ["narrow", { viewport: { width: 320, height: 640 } }],
    ["dark", { viewport: { width: 360, height: 780 }, colorScheme: "dark" }],
  ] as const)("%s: shuts nobody out and scrolls only down", async (name, options) => {
    const page = await web.open(options);
    await withRatings(page, TEN_FILMS);
    await films(page).nth(2).waitFor();
    await page.getByText("Filters", { exact: true }).click();
    await films(page).first().getByText("Why, in numbers").click();
    expect(await axe(page)).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
    await picture(page, `tonight-${name}`);
  });
});
