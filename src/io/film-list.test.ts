import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import { readFilmList } from "./film-list.ts";

function read(text: string): unknown {
  return readFilmList(new TextEncoder().encode(text), "list.csv");
}

describe("readFilmList()", () => {
  test("reads a watchlist of Letterboxd", () => {
    const text =
      "Date,Name,Year,Letterboxd URI\n2024-05-01,Alien,1979,https://boxd.it/1\n" +
      '2024-05-02,"Good, the Bad",,https://boxd.it/2\n';
    expect(read(text)).toEqual([
      { title: "Alien", year: 1979, line: 2 },
      { title: "Good, the Bad", line: 3 },
    ]);
  });

  test("reads any table with a column of titles, in any case", () => {
    expect(read("YEAR;Title\n1979;Alien\n")).toEqual([{ title: "Alien", year: 1979, line: 2 }]);
    expect(read("name\nAlien\n")).toEqual([{ title: "Alien", line: 2 }]);
  });

  test("gives nothing for a list of nothing", () => {
    expect(read("Name,Year\n")).toEqual([]);
  });

  test.each([
    ["Film\nAlien\n", 'list.csv:1: Cannot read the list of films: a column "Name" or "Title"'],
    ["Name,Year\n ,1979\n", 'list.csv:2:1: Cannot read the list of films: "Name" must be a title'],
    ["Name,Year\nAlien,79\n", '"Year" must be a year of four digits or empty, got "79"'],
    ["", "the file is empty"],
  ])("gives a DataError with the place for %j", (text, message) => {
    expect(() => read(text)).toThrow(DataError);
    expect(() => read(text)).toThrow(message);
  });
});
