import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Catalogue } from "./catalogue.ts";
import type { WantedFilm } from "./film-match.ts";
import { matchFilms } from "./match-films.ts";

const catalogue = new Catalogue([
  { id: 10, title: "Seven", year: 1995, genres: [], alternatives: ["Se7en"], imdbId: 114369 },
  { id: 11, title: "Heat", year: 1995, genres: [], alternatives: [] },
  { id: 12, title: "Heat", year: 1986, genres: [], alternatives: [] },
  { id: 13, title: "Amélie", year: 2001, genres: [], alternatives: [] },
]);

interface Rated extends WantedFilm {
  readonly rating: number;
  readonly line: number;
}

function rated(title: string, year: number | undefined, rating: number, line: number): Rated {
  return { title, year, rating, line };
}

describe("matchFilms()", () => {
  test("sorts films into found ones, unknown ones, and those that could be several", () => {
    const { matched, unknown, ambiguous, repeated } = matchFilms(
      [
        rated("se7en", 1995, 4.5, 2),
        rated("Heat", 1987, 3, 3),
        rated("Heat", undefined, 2, 4),
        rated("Stalker", 1979, 5, 5),
        rated("Amélie", 2008, 4, 6),
      ],
      catalogue,
    );
    const seven = { movieId: 10, movieIndex: 0, reason: "other title", confidence: 0.967 };
    const heat = { movieId: 12, movieIndex: 2, reason: "year nearby", confidence: 0.981 };
    expect(matched).toEqual([
      { ...rated("se7en", 1995, 4.5, 2), ...seven },
      { ...rated("Heat", 1987, 3, 3), ...heat },
    ]);
    expect(unknown.map(({ line }) => line)).toEqual([5, 6]);
    const each = { reason: "title alone", confidence: 0.955 / 2 };
    expect(ambiguous).toEqual([
      {
        ...rated("Heat", undefined, 2, 4),
        candidates: [
          { movieIndex: 1, ...each },
          { movieIndex: 2, ...each },
        ],
      },
    ]);
    expect(repeated).toBe(0);
  });

  test("takes the last of two rows of one film, in its place, and counts the other", () => {
    const { matched, repeated } = matchFilms(
      [
        rated("Seven", 1995, 1, 2),
        rated("Amelie", 2001, 3, 3),
        rated("Seven", 1995, 5, 4),
        rated("Amelie", 2001, 4, 5),
      ],
      catalogue,
    );
    expect(matched.map(({ movieIndex, rating }) => [movieIndex, rating])).toEqual([
      [0, 5],
      [3, 4],
    ]);
    expect(repeated).toBe(2);
  });

  test("of rows with other titles or years that are taken for one film the surest stands", () => {
    const rows = [
      rated("Se7en", 1995, 5, 2),
      rated("Seven", 1995, 1, 3),
      rated("Seven", 1996, 4, 4),
    ];
    for (const films of [rows, rows.toReversed()]) {
      const { matched, ambiguous, repeated } = matchFilms(films, catalogue);
      expect(matched).toMatchObject([{ title: "Seven", year: 1995, rating: 1 }]);
      expect(ambiguous.map(({ line }) => line).sort()).toEqual([2, 4]);
      expect(ambiguous[0]!.candidates).toMatchObject([{ movieIndex: 0 }]);
      expect(repeated).toBe(0);
    }
  });

  test("of two spellings of one title that of the catalogue stands", () => {
    for (const titles of [
      ["Amelie", "Amélie"],
      ["Amélie", "Amelie"],
    ]) {
      const rows = titles.map((title, k) => rated(title, 2001, k + 1, k + 2));
      const { matched, ambiguous } = matchFilms(rows, catalogue);
      expect(matched.map(({ title }) => title)).toEqual(["Amélie"]);
      expect(ambiguous.map(({ title }) => title)).toEqual(["Amelie"]);
    }
  });

  test("gives nothing for nothing", () => {
    expect(matchFilms([], catalogue)).toEqual({
      ...{ matched: [], unknown: [], ambiguous: [], repeated: 0 },
    });
  });

  test("takes of two rows of one id, or of one title and year, that of the later date", () => {
    const ratings = (film: WantedFilm, first?: string, second?: string): unknown => {
      const rows = [
        { ...film, rating: 5, date: first },
        { ...film, rating: 1, date: second },
      ];
      const { matched, repeated } = matchFilms(rows, catalogue);
      expect(repeated).toBe(1);
      return matched.map(({ rating }) => rating);
    };
    for (const film of [
      { title: "Amelie", year: 2001 },
      { title: "x", imdbId: 114369 },
    ]) {
      expect(ratings(film, "2024-05-09", "2024-05-02")).toEqual([5]);
      expect(ratings(film, "2024-05-02", "2024-05-09")).toEqual([1]);
      expect(ratings(film, "2024-05-02", "2024-05-02")).toEqual([1]);
      expect(ratings(film, "2024-05-02")).toEqual([5]);
      expect(ratings(film)).toEqual([1]);
    }
  });

  test("leaves a guess to the person where another row names the film more surely", () => {
    const rows = [rated("Amelei", 2001, 1, 2), rated("Amélie", 2001, 5, 3)];
    for (const films of [rows, rows.toReversed()]) {
      const { matched, ambiguous, repeated } = matchFilms(films, catalogue);
      expect(matched).toMatchObject([{ title: "Amélie", rating: 5 }]);
      expect(ambiguous).toMatchObject([{ title: "Amelei", candidates: [{ reason: "typo" }] }]);
      expect(repeated).toBe(0);
    }
  });

  test.each([
    [undefined, '"films" must be a list, as "ratings" of readExport is, got undefined'],
    [{}, '"films" must be a list'],
    [[{}], '"title" must be a text, got undefined'],
    [[{ title: "Heat", imdbId: "tt0113277" }], '"imdbId" must be a number, got "tt0113277"'],
    [[null], '"title" must be a text'],
  ])("refuses %j", (films, message) => {
    const wrong = (): unknown => matchFilms(films as unknown as WantedFilm[], catalogue);
    expect(wrong).toThrow(TypeError);
    expect(wrong).toThrow(message);
  });

  test("refuses an option that does not exist", () => {
    const options = { decide: () => "none" } as object;
    expect(() => matchFilms([], catalogue, options)).toThrow(TypeError);
    expect(() => matchFilms([], catalogue, options)).toThrow(
      'Cannot match the films: "decide" is not an option; did you mean "decided"?',
    );
  });

  test("has every film of the input in one place", () => {
    const title = fc.constantFrom("Heat", "Seven", "Se7en", "Amelie", "Amelei", "Stalker", "");
    const year = fc.option(fc.constantFrom(1986, 1995, 1997, 2001), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.record({ title, year })), (films) => {
        const { matched, ambiguous, unknown, repeated } = matchFilms(films, catalogue);
        const sum = matched.length + ambiguous.length + unknown.length + repeated;
        expect(sum).toBe(films.length);
      }),
    );
  });
});

describe("what a person decided", () => {
  const decide = (film: WantedFilm | "none" | undefined): ReturnType<typeof matchFilms> =>
    matchFilms([{ title: "Heat" }], catalogue, { decided: () => film });

  test("comes before everything else, and is certain", () => {
    const certain = { title: "Heat", reason: "decided", confidence: 1 };
    const heat = { ...certain, movieId: 12, movieIndex: 2 };
    expect(decide({ title: "Heat", year: 1986 }).matched).toEqual([heat]);
    const seven = { ...certain, movieId: 10, movieIndex: 0 };
    expect(decide({ title: "", imdbId: 114369 }).matched).toEqual([seven]);
  });

  test("may be that it is none of the films, or one that is not here", () => {
    expect(decide("none").unknown).toEqual([{ title: "Heat" }]);
    expect(decide({ title: "Stalker", year: 1979 }).unknown).toEqual([{ title: "Heat" }]);
  });

  test("leaves the film to the title where there is no decision", () => {
    expect(decide(undefined).ambiguous).toHaveLength(1);
  });
});
