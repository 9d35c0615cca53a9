import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EverythingRow } from "./everything-table.ts";
import { everythingCsv } from "./everything-table.ts";
import type { PersonExport } from "./person-export.ts";
import { readExport } from "./read-export.ts";

const FARGO = { title: "Fargo", year: 1996, imdbId: 116282, tmdbId: 275, date: "2024-05-01" };

/** The rows that a file came to, in the order of the lists. */
function rowsOf(found: PersonExport): EverythingRow[] {
  const lists = {
    ...{ rated: found.ratings, seen: found.seen, watchlist: found.watchlist },
    ...{ notForMe: found.notForMe, notSeen: found.notSeen },
  };
  return Object.entries(lists).flatMap(([list, films]) =>
    films.map((film) => {
      const { file, line, ...told } = film;
      expect([file, line]).toEqual(["matinee.csv", expect.any(Number)]);
      return { list: list as EverythingRow["list"], ...told };
    }),
  );
}

describe("everythingCsv()", () => {
  test("writes a table whose ratings Letterboxd takes in", () => {
    expect(everythingCsv([{ list: "rated", ...FARGO, rating: 4.5 }])).toBe(
      "List,Title,Year,Rating,Date,imdbID,tmdbID\nrated,Fargo,1996,4.5,2024-05-01,tt0116282,275\n",
    );
  });

  test("is read back with nothing lost: every list, dates, ids, a film on several lists", async () => {
    const rows: EverythingRow[] = [
      { list: "rated", ...FARGO, rating: 4.5 },
      { list: "rated", title: 'He said "=1+1", twice', rating: 0.5 },
      { list: "seen", title: "<img src=x onerror=alert(1)>", year: 2020 },
      { list: "watchlist", ...FARGO },
      { list: "notForMe", title: "", imdbId: 83658 },
      { list: "notSeen", title: "Ｎｉｎｅ; 9\u00a0½".normalize(), year: 2009 },
    ];
    const found = await readExport(everythingCsv(rows), "matinee.csv");
    expect(found.format).toBe("matinee-everything");
    expect(found.rows).toBe(rows.length);
    expect(rowsOf(found)).toEqual(
      rows.map((row) => ({ ...row, title: row.title.replace("\u00a0", " ") })),
    );
  });

  test("whatever the rows are, as long as a film stands once in a list", async () => {
    const row = fc.record(
      {
        list: fc.constantFrom("rated", "watchlist", "notForMe", "notSeen"),
        title: fc.string({ unit: "grapheme", maxLength: 40 }),
        year: fc.integer({ min: 1000, max: 9999 }),
        date: fc.constantFrom("2024-05-01", "1999-12-31", "2024-02-13"),
        tmdbId: fc.integer({ min: 1, max: 999_999_999 }),
      },
      { requiredKeys: ["list", "title"] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (made) => {
        const rows = made.map((one, k) => ({
          ...one,
          list: one.list as EverythingRow["list"],
          title: one.title.replace(/[\s\0\ufeff]+/gu, " ").trim(),
          imdbId: k + 1,
          ...(one.list === "rated" ? { rating: 3.75 } : {}),
        }));
        const found = await readExport(everythingCsv(rows), "matinee.csv");
        const byId = (a: EverythingRow, b: EverythingRow): number => a.imdbId! - b.imdbId!;
        expect(rowsOf(found).sort(byId)).toEqual(rows);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("is read with its columns in another order", async () => {
    const text = "Title,List,tmdbID,imdbID,Date,Rating,Year\nFargo,Not For Me,275,,,,1996\n";
    const { notForMe, ratings } = await readExport(text, "mine.csv");
    expect([notForMe.map(({ tmdbId }) => tmdbId), ratings]).toEqual([[275], []]);
  });

  test("a row of no such list, or rated without a rating, is told with its cell", async () => {
    const text =
      "List,Title,Year,Rating,Date,imdbID,tmdbID\nliked,A,,,,,\nrated,B,,,,,\nseen,C,,,,,\n";
    const { faults, leftOut, seen } = await readExport(text, "mine.csv");
    expect(seen.length).toBe(1);
    expect(leftOut.unreadable).toBe(2);
    expect(faults.map(({ line, column, message }) => [line, column, message])).toEqual([
      [2, 1, '"List" must be one of rated, seen, watchlist, not for me, not seen'],
      [3, 4, '"Rating" must not be empty in a row of a film that was rated'],
    ]);
  });
});
