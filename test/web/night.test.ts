import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import { TEN_FILMS } from "./support/own-films.ts";
import { drop, focused } from "./support/person.ts";
import { withRatings } from "./support/rated.ts";

const ROMANCES = [
  "Date,Name,Year,Letterboxd URI,Rating",
  "2024-01-01,Sleepless in Seattle,1993,https://boxd.it/1,5",
  "2024-01-01,Notting Hill,1999,https://boxd.it/2,4.5",
  "2024-01-01,Sense and Sensibility,1995,https://boxd.it/3,4.5",
  "2024-01-01,Clueless,1995,https://boxd.it/4,4",
  "2024-01-01,Groundhog Day,1993,https://boxd.it/5,4.5",
  "2024-01-01,Die Hard,1988,https://boxd.it/6,1.5",
  "2024-01-01,<img src=x onerror=alert(1)>,2022,https://boxd.it/7,4",
].join("\n");

function films(page: Page): ReturnType<Page["locator"]> {
  return page.getByTestId("shared-picks").locator("> li");
}

async function addFile(page: Page, name: string): Promise<void> {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(ROMANCES) };
  await page.locator("input[type=file]").setInputFiles(file);
}

/** Someone who has rated ten films, at movie night. */
async function rater(page: Page): Promise<Page> {
  await withRatings(page, TEN_FILMS);
  await page.getByRole("heading", { name: "Movie night" }).waitFor();
  return page;
}

async function linkOf(page: Page, name: string): Promise<string> {
  await page.getByLabel("Your name, for the others").fill(name);
  await page.getByRole("button", { name: "Copy my link" }).click();
  return page.getByLabel("Your link", { exact: true }).inputValue();
}

describeInBrowser("movie night", (web) => {
  test("says what it takes while nobody is there", async () => {
    const page = await web.open({ at: "#night" });
    await page.getByText("It takes the ratings of two").waitFor();
    expect(await axe(page)).toEqual([]);
    await rater(page);
    await page.getByText("Add someone, and three films").waitFor();
  });

  test("someone’s file gives three films for both, with each one’s stars", async () => {
    const page = await rater(await web.open({ at: "#night" }));
    await addFile(page, "letterboxd-anna-2024-01-01-utc.csv");
    await page.getByText("Anna: 6 films rated. Left out: 1 not known here.").waitFor();
    await films(page).nth(2).waitFor();
    for (const text of await films(page).allInnerTexts()) {
      expect(text).toMatch(/You\s+\d\.\d\s★, between .*Anna\s+\d\.\d\s★, between /su);
      expect(text).toMatch(/give way|gives way/u);
    }
    const first = await page.getByTestId("shared-picks").innerText();
    await page.getByRole("button", { name: "Three others" }).click();
    await page.getByRole("button", { name: "Back to the first three" }).click();
    await page
      .getByRole("button", { name: "Back to the first three" })
      .waitFor({ state: "detached" });
    await page.getByText(first.split("\n")[0]!).first().waitFor();
    await page.getByText("Where your tastes meet").click();
    await page.getByText("Why, for each").first().click();
    expect(await axe(page)).toEqual([]);
    await picture(page, "night");
  });

  test("a dropped file adds someone too, and nobody takes another’s place", async () => {
    const page = await rater(await web.open({ at: "#night" }));
    const names = page.getByLabel(/^Name of /u);
    const values = (): Promise<string[]> =>
      names.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    await drop(page, "anna.csv", ROMANCES);
    await expect.poll(values).toEqual(["Anna"]);
    await drop(page, "anna-2024.csv", ROMANCES.replaceAll(",4.5", ",2"));
    await expect.poll(values).toEqual(["Anna", "Anna 2"]);
    await drop(page, "romances.csv", `${ROMANCES}\n2024-01-02,Fargo,1996,https://boxd.it/8,1`);
    await page.getByText("Anna was in already, and is up to date now.").waitFor();
    expect(await values()).toEqual(["Anna", "Anna 2"]);
    expect(new URL(page.url()).hash).toBe("#night");
  });

  test("a guest is renamed, removed, and brought back by undo; all of it is kept", async () => {
    const page = await rater(await web.open({ at: "#night" }));
    await addFile(page, "ratings.csv");
    const name = page.getByLabel("Name of a friend");
    await name.fill("<b>Ben</b>");
    await name.press("Enter");
    await page.getByRole("heading", { name: "Tonight, for you and <b>Ben</b>" }).waitFor();
    await page.getByRole("button", { name: "Remove <b>Ben</b>" }).press("Enter");
    await page.getByText("Add someone, and three films").waitFor();
    expect(await focused(page)).toBe("Movie night"); // nobody is left beside whom it could go on
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await films(page).nth(2).waitFor();
    expect(await focused(page)).toBe("Movie night");
    await page.reload();
    await films(page).nth(2).waitFor();
    expect(await page.getByLabel("Name of <b>Ben</b>").inputValue()).toBe("<b>Ben</b>");
  });

  test("a link tells who it is, and adds them only when asked", async () => {
    const link = await linkOf(await rater(await web.open({ at: "#night" })), "Anna");
    expect(link).toMatch(/\/#night\?with=1\.[\w-]+$/u);
    const page = await web.open({
      at: link.slice(link.indexOf("#")),
      viewport: { width: 320, height: 640 },
    });
    await page.getByRole("heading", { name: "Anna would watch a film with you" }).waitFor();
    expect(await page.getByText("10 films rated").count()).toBe(1);
    expect(await page.getByTestId("shared-picks").count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Name", { exact: true }).fill("Anne");
    await page.keyboard.press("Enter");
    await films(page).nth(2).waitFor();
    expect(await focused(page)).toBe("Name of Anne");
    expect(new URL(page.url()).hash).toBe("#night");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(320);
    await page.getByText("You have rated nothing, so this is without you").waitFor();
    await page.getByLabel("Or by their link").fill(link);
    await page.keyboard.press("Enter");
    await page.getByText("Anne is here already").waitFor();
  });

  test("one’s own link, a damaged one and a foreign one are told apart", async () => {
    const page = await rater(await web.open({ at: "#night" }));
    const link = await linkOf(page, "Anna");
    for (const [pasted, words] of [
      [link, "your own link"],
      [link.slice(0, -5), "damaged or cut short"],
      ["https://films.example/", "no link of matinee"],
    ] as const) {
      await page.getByLabel("Or by their link").fill(pasted);
      await page.getByRole("button", { name: "Look at it" }).click();
      const answer = page.locator(".night-invitation");
      expect(await answer.innerText()).toContain(words);
      await answer.getByRole("button", { name: "Close" }).click();
    }
  });

  test("a file without a film known here is refused, with the reason", async () => {
    const page = await web.open({ at: "#night" });
    const buffer = Buffer.from(
      "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Zzz Qqq,2023,x,4\n",
    );
    await page.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "", buffer });
    const refusal = await page.getByRole("alert").innerText();
    expect(refusal).toContain("new.csv has no rating of a film known here");
    expect(await page.getByText("It takes the ratings of two").count()).toBe(1);
  });
});
