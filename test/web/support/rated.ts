import type { Page } from "playwright-core";
import { shown } from "./browser.ts";

/** A film by its number in MovieLens, and what someone gave it. */
export interface GivenStars {
  readonly movieId: number;
  readonly title: string;
  readonly year: number;
  readonly rating: number;
}

/** Puts ratings where the page keeps them, then opens it anew, as if they had been given before. */
export async function withRatings(page: Page, films: readonly GivenStars[]): Promise<void> {
  await page.evaluate(async (rows) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("matinee");
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(opening.error ?? new Error("not opened")));
    });
    const change = database.transaction("films", "readwrite");
    for (const row of rows) change.objectStore("films").put(row, row.movieId);
    await new Promise((resolve) => change.addEventListener("complete", resolve));
    database.close();
  }, films);
  await page.reload();
  await shown(page);
}
