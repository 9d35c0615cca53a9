import { beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../../../test/support/exports/zip-of.ts";
import type { Model } from "../../index.ts";
import { Catalogue } from "../../index.ts";
import type { ImportedFile, KeptRow } from "../messages.ts";
import { MOVIELENS_CODE } from "../messages.ts";
import { keptRows } from "../ratings/kept-rows.ts";
import { importChange } from "../ratings/import-change.ts";
import type { FilmRecord, LeftRow } from "../state/own-state.ts";
import type { CallContext, CoreService } from "./answer-calls.ts";
import { fileCalls } from "./file-calls.ts";
import type { OpenCore } from "./open-core.ts";

const CATALOGUE = new Catalogue([
  film(1, "Fargo", 1996, 116282),
  film(2, "Seven", 1995, 114369, ["Se7en"]),
  film(3, "Emma", 1996, 116191),
  film(4, "Emma", 1996, 118308),
  film(5, "Terminator 2: Judgment Day", 1991),
  film(6, "Heat", 1995, 113277),
]);

function film(
  id: number,
  title: string,
  year: number,
  imdbId?: number,
  alternatives: readonly string[] = [],
): ConstructorParameters<typeof Catalogue>[0] extends Iterable<infer Movie> ? Movie : never {
  return { id, title, year, genres: ["Drama"], alternatives, imdbId };
}

const CONTEXT: CallContext = { signal: new AbortController().signal, tell: () => undefined };
let calls: Pick<CoreService, "readFile" | "everythingCsv">;

beforeAll(() => {
  const core = { model: { catalogue: CATALOGUE } as Model } as OpenCore;
  calls = fileCalls(() => Promise.resolve(core));
});

async function read(text: string, name = "ratings.csv"): Promise<ImportedFile> {
  return await calls.readFile([new Blob([text]), name], CONTEXT);
}

describe("readFile", () => {
  const HEADER = "Date,Name,Year,Letterboxd URI,Rating\n";

  test("tells each row once: found with its reason, open with its candidates, or unknown", async () => {
    const text = `${HEADER}2024-05-01,Fargo,1996,u,4.5
2024-05-02,Se7en,1995,u,4
2024-05-03,Terminatr 2: Judgment Day,1991,u,4
2024-05-04,Emma,1996,u,3
2024-05-05,<img src=x onerror=alert(1)>,2020,u,3
2024-05-06,Heat,1995,u,
2024-05-07,Fargo,1996,u,5
2024-05-08,Casino,1995,u,11
`;
    const imported = await read(text);
    expect(imported.rows).toBe(8);
    expect(
      imported.found.map(({ movieId, list, rating, reason }) => [movieId, list, rating, reason]),
    ).toEqual([
      [2, "rated", 4, "other title"],
      [5, "rated", 4, "typo"],
      [1, "rated", 5, "title and year"],
      [6, "seen", undefined, "title and year"],
    ]);
    expect(
      imported.ambiguous.map(({ told, candidates }) => [told.title, candidates.length]),
    ).toEqual([["Emma", 2]]);
    expect(imported.unknown.map(({ told }) => told.title)).toEqual([
      "<img src=x onerror=alert(1)>",
    ]);
    expect(imported.leftOut).toEqual([
      "1 of a film that another row tells of",
      "1 that cannot be used",
    ]);
    expect(imported.faults).toEqual([
      'line 9, cell 5: "Rating" must be a number in [0.5, 5], got "11"',
    ]);
  });

  test("says where the films end to someone whose unknown films are mostly newer", async () => {
    const newer = ["Dune,2021", "Nope,2022", "Tár,2022"].map((name) => `2024-05-01,${name},u,4\n`);
    const { advice } = await read(HEADER + newer.join(""));
    expect(advice).toBe("The films known here end in 1996, and all 3 unknown ones are newer.");
    const older = ["M,1931", "Ran,1985", "Alien,1979"].map((name) => `2024-05-01,${name},u,4\n`);
    expect((await read(HEADER + newer[0] + older.join(""))).advice).toBeUndefined();
  });

  test("refuses what is no export with its name and the remedy", async () => {
    await expect(read("<html></html>", "page.html")).rejects.toThrow(
      /page\.html.*it is a web page and no export; download the export itself/su,
    );
  });

  test.each([
    ["of unknown columns", "Foo;Bar;Baz\n1;2;3\n"],
    ["without a header", "1,2,3\n4,5,6\n"],
    ["without a row that can be used", `${HEADER}2024-05-01,Fargo,1996,u,11\n`],
  ])("names no options that a page does not have: a table %s", async (_, text) => {
    const error = await read(text).catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toMatch(/on top$|mend it$/u);
    expect(message).not.toMatch(/--|option|or name /u);
  });

  test.each([
    ["ml-100k", ["ml-100k/u.data", "ml-100k/u.item"]],
    ["ml-1m", ["ml-1m/ratings.dat", "ml-1m/movies.dat"]],
    ["ml-latest-small", ["ml-latest-small/ratings.csv", "ml-latest-small/movies.csv"]],
  ])("knows %s for what it is, and who takes it", async (name, files) => {
    const zip = await zipOf(Object.fromEntries(files.map((file) => [file, "1,2,3\n"])));
    const blob = new Blob([zip as Uint8Array<ArrayBuffer>]);
    const refused = Promise.resolve(calls.readFile([blob, `${name}.zip`], CONTEXT));
    await expect(refused).rejects.toMatchObject({
      code: MOVIELENS_CODE,
      message: expect.stringMatching(`^${name}.zip is a MovieLens data set: .*Watch it learn`),
    });
  });
});

describe("everythingCsv", () => {
  test("is read back, by readFile and a review without a choice, as what it was made of", async () => {
    const films: readonly FilmRecord[] = [
      { movieId: 1, title: "Fargo", year: 1996, rating: 4.5, date: "2024-05-01", isWished: true },
      { movieId: 2, title: "Seven", year: 1995, mark: "seen", date: "2023-02-03" },
      { movieId: 5, title: "Terminator 2: Judgment Day", year: 1991, mark: "notForMe", rating: 1 },
      { movieId: 6, title: "Heat", year: 1995, mark: "notSeen" },
    ];
    const told = { title: 'A "new", film', year: 2021, imdbId: 1160419, tmdbId: undefined };
    const left: readonly LeftRow[] = [
      { list: "rated", told, rating: 3.5, date: "2024-01-01" },
      { list: "watchlist", told, rating: undefined, date: undefined },
      { list: "notSeen", told: { ...told, imdbId: 7 }, rating: undefined, date: undefined },
    ];
    const own = { films: new Map(films.map((one) => [one.movieId, one])), left };
    const text = await calls.everythingCsv([keptRows(own)], CONTEXT);
    const imported = await read(text, "matinee.csv");
    expect(imported.ambiguous).toEqual([]);
    const { change } = importChange(imported, new Map(), { films: new Map(), left: [] });
    const byId = (a: FilmRecord, b: FilmRecord): number => Number(a.movieId) - Number(b.movieId);
    expect([...change.films!].sort(byId)).toEqual(films);
    expect(change.left).toEqual(left);
  });

  test("writes a film that this model does not have as it is called", async () => {
    const rows: KeptRow[] = [
      { list: "seen", film: { movieId: "x", title: "Elsewhere", year: undefined } },
    ];
    expect(await calls.everythingCsv([rows], CONTEXT)).toBe(
      "List,Title,Year,Rating,Date,imdbID,tmdbID\nseen,Elsewhere,,,,,\n",
    );
  });
});
