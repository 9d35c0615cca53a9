import { expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { describeInBrowser, picture } from "./support/browser.ts";
import { withRatings } from "./support/rated.ts";

const TOY_STORY = { movieId: 1, title: "Toy Story", year: 1995, rating: 5 };

const NARROW = { colorScheme: "dark", viewport: { width: 320, height: 640 } } as const;

describeInBrowser("hidden features", (web) => {
  test("are scales, each with how well it is told, one's own films on them", async () => {
    const page = await web.open({ at: "#features", ...NARROW });
    await withRatings(page, [TOY_STORY]);
    expect(await page.getByTestId("features-intro").innerText()).toMatch(
      /^Nobody told it about genres; shown ratings alone, it tells .+ from the rest \d+ times in 10/u,
    );
    const first = page.locator(".features-scale").first();
    await first.getByText(/Left-out AUC 0\.\d\d/u).waitFor();
    await first.getByText("As a table").click();
    const own = first.getByRole("row", { name: "Toy Story (1995)" });
    expect(await own.innerText()).toMatch(/5 ★$/u);
    await page.getByText("What nobody named").waitFor();
    expect(await page.evaluate(widthOfPage)).toBe(320);
    expect(await axe(page)).toEqual([]);
    await picture(page, "features-narrow");
    await page.getByRole("button", { name: /^Show the other \d+ with a name/u }).click();
    await page.getByText(/^It tells science fiction from the rest/u).waitFor();
    const seventh = page.locator(".features-scale h3").nth(6);
    const hasFocus = (): Promise<boolean> =>
      seventh.evaluate((heading) => heading === document.activeElement);
    await expect.poll(hasFocus).toBe(true);
  });

  test("name their films by keyboard and by pointer", async () => {
    const page = await web.open({ at: "#features" });
    const slider = page.getByRole("slider").first();
    await slider.focus();
    await slider.press("End");
    const value = (): Promise<string | null> => slider.getAttribute("aria-valuetext");
    await expect.poll(value).toMatch(/\(\d{4}\) \+1\.0$/u);
    const last = await value();
    await slider.press("Home");
    await expect.poll(value).not.toBe(last);
    const title = page.locator(".features-strip .title").first();
    const { x, y, width, height } = (await title.boundingBox())!;
    const isRight = (await title.getAttribute("text-anchor")) === "start";
    await page.mouse.move(isRight ? x - 6 : x + width + 6, y + height / 2); // its dot
    const name = (await title.textContent())!.slice(0, 12);
    await page.locator(".features-here").first().getByText(name).waitFor();
  });

  test("make a map: a film is found by its name, and around it those that are alike", async () => {
    const page = await web.open({ at: "#features?map", ...NARROW });
    await withRatings(page, [TOY_STORY]);
    await page.getByRole("searchbox", { name: "Find a film" }).fill("toy stroy");
    await page.getByRole("button", { name: "Toy Story (1995)" }).click();
    await page.getByRole("heading", { name: "Toy Story (1995)" }).waitFor();
    await page.getByText("you gave 5 ★").waitFor();
    const near = page.locator(".features-near").getByRole("button");
    await near.first().waitFor();
    await expect.poll(() => near.count()).toBe(10);
    await page.getByText("Only films with 20 ratings or more").waitFor();
    expect(await page.evaluate(widthOfPage)).toBe(320);
    expect(await axe(page)).toEqual([]);
    await picture(page, "map-narrow");
    const next = await near.first().innerText();
    await near.first().click();
    await page.getByRole("heading", { name: next, exact: true }).waitFor();
  });

  test("are a map that is walked by keyboard alone, and read as a table", async () => {
    const page = await web.open({ at: "#features?map" });
    const map = page.getByRole("application", { name: "Map of films" });
    await map.focus();
    await map.press("ArrowRight");
    const named = page.locator(".features-map-here");
    await expect.poll(() => named.innerText()).toMatch(/\(\d{4}\)/u);
    const first = await named.innerText();
    await map.press("ArrowLeft");
    await expect.poll(() => named.innerText()).not.toBe(first);
    await map.press("+");
    await map.press("0");
    await map.press("Enter");
    const chosen = await page.locator("#features-chosen").innerText();
    await expect.poll(() => named.innerText()).toContain(chosen);
    await page.getByText("The same films as a table").click();
    await expect.poll(() => page.getByRole("row").count()).toBe(51);
    await page.getByRole("button", { name: "200 more" }).click();
    await expect.poll(() => page.getByRole("row").count()).toBe(251);
  });
});

function widthOfPage(): number {
  return document.documentElement.scrollWidth;
}
