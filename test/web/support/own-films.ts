import type { Page } from "playwright-core";

/** Ten films that someone rated, as they stand in storage. */
export const TEN_FILMS = [
  [608, "Fargo", 5],
  [1199, "Brazil", 4.5],
  [593, "The Silence of the Lambs", 5],
  [296, "Pulp Fiction", 5],
  [356, "Forrest Gump", 2],
  [480, "Jurassic Park", 3],
  [1210, "Return of the Jedi", 4],
  [858, "The Godfather", 5],
  [150, "Apollo 13", 3],
  [590, "Dances with Wolves", 2.5],
].map(([movieId, title, rating], k) => ({ movieId, title, rating, changedAt: 1 + k }));

/** Puts films into the page's storage as an earlier visit would have, and opens the page again. */
export async function reopenWithFilms(
  page: Page,
  films: readonly { readonly movieId?: unknown }[] = TEN_FILMS,
): Promise<void> {
  await page.evaluate(
    (rows) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("matinee"); // behind the page's own opening, which makes it
        opening.addEventListener("error", () => reject(opening.error!));
        opening.addEventListener("success", () => {
          const writing = opening.result.transaction("films", "readwrite");
          for (const row of rows) writing.objectStore("films").put(row, row.movieId as number);
          writing.addEventListener("abort", () => reject(writing.error!));
          writing.addEventListener("complete", () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    films,
  );
  await page.reload();
}
