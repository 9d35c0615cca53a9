import { describe, expect, test } from "vitest";
import { refusalOf, told } from "../../../test/support/exports/read-outcome.ts";
import { readExport } from "./read-export.ts";

describe("readExport() of other tables", () => {
  test.each([
    ["title,my rating,year", "0.5-5"],
    ["Film;Score;Release Year", "0.5-5"],
    ["MOVIE\tStars\tYear", "0.5-5"],
  ])("knows usual columns by themselves: %s", async (header, scale) => {
    const separator = /[;\t]/u.exec(header)?.[0] ?? ",";
    const found = await readExport(
      `${header}\nAlien${separator}4,5${separator}1979\n`.replace(",5,", ".5,"),
      "x.csv",
    );
    expect([found.format, found.scale]).toEqual(["table", scale]);
    expect(found.ratings.map(({ title, year, rating }) => [title, year, rating])).toEqual([
      ["Alien", 1979, 4.5],
    ]);
  });

  test("takes the year out of the title where there is no column for it", async () => {
    const { ratings } = await readExport(
      'title,rating\n"Matrix, The (1999)",4\nAlien,5\n',
      "x.csv",
    );
    expect(ratings.map(told)).toEqual([{ title: "The Matrix", year: 1999 }, { title: "Alien" }]);
  });

  test("takes the columns that are named, also those with unusual names", async () => {
    const text = "Nome,Voto,Anno,Quando,Id\nAlien,9,1979,01.05.2024,tt0078748\n";
    const columns = { title: "nome", rating: "Voto", year: "Anno", date: "Quando", imdb: "Id" };
    const found = await readExport(text, "x.csv", { columns });
    expect(found.ratings).toEqual([
      {
        ...{ title: "Alien", year: 1979, imdbId: 78_748, rating: 4.5, date: "2024-05-01" },
        ...{ file: "x.csv", line: 2 },
      },
    ]);
    const wishes = await readExport(text, "x.csv", {
      columns: { title: "Nome" },
      listAs: "watchlist",
    });
    expect(wishes.watchlist.length).toBe(1);
  });

  test("names the columns there are, and the nearest", async () => {
    const error = await refusalOf("Nome,Voto\nAlien,9\n", { columns: { title: "Nmoe" } });
    expect(error.message).toBe(
      'my.csv:1: Cannot read the export: there is no column "Nmoe", got the columns "Nome", "Voto"; did you mean "Nome"?',
    );
    const unknown = await refusalOf("Nome,Voto\nAlien,9\n");
    expect(unknown.message).toBe(
      'my.csv:1: Cannot read the export: none of its columns is known to hold titles or ids of films, got the columns "Nome", "Voto"; say which is which with --columns title=…,rating=… (the option `columns`)',
    );
    expect((await refusalOf("Nome,Voto\nAlien,9\n", { columns: { rating: "Voto" } })).line).toBe(1);
  });

  test("quotes no first line that holds data", async () => {
    for (const text of [
      "Secret Film,1979,5\n",
      "Secret Film\nAnother\n",
      "https://x.y/Secret,Secret\n",
    ]) {
      expect((await refusalOf(text)).message).not.toContain("Secret");
    }
  });
});
