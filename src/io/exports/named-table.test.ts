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
      'my.csv:1: Cannot read the export: there is no column "Nmoe", got 2 columns; did you mean "Nome"?; --verbose (the option `verbose`) shows their names',
    );
    const unknown = await refusalOf("Nome,Voto\nAlien,9\n");
    expect(unknown.message).toBe(
      "my.csv:1: Cannot read the export: none of its columns is known to hold titles or ids of films, got 2 columns; put a line such as `Title,Rating` on top, or name the columns with --columns title=…,rating=… (the option `columns`); --verbose (the option `verbose`) shows their names",
    );
    expect((await refusalOf("Nome,Voto\nAlien,9\n", { columns: { rating: "Voto" } })).line).toBe(1);
  });

  test("shows the names of columns only where it may quote the file", async () => {
    for (const text of [
      "Secret Film;My Secret note\nAnother;x\n",
      "Secret Film,1979,5\n",
      "Secret Film\nAnother\n",
      "https://x.y/Secret,Secret\n",
      "sep=;\nSecret;Secret\n",
    ]) {
      for (const columns of [undefined, { title: "Film" }, { rating: "x", date: "y" }]) {
        const quiet = await refusalOf(text, { columns });
        expect(quiet.message).not.toContain("Secret");
        expect(quiet.message).toContain("; put a line such as `Title");
        expect(quiet.message).toMatch(
          /got \d columns?[;,].*; --verbose \(the option `verbose`\) shows/u,
        );
        const loud = await refusalOf(text, { columns, verbose: true });
        expect(loud.message).toMatch(/got the columns ".*Secret/u);
        expect(loud.message).not.toContain("--verbose");
      }
    }
  });

  test.each([
    ["Secret Film\n", "`Title`"],
    ["Secret Film;My note\n", "`Title;Rating`"],
    ["Secret Film,1979,5\n", "`Title,Year,Rating`"],
    ["Secret Film\t1979\t5\t2024-01-01\n", "`Title,Year,Rating,…`, with tabs for commas,"],
  ])("says which line to put on top of %j", async (text, line) => {
    const { message } = await refusalOf(text);
    expect(message).toContain(
      `; put a line such as ${line} on top, or name the columns with --columns`,
    );
  });

  test("knows the columns that are not named by their usual names", async () => {
    const text = "Name,Year,Rating,Score,Date\nAlien,1979,4.5,9,2024-05-01\n";
    const film = { title: "Alien", year: 1979, date: "2024-05-01", file: "x.csv", line: 2 };
    const found = await readExport(text, "x.csv", { columns: { title: "Name" } });
    expect([found.ratings, found.scale]).toEqual([[{ ...film, rating: 4.5 }], "0.5-5"]);
    const other = await readExport(text, "x.csv", { columns: { rating: "Score" } });
    expect([other.ratings, other.scale]).toEqual([[{ ...film, rating: 4.5 }], "1-10"]);
  });

  test("takes no column for two things, where one of them is named", async () => {
    const text = "Title,Name,Score,Rating\nAlien,x,9,4\n";
    const columns = { title: "Name", rating: "Score", year: "Rating" };
    expect((await refusalOf(text, { columns })).message).toContain('"Rating" must be a year');
    const dated = "Title,Released,Score\nAlien,2024-05-01,9\n";
    const { ratings } = await readExport(dated, "x.csv", { columns: { date: "Released" } });
    expect(ratings.map(told)).toEqual([{ title: "Alien", date: "2024-05-01" }]);
  });
});
