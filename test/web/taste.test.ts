import { expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import type { GivenStars } from "./support/rated.ts";
import { withRatings } from "./support/rated.ts";

/** Thirty well-known films of MovieLens by number, animation liked and loud films not. */
const THIRTY: readonly GivenStars[] = (
  [
    [1, "Toy Story", 1995, 5],
    [34, "Babe", 1995, 4.5],
    [364, "The Lion King", 1994, 5],
    [588, "Aladdin", 1992, 4.5],
    [595, "Beauty and the Beast", 1991, 4.5],
    [4306, "Shrek", 2001, 4],
    [4886, "Monsters, Inc.", 2001, 5],
    [6377, "Finding Nemo", 2003, 5],
    [60069, "WALL·E", 2008, 4.5],
    [1148, "Wallace & Gromit: The Wrong Trousers", 1993, 5],
    [608, "Fargo", 1996, 4.5],
    [296, "Pulp Fiction", 1994, 4],
    [318, "The Shawshank Redemption", 1994, 4],
    [356, "Forrest Gump", 1994, 3],
    [593, "The Silence of the Lambs", 1991, 4],
    [260, "Star Wars", 1977, 3.5],
    [480, "Jurassic Park", 1993, 3],
    [780, "Independence Day", 1996, 1.5],
    [736, "Twister", 1996, 1.5],
    [592, "Batman", 1989, 2],
    [1562, "Batman & Robin", 1997, 0.5],
    [165, "Die Hard: With a Vengeance", 1995, 2],
    [377, "Speed", 1994, 2.5],
    [380, "True Lies", 1994, 2],
    [457, "The Fugitive", 1993, 3],
    [648, "Mission: Impossible", 1996, 2.5],
    [733, "The Rock", 1996, 2],
    [1721, "Titanic", 1997, 2],
    [50, "The Usual Suspects", 1995, 4.5],
    [858, "The Godfather", 1972, 4.5],
  ] as const
).map(([movieId, title, year, rating]) => ({ movieId, title, year, rating }));

describeInBrowser("my taste", (web) => {
  test("leads to the ratings while there are none, and says that few say little", async () => {
    const page = await web.open({ at: "#taste" });
    const rate = page.getByRole("link", { name: "Rate some films" });
    await rate.waitFor();
    expect(await rate.getAttribute("href")).toBe("#ratings");
    await withRatings(page, THIRTY.slice(0, 3));
    await page.getByText("3 ratings say little yet").waitFor();
    expect(await page.getByTestId("strictness").innerText()).toContain("cannot be told");
    expect(await page.getByText("in 100 people").count()).toBe(0);
    await page.getByText("Rate 27 films more").waitFor();
  });

  test("shows someone beside the crowd in pictures, words and a table, on the narrowest screen", async () => {
    const page = await web.open({
      ...{ at: "#taste", colorScheme: "dark", viewport: { width: 320, height: 640 } },
    });
    await withRatings(page, THIRTY);
    expect(await page.getByTestId("strictness").innerText()).toMatch(/for the same films/iu);
    await page
      .getByRole("listitem")
      .getByText(/^You give animation 0\.\d stars more than most\./u)
      .waitFor();
    const portrait = page.getByRole("img", { name: /^Your fingerprint against the crowd: / });
    await expect.poll(() => portrait.getAttribute("aria-label")).toContain("children’s films +");
    const accuracy = page.getByTestId("own-accuracy");
    await accuracy.getByText(/^(?:Yes|No|Cannot be told from 30 ratings):/u).waitFor();
    await accuracy.getByText("The figures").click();
    await page.getByRole("button", { name: /^Show the other/u }).click();
    const ninth = page.locator(".taste-row h3").nth(8);
    expect(await ninth.evaluate((heading) => heading === document.activeElement)).toBe(true);
    await page.getByText("All of it as a table").click();
    const table = page.getByRole("region", { name: "Your taste as a table" });
    expect(await table.getByRole("row").count()).toBeGreaterThan(10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await axe(page)).toEqual([]);
    await picture(page, "taste-narrow");
  });
});
