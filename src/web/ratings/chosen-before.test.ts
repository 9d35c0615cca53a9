import { expect, test } from "vitest";
import type { FoundRow, OpenRow } from "../messages.ts";
import type { FilmRecord } from "../state/own-state.ts";
import { chosenBefore } from "./chosen-before.ts";

function row(...movieIds: readonly number[]): OpenRow {
  const told = { title: "Emma", year: 1998, imdbId: undefined, tmdbId: undefined };
  const candidates = movieIds.map((movieId) => ({
    ...{ movieId, title: "Emma", year: 1996, genres: [], confidence: 0.5 },
  }));
  return { list: "rated", rating: 3, date: undefined, told, candidates };
}

function own(...movieIds: readonly number[]): { readonly films: Map<number, FilmRecord> } {
  return { films: new Map(movieIds.map((id) => [id, { movieId: id, title: "", year: 1 }])) };
}

test("a row is the one of its candidates that one has, and is open where that tells nothing", () => {
  const open = row(1, 2);
  expect(chosenBefore({ found: [], ambiguous: [open] }, own(2)).get(open)).toMatchObject({
    movieId: 2,
  });
  expect(chosenBefore({ found: [], ambiguous: [open] }, own()).size).toBe(0);
  expect(chosenBefore({ found: [], ambiguous: [open] }, own(1, 2)).size).toBe(0);
});

test("a film that another row is of already is not taken for two", () => {
  const [first, second] = [row(1, 2), row(1, 3)];
  const found = [{ movieId: 2 } as FoundRow];
  expect(chosenBefore({ found, ambiguous: [row(1, 2)] }, own(2)).size).toBe(0);
  expect([...chosenBefore({ found: [], ambiguous: [first, second] }, own(1)).keys()]).toEqual([
    first,
  ]);
});
