import { describe, expect, test } from "vitest";
import {
  dateOfCell,
  hasDayFirst,
  imdbIdOfCell,
  numberOfCell,
  tmdbIdOfCell,
  yearOfCell,
} from "./cell-values.ts";

describe("numberOfCell()", () => {
  test.each([
    ["4.5", 4.5],
    [" 4,5 ", 4.5],
    [".5", 0.5],
    ["10", 10],
    ["100.0", 100],
    ["", undefined],
    ["-1", undefined],
    ["1e1", undefined],
    ["4.", undefined],
    ["1.2.3", undefined],
    ["★★", undefined],
    ["NaN", undefined],
  ])("of %j is %j", (text, value) => {
    expect(numberOfCell(text)).toBe(value);
  });
});

describe("ids and years", () => {
  test.each([
    ["tt0114709", 114_709],
    ["tt20000001", 20_000_001],
    ["0114709", 114_709],
    ["114709", 114_709],
    ["", undefined],
    ["tt123", null],
    ["tt123456789", null],
    ["nm0000001", null],
    ["0", null],
  ])("of IMDb: %j is %j", (text, id) => {
    expect(imdbIdOfCell(text)).toBe(id);
  });

  test.each([
    ["275", 275],
    ["", undefined],
    ["0", null],
    ["-4", null],
    ["2.5", null],
  ])("of TMDB: %j is %j", (text, id) => {
    expect(tmdbIdOfCell(text)).toBe(id);
  });

  test.each([
    ["1995", 1995],
    [" 1995.0", 1995],
    ["1995–1999", 1995],
    ["1995-05-01", 1995],
    ["", undefined],
    ["95", null],
    ["19955", null],
    ["May 1995", null],
  ])("of release: %j is %j", (text, year) => {
    expect(yearOfCell(text)).toBe(year);
  });
});

describe("dateOfCell()", () => {
  test.each([
    ["2024-05-01", false, "2024-05-01"],
    ["2024-5-1 20:15", false, "2024-05-01"],
    ["2024-05-01T20:15:00.000Z", false, "2024-05-01"],
    ["5/1/2024", false, "2024-05-01"],
    ["5/1/2024", true, "2024-01-05"],
    ["01.05.2024", false, "2024-05-01"],
    ["05/15/23", false, "2023-05-15"],
    ["15/05/23 20:15", true, "2023-05-15"],
    ["15.05.23", false, "2023-05-15"],
    ["1.2.68", false, "2068-02-01"],
    ["1.2.69", false, "1969-02-01"],
    ["5/1/202", false, undefined],
    ["Sun Jan  9 00:00:00 2017", false, "2017-01-09"],
    ["Sun Jan 29 00:00:00 2017", false, "2017-01-29"],
    ["Sun Xyz 29 00:00:00 2017", false, undefined],
    ["2024-13-01", false, undefined],
    ["2024-00-10", false, undefined],
    ["99/1/2024", false, undefined],
    ["yesterday", false, undefined],
    ["", false, undefined],
  ])("of %j (day first: %j) is %j", (text, dayFirst, day) => {
    expect(dateOfCell(text, dayFirst)).toBe(day);
  });

  test("has the day first where a date of the file can be nothing else", () => {
    expect(hasDayFirst(["1/2/2024", "12/12/2024"])).toBe(false);
    expect(hasDayFirst(["1/2/2024", "13/12/2024"])).toBe(true);
    expect(hasDayFirst(["1/2/24", "12/12/24"])).toBe(false);
    expect(hasDayFirst(["1/2/24", "13/12/24"])).toBe(true);
  });
});
