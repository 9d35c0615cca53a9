import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { imdbV1, imdbV3 } from "../support/exports/imdb-files.ts";
import { letterboxdArchive, letterboxdRatings } from "../support/exports/letterboxd-files.ts";
import type { MadeFilm } from "../support/exports/made-films.ts";
import { madeFilms } from "../support/exports/made-films.ts";
import { matineeJson, movieLensOwn } from "../support/exports/other-files.ts";
import { traktCsv, traktFiles, traktRatings } from "../support/exports/trakt-files.ts";
import { zipOf } from "../support/exports/zip-of.ts";
import { axe } from "./support/axe.ts";
import type { OpenOptions, Web } from "./support/browser.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import { drop, focused } from "./support/person.ts";

const HEADER = "Date,Name,Year,Letterboxd URI,Rating\n";
/** What would run if a title were markup. */
const ATTACK = `<img src=x onerror="document.title='taken'">`;

async function open(web: Web, options: OpenOptions = {}): Promise<Page> {
  const page = await web.open({ at: "#ratings", ...options });
  await cards(page).first().waitFor();
  return page;
}

function cards(page: Page): Locator {
  return page.locator(".ratings-cards > li");
}

function ratedCount(page: Page): Locator {
  return page.getByTestId("rated-count");
}

async function give(page: Page, content: string | Uint8Array, name: string): Promise<void> {
  const buffer = Buffer.from(content);
  await page.getByTestId("ratings-file").setInputFiles({ name, mimeType: "text/csv", buffer });
}

async function add(page: Page): Promise<void> {
  await page.getByTestId("add-file").click();
  await page.getByTestId("add-file").waitFor({ state: "detached" });
}

/** The person's own list, a line a film: its name and stars. */
async function ownFilms(page: Page): Promise<string[]> {
  const rows = page.locator(".ratings-own .ratings-film");
  return await rows.evaluateAll((films) =>
    films.map((film) => {
      const name = film.querySelector(".film-name")!.textContent;
      return `${name}: ${film.querySelector("input")!.getAttribute("aria-valuetext")!}`;
    }),
  );
}

describeInBrowser("My ratings", (web) => {
  test("stars by keyboard: arrows once they rest, digits and Delete at once", async () => {
    const page = await open(web);
    await cards(page).first().locator("input").focus();
    for (let press = 0; press < 9; press++) await page.keyboard.press("ArrowRight");
    expect(await ratedCount(page).innerText()).toBe("no film rated yet");
    await page.getByText("1 film rated", { exact: true }).waitFor();
    expect(await ownFilms(page)).toEqual([expect.stringMatching(/: 4½ of 5 stars$/u)]);
    await page.keyboard.press("2");
    await expect.poll(() => ownFilms(page)).toEqual([expect.stringMatching(/: 2 of 5 stars$/u)]);
    await page.keyboard.press("Delete");
    await page.getByText("no film rated yet", { exact: true }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab"); // leaving takes it
    await page.getByText("1 film rated", { exact: true }).waitFor();
    const here = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    expect(here).toContain("Take back your stars");
    await cards(page).nth(1).locator("input").press("ArrowUp");
    await page.reload(); // so does leaving the page
    await page.getByText("2 films rated", { exact: true }).waitFor();
  });

  test("stars by touch: a tap sets, another takes away, a drag ends where it ends, scrolling is none", async () => {
    const page = await open(web, {
      ...{ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
    });
    const stars = cards(page).first().locator(".stars");
    await stars.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await stars.boundingBox())!;
    expect([height, width >= 44]).toEqual([44, true]);
    const value = cards(page).first().locator("input");
    await page.touchscreen.tap(x + width * 0.65, y + 20);
    await expect.poll(() => value.getAttribute("aria-valuetext")).toBe("3½ of 5 stars");
    await page.touchscreen.tap(x + width * 0.65, y + 20);
    await expect.poll(() => value.getAttribute("aria-valuetext")).toBe("not rated");
    const finger = await page.context().newCDPSession(page);
    const drag = async (toX: number, toY: number): Promise<void> => {
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: object[]) =>
        finger.send("Input.dispatchTouchEvent", { type, touchPoints: points as never });
      await touch("touchStart", [{ x: x + 10, y: y + 20 }]);
      for (const share of [0.25, 0.5, 0.75, 1]) {
        const at = { x: x + 10 + share * (toX - x - 10), y: y + 20 + share * (toY - y - 20) };
        await touch("touchMove", [at]);
      }
      await touch("touchEnd", []);
    };
    await drag(x + width - 5, y + 25);
    await expect.poll(() => value.getAttribute("aria-valuetext")).toBe("5 of 5 stars");
    await drag(x + 15, y - 120);
    await page.waitForTimeout(100); // for what should not happen
    expect(await value.getAttribute("aria-valuetext")).toBe("5 of 5 stars");
  });

  test("twenty films to start from; one not seen gives its place to another, one rated keeps it", async () => {
    const page = await open(web);
    expect(await cards(page).count()).toBe(20);
    expect(await page.locator(".interval, .ratings :text('predicted')").count()).toBe(0);
    const [first, second] = [cards(page).first(), cards(page).nth(1)];
    const before = await first.locator("h3").innerText();
    const place = await placeOf(second);
    await first.getByRole("button").click();
    await expect.poll(() => first.locator("h3").innerText()).not.toBe(before);
    expect(await cards(page).count()).toBe(20);
    const stays = await second.locator("h3").innerText();
    await second.locator("input").press("4");
    await expect.poll(() => cards(page).count()).toBe(21);
    expect(await second.locator("h3").innerText()).toBe(stays);
    expect(await placeOf(second)).toEqual(place);
    await page.getByLabel("the best known").check();
    await expect.poll(() => cards(page).first().locator("h3").innerText()).not.toBe(before);
    expect(await cards(page).count()).toBe(20);
  });

  test("search forgives typos, its films are rated in place, and undo takes it back", async () => {
    const page = await open(web);
    await page.getByRole("searchbox", { name: "Find a film" }).fill("teh matrx");
    const found = page.getByRole("list", { name: "Films found" }).getByRole("listitem");
    await expect.poll(() => found.first().innerText()).toContain("The Matrix");
    await found.first().getByRole("slider").press("5");
    await expect.poll(() => ownFilms(page)).toEqual(["The Matrix (1999): 5 of 5 stars"]);
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await expect.poll(() => ownFilms(page)).toEqual([]);
    expect(await focused(page)).toBe("Your rating of The Matrix (1999)"); // where it came from
    await page.getByRole("searchbox", { name: "Find a film" }).fill("zzzzqq");
    await page.getByText("No film here has a title like").waitFor();
  });
});

describeInBrowser("A file of ratings", (web) => {
  test("dropped in any view is looked through before anything is kept; its titles are text", async () => {
    const page = await web.open({ at: "#taste" });
    const text = `${HEADER}2024-05-01,"${ATTACK.replaceAll('"', '""')}",2020,u,4
2024-05-01,Fargo,1996,u,4.5
2024-05-01,War of the Worlds,2005,u,2
2024-05-01,Terminatr 2: Judgment Day,1991,u,3
`;
    await drop(page, "ratings.csv", text);
    const review = page.getByRole("region", { name: "A file to look through" });
    await review.getByText("4 rows: 2 recognised, 1 unsure, 1 unknown.").waitFor();
    expect(await page.evaluate(() => location.hash)).toBe("#ratings");
    expect(await ratedCount(page).innerText()).toBe("no film rated yet");
    await review.getByText("Not known here (1)").click();
    await review.getByText("recognised less surely (1)").click();
    await review.getByText("a letter is off").waitFor();
    await review.getByText(ATTACK).waitFor();
    await review.getByLabel("Which film is War of the Worlds (2005)?").selectOption({ index: 1 });
    await review.getByText("3 new ratings.").waitFor();
    await picture(page, "review");
    expect(await axe(page)).toEqual([]);
    await add(page);
    expect(await ownFilms(page)).toHaveLength(3);
    await page.getByText("Kept, but not known here (1)").click();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.title()).toContain("My ratings");
    await page.getByRole("button", { name: "Find it" }).click();
    await page.getByLabel(`Search the film for ${ATTACK}`).fill("heat 1995");
    await page.getByRole("button", { name: "Heat (1995)" }).click();
    await expect.poll(() => ownFilms(page)).toContain("Heat (1995): 4 of 5 stars");

    await give(page, text.replace("Fargo,1996,u,4.5", "Fargo,1996,u,1"), "newer.csv");
    await page.getByText("1 rating changes to what the file says.").waitFor();
    await page.getByText("3 ratings are as you have them.").waitFor(); // nothing is asked for again
    await add(page);
    expect(await ownFilms(page)).toContain("Fargo (1996): 1 of 5 stars");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => ownFilms(page)).toContain("Fargo (1996): 4½ of 5 stars");
  });

  test("of each kind is recognised, one after the other, and left again without a trace", async () => {
    const page = await open(web);
    const FARGO = { title: "Fargo", originalTitle: "Fargo", year: 1996, imdb: "tt0116282" };
    const films: readonly MadeFilm[] = madeFilms(12).with(2, { ...madeFilms(3)[2]!, ...FARGO });
    const { ratings, watched, watchlist } = traktFiles(films);
    const trakt = {
      ...{ "ratings-movies.json": ratings, "watched-movies-1.json": watched },
      "lists-watchlist.json": watchlist,
    };
    const json = (value: unknown): string => JSON.stringify(value);
    const kinds: readonly (readonly [string, string | Uint8Array, string])[] = [
      ["ratings.csv", letterboxdRatings(films), "Letterboxd ratings (CSV)"],
      ["letterboxd.zip", await zipOf(letterboxdArchive(films)), "Letterboxd export (ZIP)"],
      ["imdb-old.csv", imdbV1(films, ["Feature Film"]), "IMDb ratings (CSV)"],
      ["imdb.csv", imdbV3(films, ["Movie"]), "IMDb ratings (CSV)"],
      ["trakt.json", json(traktRatings(films)), "Trakt export (JSON)"],
      ["trakt.zip", await zipOf(trakt), "Trakt export (ZIP)"],
      ["trakt.csv", traktCsv(films), "Trakt export (CSV)"],
      ["movielens.csv", movieLensOwn(films), "Own ratings from MovieLens (CSV)"],
      ["films.json", json(matineeJson(films)), "Films (JSON)"],
    ];
    for (const [name, content, title] of kinds) {
      await give(page, content, name);
      const review = page.getByRole("region", { name: "A file to look through" });
      const heading = await review.getByRole("heading").innerText();
      expect(heading).toBe(`${name}: ${title}`);
      // Fargo, and where ids are told the films that have those by chance.
      await review.getByText(/^All that were recognised \([1-9]/u).waitFor();
      await review.getByRole("button", { name: "Not now" }).click();
    }
    expect(await ratedCount(page).innerText()).toBe("no film rated yet");
  });

  test("that is none says so and what to do", async () => {
    const page = await open(web);
    await give(page, "<html>", "page.html");
    const alert = page.getByRole("alert");
    expect(await alert.innerText()).toMatch(/page\.html.*download the export itself/u);
    await page.getByRole("button", { name: "Put it aside" }).click();
    await alert.waitFor({ state: "detached" });
    await give(
      page,
      await zipOf({ "ml-1m/ratings.dat": "1", "ml-1m/movies.dat": "1" }),
      "ml-1m.zip",
    );
    expect(await alert.innerText()).toContain("ml-1m.zip is a MovieLens data set");
    await page.getByRole("link", { name: "Take it to Watch it learn" }).click();
    await page.getByRole("heading", { name: "Watch it learn" }).waitFor();
    await expect.poll(() => alert.innerText()).toContain("ml-1m.zip"); // it came along, damaged as it is
  });

  test("with everything is downloaded, deleted, and brings it all back", async () => {
    const page = await open(web);
    const rows = ["Fargo,1996,u,4.5", "Heat,1995,u,", "Made Up by Nobody,2021,u,3"];
    await give(page, HEADER + rows.map((row) => `2024-05-01,${row}\n`).join(""), "ratings.csv");
    await add(page);
    await cards(page).first().getByRole("button").click();
    const heat = page.locator(".ratings-own .ratings-film", { hasText: "Heat" });
    await heat.locator("summary").click();
    await heat.getByLabel("on my watchlist").check();
    const before = await download(page);
    expect(before.split("\n")).toHaveLength(7); // a header, five rows, an end
    await page.getByRole("button", { name: "Delete everything …" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain(
      "forgets 1 rating, 2 other films and 1 film not known here.",
    );
    await dialog.getByRole("button", { name: "Delete everything" }).click();
    await page.getByText("no film rated yet", { exact: true }).waitFor();
    await expect.poll(() => focused(page)).toBe("My ratings");
    await give(page, before, "matinee.csv");
    await add(page);
    expect((await download(page)).split("\n").sort()).toEqual(before.split("\n").sort());
  });
});

describeInBrowser("My ratings on any screen", (web) => {
  test.each([
    ["wide", { viewport: { width: 1280, height: 900 } }],
    ["narrow and dark", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
  ] as const)("%s: shuts nobody out and scrolls only down", async (name, options) => {
    const page = await open(web, options);
    await cards(page).first().getByRole("slider").press("4");
    await page.getByRole("searchbox", { name: "Find a film" }).fill("star wars");
    await page.getByRole("list", { name: "Films found" }).waitFor();
    await page.locator(".ratings-own summary").click();
    await page.getByText("The figures").click();
    await picture(page, `ratings ${name}`);
    expect(await axe(page)).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
  });
});

/** From the top of the page, wherever it is scrolled to. */
async function placeOf(element: Locator): Promise<readonly number[]> {
  return await element.evaluate((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y + scrollY, width, height].map(Math.round);
  });
}

async function download(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download everything" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
