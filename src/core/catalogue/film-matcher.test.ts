import { describe, expect, test } from "vitest";
import { Catalogue } from "./catalogue.ts";
import type { FilmMatch, WantedFilm } from "./film-match.ts";
import { LEAST_CONFIDENCE } from "./match-steps.ts";
import type { Movie } from "./movie.ts";

function movie(id: number, title: string, year?: number, more: Partial<Movie> = {}): Movie {
  return { id, title, year, genres: [], alternatives: [], ...more };
}

const catalogue = new Catalogue([
  movie(0, "War of the Worlds", 2005, { imdbId: 407304, tmdbId: 74 }),
  movie(1, "War of the Worlds", 2005, { imdbId: 449040, tmdbId: 34812 }),
  movie(2, "Alien", 1979, { imdbId: 78748, tmdbId: 348 }),
  movie(3, "Alien: Resurrection", 1997, { imdbId: 118583 }),
  movie(4, "The Ref", 1994),
  movie(5, "The Fan", 1996),
  movie(6, "Twister", 1996),
  movie(7, "Scream 2", 1997),
  movie(8, "Wallace & Gromit: The Wrong Trousers", 1993),
  movie(9, "Babylon 5"),
  movie(10, "Halloween", 1978),
  movie(11, "Halloween H20: 20 Years Later", 1998),
  movie(12, "Suddenly Last Summer", 1959),
  movie(13, "The Patriot", 2000),
  movie(14, "Insomnia", 1997),
]);

function find(title: string, year?: number, more: Partial<WantedFilm> = {}): FilmMatch {
  return catalogue.match({ title, year, ...more });
}

function rowsOf(match: FilmMatch): readonly number[] {
  return match.kind === "ambiguous" ? match.candidates.map(({ movieIndex }) => movieIndex) : [];
}

describe("ids", () => {
  test("an IMDb id comes before a title in any language, then a TMDB id", () => {
    expect(find("Krieg der Welten", 2005, { imdbId: 449040, tmdbId: 348 })).toMatchObject({
      ...{ kind: "match", movieIndex: 1, reason: "imdb id" },
    });
    expect(find("", undefined, { tmdbId: 348 })).toMatchObject({
      ...{ kind: "match", movieIndex: 2, reason: "tmdb id" },
    });
  });

  test("an id whose film is another than that of title and year is left to the person", () => {
    for (const ids of [{ imdbId: 118583 }, { tmdbId: 74 }]) {
      const match = find("Alien", 1979, ids);
      expect(match.kind).toBe("ambiguous");
      expect(rowsOf(match)).toEqual([ids.imdbId === undefined ? 0 : 3, 2]);
    }
    expect(find("Alien", 1992, { imdbId: 118583 })).toMatchObject({ movieIndex: 3 });
  });

  test("two films of one title and year are ambiguous by title and told apart by id", () => {
    expect(rowsOf(find("War of the Worlds", 2005))).toEqual([0, 1]);
    expect(find("War of the Worlds", 2005, { imdbId: 407304 })).toMatchObject({ movieIndex: 0 });
  });

  test("an IMDb id that is not here makes the film of this title and year a candidate, no match", () => {
    expect(find("Alien", 1979, { imdbId: 99 })).toEqual({
      kind: "ambiguous",
      candidates: [{ movieIndex: 2, reason: "title and year", confidence: 0.5 }],
    });
    expect(find("Alien", 1980, { imdbId: 99 })).toMatchObject({
      candidates: [{ reason: "year nearby", confidence: 0.5 }],
    });
  });

  test("an id that is not here and a title that is not quite it are another film", () => {
    expect(find("Aliem", 1979, { imdbId: 99 }).kind).toBe("unknown");
    expect(find("Nothing", 1979, { imdbId: 99 }).kind).toBe("unknown");
    expect(find("", undefined, { imdbId: 99 }).kind).toBe("unknown");
  });

  test("an id tells nothing of a film here that has none", () => {
    expect(find("The Patriot", 2000, { imdbId: 99 })).toMatchObject({ movieIndex: 13 });
  });

  test("a TMDB id counts despite another IMDb id where the title agrees, else it is a candidate", () => {
    expect(find("Alien", 1979, { imdbId: 99, tmdbId: 348 })).toMatchObject({
      ...{ kind: "match", movieIndex: 2, reason: "tmdb id" },
    });
    expect(rowsOf(find("Some Series", 2011, { imdbId: 99, tmdbId: 348 }))).toEqual([2]);
  });
});

describe("years", () => {
  test("one off by one is a match, by two to five a candidate, by more nothing", () => {
    expect(find("The Patriot", 2001)).toMatchObject({ kind: "match", reason: "year nearby" });
    expect(find("The Patriot", 1998)).toMatchObject({ kind: "ambiguous" });
    expect(find("Insomnia", 2002)).toMatchObject({ kind: "ambiguous" });
    expect(find("Insomnia", 2003)).toEqual({ kind: "unknown" });
  });

  test("a title alone is a match where a single film has it", () => {
    expect(find("Insomnia")).toMatchObject({ kind: "match", reason: "title alone" });
  });

  test("a year in brackets behind the title counts where the file has none of its own", () => {
    expect(find("Insomnia (1997)")).toMatchObject({ reason: "title and year" });
    expect(find("Insomnia (2011)")).toEqual({ kind: "unknown" });
  });
});

describe("what is too rare to be measured is left to the person", () => {
  test("a film without year, among films that have one, for a film with a year", () => {
    expect(find("Babylon 5", 1998)).toMatchObject({
      candidates: [{ movieIndex: 9, reason: "title alone", confidence: 0.5 }],
    });
    expect(find("Babylon 5")).toMatchObject({ kind: "match", movieIndex: 9 });
    const yearless = new Catalogue([movie(1, "Alien"), movie(2, "Heat")]);
    expect(yearless.match({ title: "Heat", year: 1995 })).toMatchObject({ kind: "match" });
  });

  test("a number that is the whole title, in words for digits", () => {
    const numbers = new Catalogue([movie(1, "9", 2009), movie(2, "Rocky II", 1979)]);
    expect(numbers.match({ title: "Nine", year: 2009 })).toMatchObject({ kind: "ambiguous" });
    expect(numbers.match({ title: "Nine", year: 2010 })).toMatchObject({ kind: "ambiguous" });
    expect(numbers.match({ title: "9", year: 2009 })).toMatchObject({ kind: "match" });
    expect(numbers.match({ title: "Rocky 2", year: 1979 })).toMatchObject({ kind: "match" });
  });
});

describe("typos", () => {
  test.each([
    ["Suddenly Last Sumer", 1959, 12],
    ["Suddenly Lsat Summer", 1960, 12],
    ["Suddenly,Last Summer", 1959, 12],
    ["Suddenyl, Last Summer", 1959, 12],
    ["Teh Ref", 1994, 4],
    ["Th ePatriot", 2000, 13],
    ["Screm 2", 1997, 7],
  ])("%s (%i) is found", (title, year, movieIndex) => {
    expect(find(title, year)).toMatchObject({ kind: "match", movieIndex });
  });

  test.each([
    ["The Van", 1996, [5], "has three letters without its article"],
    ["Scream 3", 1997, [7], "differs in its number alone"],
    ["Suddenly Last Sumer", undefined, [12], "has no year"],
    ["Aliens", 1986, [], "is of another year"],
    ["Twsiter", 1997, [6], "has seven letters and is a year off"],
    ["Scram", 1997, [], "is two typos away"],
  ] as const)("%s (%s) is no match: it %4$s", (...[title, year, rows]) => {
    const match = find(title, year);
    expect(match.kind).not.toBe("match");
    expect(rowsOf(match)).toEqual(rows);
  });
});

describe("sub-titles", () => {
  test("are left out or added, in the same year", () => {
    expect(find("The Wrong Trousers", 1993)).toMatchObject({ movieIndex: 8, reason: "subtitle" });
    expect(find("Twister: The Storm Is Here", 1996)).toMatchObject({ movieIndex: 6 });
    expect(rowsOf(find("The Wrong Trousers", 1994))).toEqual([8]);
    expect(rowsOf(find("The Wrong Trousers"))).toEqual([8]);
    expect(find("The Wrong Trousers", 1999)).toEqual({ kind: "unknown" });
  });

  test("are doubted where another film has the title as it stands", () => {
    const twice = new Catalogue([
      movie(0, "Dracula", 1931),
      movie(1, "Bram Stoker's Dracula", 1992),
    ]);
    expect(rowsOf(twice.match({ title: "Dracula", year: 1992 }))).toEqual([1]);
    expect(find("Alien", 1997).kind).toBe("ambiguous");
  });
});

describe("what a match says", () => {
  test("is its reason, and a confidence that is never below the line", () => {
    for (const { title, year } of catalogue.movies) {
      const match = find(title, year);
      if (match.kind === "match") expect(match.confidence).toBeGreaterThanOrEqual(LEAST_CONFIDENCE);
      else expect(rowsOf(match)).toEqual([0, 1]);
    }
  });

  test("of a second name, from either side", () => {
    const other = new Catalogue([
      movie(0, "Fallen Angels", 1995, { alternatives: ["Duo luo tian shi"] }),
    ]);
    const film = { title: "", otherTitle: "Duoluo tianshi", year: 1995 };
    expect(other.match(film)).toMatchObject({ kind: "match", reason: "spelling" });
    expect(other.match({ ...film, otherTitle: "Fallen Angels" })).toMatchObject({
      reason: "other title",
    });
  });

  test("has at most five candidates, the best first", () => {
    const years = Array.from({ length: 12 }, (_, k) => 1900 + 10 * k);
    const many = new Catalogue(years.map((year, k) => movie(k, "Emma", year)));
    expect(rowsOf(many.match({ title: "Emma" }))).toEqual([0, 1, 2, 3, 4]);
    const one = new Catalogue([movie(0, "Emma", 1994), movie(1, "Emma", 1998)]);
    expect(rowsOf(one.match({ title: "Emma", year: 1996 }))).toEqual([0, 1]);
    expect(rowsOf(one.match({ title: "Emma", year: 2000 }))).toEqual([1]);
  });
});

describe("titles that are none", () => {
  test.each([
    ["one word of 100 kB", "x".repeat(100_000)],
    ["spaces", `x${" ".repeat(100_000)}x`],
    ["brackets", `x${"(".repeat(20_000)}1999${")".repeat(20_000)}`],
    ["other names", `x${" (a)".repeat(20_000)}`],
    ["sub-titles", "a: ".repeat(30_000)],
    ["owners", "a's ".repeat(30_000)],
    ["articles", "a, The".repeat(20_000)],
    ["numbers", "Part II ".repeat(20_000)],
    ["marks", "é\u0301".repeat(50_000)],
  ])("take no time to speak of: %s", (_, title) => {
    const own = new Catalogue([...catalogue.movies, movie(99, title.slice(0, 5_000), 1999)]);
    const started = performance.now();
    for (const year of [undefined, 1999]) own.match({ title, otherTitle: title, year });
    expect(performance.now() - started).toBeLessThan(500);
  });

  test("are unknown where they have no letter", () => {
    expect(find("")).toEqual({ kind: "unknown" });
    expect(find(" ...? ", 1999)).toEqual({ kind: "unknown" });
  });
});
