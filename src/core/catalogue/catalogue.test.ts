import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Catalogue } from "./catalogue.ts";
import type { FilmMatch } from "./film-match.ts";
import type { Movie } from "./movie.ts";
import { movieName } from "./movie.ts";

function movie(id: number, title: string, year?: number, more: Partial<Movie> = {}): Movie {
  return { id, title, year, genres: [], alternatives: [], ...more };
}

const catalogue = new Catalogue([
  movie(10, "The Matrix", 1999),
  movie(20, "Heat", 1986),
  movie(30, "Heat", 1995),
  movie(40, "Seven", 1995, { alternatives: ["Se7en"] }),
  movie(50, "Babylon 5"),
  movie(60, "Amélie", 2001, { alternatives: ["Le Fabuleux destin d'Amélie Poulain"] }),
  movie(70, "The Killer", 1989),
  movie(80, "Killer", 1994, { alternatives: ["Bulletproof Heart"] }),
  movie(90, "Godzilla 1985", 1984, { alternatives: ["Godzilla"] }),
  movie(91, "Godzilla", 1984),
  movie(92, "War of the Worlds", 2005, { imdbId: 407304 }),
  movie(93, "War of the Worlds", 2005, { imdbId: 449040 }),
  movie(94, "Birdman: Or (The Unexpected Virtue of Ignorance)", 2014),
]);

/** A match as kind and row, without how it was made. */
function found(own: Catalogue, title: string, year?: number): unknown {
  return inShort(own.match({ title, year }));
}

function inShort(match: FilmMatch): unknown {
  if (match.kind === "match") return match.movieIndex;
  if (match.kind === "unknown") return "unknown";
  return match.candidates.map(({ movieIndex }) => movieIndex);
}

describe("Catalogue.match()", () => {
  test.each([
    ["the matrix", 1999, 0],
    ["Matrix, The", 1999, 0],
    ["Matrix", 1999, 0],
    ["Matrix", undefined, 0],
    ["Se7en", 1995, 3],
    ["AMELIE", 2001, 5],
    ["Le fabuleux destin d’Amelie Poulain", 2001, 5],
    ["Birdman or (The Unexpected Virtue of Ignorance)", 2014, 12],
  ])("finds %s (%s)", (title, year, movieIndex) => {
    expect(found(catalogue, title, year)).toBe(movieIndex);
  });

  test.each([
    ["Heat", 1995, 2],
    ["Heat", 1986, 1],
    ["Heat", 1987, 1],
    ["Heat", 1994, 2],
    ["Killer", 1989, 6],
    ["Killer", 1994, 7],
  ])("tells films of one title apart by year: %s (%i)", (title, year, movieIndex) => {
    expect(found(catalogue, title, year)).toBe(movieIndex);
  });

  test("prefers the same year to one that is off by one", () => {
    const two = new Catalogue([movie(1, "Hunger", 2000), movie(2, "Hunger", 2001)]);
    expect(found(two, "Hunger", 2000)).toBe(0);
    expect(found(two, "Hunger", 2001)).toBe(1);
    expect(found(two, "Hunger", 2002)).toBe(1);
  });

  test("does not take a film of another year", () => {
    expect(found(catalogue, "The Matrix", 2003)).toEqual([0]);
    expect(found(catalogue, "Heat", 1990)).toEqual([1, 2]);
    expect(found(catalogue, "The Matrix", 2021)).toBe("unknown");
  });

  test("a film without a year may be that of any", () => {
    expect(found(catalogue, "Babylon 5", 1993)).toEqual([4]);
    expect(found(catalogue, "Babylon 5")).toBe(4);
  });

  test("calls a title of several films ambiguous without a year", () => {
    expect(found(catalogue, "Heat")).toEqual([1, 2]);
  });

  test("prefers the film whose main title it is", () => {
    expect(found(catalogue, "Godzilla", 1984)).toBe(9);
  });

  test("keeps two films of one title and year with two IMDb ids apart", () => {
    expect(catalogue.filmOf[11]).toBe(11);
    expect(found(catalogue, "War of the Worlds", 2005)).toEqual([10, 11]);
  });

  test("knows nothing of other titles, nor of texts without a letter", () => {
    expect(found(catalogue, "Stalker", 1979)).toBe("unknown");
    expect(found(catalogue, "...", 1999)).toBe("unknown");
    expect(found(new Catalogue([]), "Heat")).toBe("unknown");
  });
});

describe("Catalogue.findByName()", () => {
  test.each([
    ["Heat (1995)", 2],
    ["Matrix, The (1999)", 0],
    ["Seven (a.k.a. Se7en) (1995)", 3],
    ["Babylon 5", 4],
    ["  the killer (1989) ", 6],
    ["Birdman: Or (The Unexpected Virtue of Ignorance) (2014)", 12],
    ["Birdman: Or (The Unexpected Virtue of Ignorance)", 12],
  ])("finds %s", (name, movieIndex) => {
    expect(inShort(catalogue.findByName(name))).toBe(movieIndex);
  });

  test("finds each film of a catalogue of its own by its name", () => {
    const title = fc.stringMatching(/^[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?$/u);
    const films = fc.uniqueArray(fc.tuple(title, fc.integer({ min: 1900, max: 2030 })), {
      selector: ([name]) => name,
      maxLength: 20,
    });
    fc.assert(
      fc.property(films, (rows) => {
        const own = new Catalogue(rows.map(([name, year], id) => movie(id, name, year)));
        for (const [row, { title: name, year }] of own.movies.entries()) {
          expect(inShort(own.findByName(movieName({ title: name, year })))).toBe(row);
        }
      }),
    );
  });
});

describe("Catalogue", () => {
  test("counts a film that stands twice once, and finds its first row", () => {
    const twice = new Catalogue([
      movie(246, "Chasing Amy", 1997),
      movie(247, "Alien", 1979),
      movie(268, "Chasing Amy", 1997),
      movie(269, "chasing amy", 1997),
      movie(270, "Chasing Amy", 1998),
    ]);
    expect([twice.size, twice.filmCount]).toEqual([5, 3]);
    expect([...twice.filmOf]).toEqual([0, 1, 0, 0, 4]);
    expect(found(twice, "Chasing Amy", 1997)).toBe(0);
  });

  test("tells films of one title and year apart by their IMDb ids, one without an id too", () => {
    const emmas = new Catalogue([
      movie(1, "Emma", 1996, { imdbId: 116191 }),
      movie(2, "Emma", 1996),
      movie(3, "Emma", 1996, { imdbId: 118308 }),
      movie(4, "Emma", 1996, { imdbId: 116191 }),
    ]);
    expect([...emmas.filmOf]).toEqual([0, 1, 2, 0]);
    expect(emmas.filmCount).toBe(3);
  });

  test("takes names without a year for so many films, as in a table of ids", () => {
    const table = new Catalogue(["ABC", "abc", "1"].map((id) => ({ ...movie(0, id), id })));
    expect([...table.filmOf]).toEqual([0, 1, 2]);
  });

  test("gives rows by id and index", () => {
    expect(catalogue.indexOf(30)).toBe(2);
    expect(catalogue.indexOf(31)).toBe(-1);
    expect(catalogue.at(2).id).toBe(30);
    expect(catalogue.ids.idAt(2)).toBe(30);
  });

  test.each([-1, 13, 0.5, NaN])("refuses %d as an index, and says what is allowed", (index) => {
    expect(() => catalogue.at(index)).toThrow(RangeError);
    expect(() => catalogue.at(index)).toThrow(
      `Cannot find the movie: "movieIndex" must be in [0, 12], got ${index}`,
    );
  });

  test("refuses two movies of one id", () => {
    const make = (): Catalogue => new Catalogue([movie(1, "Heat"), movie(1, "Alien")]);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(
      'Cannot make a catalogue: "movies" must have distinct ids, got 1 repeated',
    );
  });
});

describe("movieName()", () => {
  test("has the year in brackets where it is known", () => {
    expect(movieName({ title: "Heat", year: 1995 })).toBe("Heat (1995)");
    expect(movieName({ title: "Heat" })).toBe("Heat");
  });
});
