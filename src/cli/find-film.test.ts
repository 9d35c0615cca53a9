import { describe, expect, test } from "vitest";
import type { Movie } from "../index.ts";
import { Catalogue, parseTitle } from "../index.ts";
import { findFilm } from "./find-film.ts";
import { UsageError } from "./usage-error.ts";

function film(id: number, name: string, imdbId?: number): Movie {
  return { id, ...parseTitle(name), genres: [], ...(imdbId === undefined ? {} : { imdbId }) };
}

const catalogue = new Catalogue([
  film(1, "War of the Worlds (2005)", 407304),
  film(2, "War of the Worlds (2005)", 449040),
  film(3, "Seven (a.k.a. Se7en) (1995)", 114369),
  film(4, "Alien (1979)", 78748),
  film(5, "Blade Runner 2049 (2017)", 1856101),
  film(6, "Twins (1950)"),
  film(7, "Twins (1980)"),
  film(8, "Eros (2004)"),
  film(9, "Eros (2004)", 343663),
  film(10, "Star Wars: Episode IV - A New Hope (1977)", 76759),
]);

function idOf(name: string): unknown {
  return findFilm(catalogue, name, "the data").id;
}

function failureOf(name: string): string {
  try {
    return `found ${String(idOf(name))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
}

describe("findFilm()", () => {
  test.each([
    ["tt0407304", 1],
    [" TT0449040 ", 2],
    ["tt1856101", 5],
    ["Seven (Se7en)", 3],
    ["Seven (Se7en) (1995)", 3],
    ["Alien (1979)", 4],
    ["alien 1979", 4],
    ["Blade Runner 2049", 5],
    ["Blade Runner 2049 (2017)", 5],
    ["Star Wars (1977)", 10],
    ["star wars 1977", 10],
    ["twins 1980", 7],
  ])("finds %s", (name, id) => {
    expect(idOf(name)).toBe(id);
  });

  test("names the IMDb ids of films that have one name", () => {
    expect(failureOf("War of the Worlds (2005)")).toBe(
      'Cannot find the film "War of the Worlds (2005)": it may be "War of the Worlds (2005)" tt0407304 or "War of the Worlds (2005)" tt0449040; type the IMDb id instead',
    );
    expect(failureOf("war of the worlds")).toContain("tt0407304");
  });

  test("says so where not all of them have an id", () => {
    expect(failureOf("Eros (2004)")).toMatch(
      /"Eros \(2004\)" without an IMDb id or .* tt0343663; type/u,
    );
  });

  test("asks for the year where that tells films apart", () => {
    expect(failureOf("twins")).toBe(
      'Cannot find the film "twins": it may be "Twins (1950)" or "Twins (1980)"; add the year',
    );
  });

  test("offers what a typo or a short title may mean before what is spelled alike", () => {
    expect(failureOf("Star Wras")).toMatch(/not in the data/u);
    expect(failureOf("star wars")).toMatch(/did you mean "Star Wars: Episode IV - A New Hope/u);
    expect(failureOf("Alien (1984)")).toMatch(/not in the data; did you mean "Alien \(1979\)"\?/u);
  });

  test("tells that no film has the id", () => {
    expect(failureOf("tt9999999")).toBe(
      'Cannot find the film "tt9999999": no film of the data has this IMDb id; type its title and year',
    );
  });
});
