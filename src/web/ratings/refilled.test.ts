import { describe, expect, test } from "vitest";
import type { Film } from "../messages.ts";
import type { FilmRecord } from "../state/own-state.ts";
import { refilled } from "./refilled.ts";

function film(movieId: number): Film {
  return { movieId, title: `Film ${movieId}`, year: 2000, genres: [], ratedBy: 1, print: [] };
}

const POOL = [1, 2, 3, 4, 5, 6, 7].map(film);

function own(...records: readonly Partial<FilmRecord>[]): ReadonlyMap<number, FilmRecord> {
  return new Map(records.map((one) => [one.movieId as number, one as FilmRecord]));
}

function ids(films: readonly Film[]): readonly unknown[] {
  return films.map(({ movieId }) => movieId);
}

describe("refilled()", () => {
  test("begins with the best that nothing was said of", () => {
    const films = own({ movieId: 2, rating: 3 }, { movieId: 3, mark: "seen" });
    expect(ids(refilled([], POOL, films, 3))).toEqual([1, 4, 5]);
  });

  test("a wish is no answer", () => {
    expect(ids(refilled([], POOL, own({ movieId: 1, isWished: true }), 2))).toEqual([1, 2]);
  });

  test("leaves a rated film in its place and adds one at the end", () => {
    const shown = refilled([], POOL, own(), 3);
    expect(ids(refilled(shown, POOL, own({ movieId: 2, rating: 4 }), 3))).toEqual([1, 2, 3, 4]);
  });

  test("gives the place of one not seen, or not for them, to the next", () => {
    const shown = refilled([], POOL, own(), 3);
    const films = own({ movieId: 1, mark: "notSeen" }, { movieId: 3, mark: "notForMe" });
    expect(ids(refilled(shown, POOL, films, 3))).toEqual([4, 2, 5]);
  });

  test("never shows a film twice, whatever the pool becomes", () => {
    const shown = refilled([], POOL, own(), 3);
    const pool = [3, 2, 1, 9].map(film);
    expect(ids(refilled(shown, pool, own({ movieId: 1, rating: 1 }), 3))).toEqual([1, 2, 3, 9]);
  });

  test("shows what is newly told of a film, such as its fingerprint", () => {
    const shown = refilled([], POOL, own(), 2);
    const pool = POOL.map((one) => ({ ...one, print: [0.5] }));
    expect(refilled(shown, pool, own(), 2).map(({ print }) => print)).toEqual([[0.5], [0.5]]);
  });

  test("is the same list where nothing changed, so that nothing is drawn anew", () => {
    const shown = refilled([], POOL, own(), 3);
    expect(refilled(shown, POOL, own(), 3)).toBe(shown);
  });

  test("shrinks where no film is left", () => {
    const shown = refilled([], POOL.slice(0, 2), own(), 3);
    expect(ids(refilled(shown, [], own({ movieId: 1, mark: "notSeen" }), 3))).toEqual([2]);
  });
});
