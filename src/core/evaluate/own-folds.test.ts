import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { ListableFilms } from "./listable-films.ts";
import { drawFolds, knownRatings } from "./own-folds.ts";

const MODEL = handMadeModel([
  ...randomFilms(4, 2, 1),
  { id: "a", features: [0, 0] },
  { id: 9, features: [0, 0], count: 0 },
]);
const FILMS = new ListableFilms(MODEL);

describe("knownRatings()", () => {
  test("keeps films that the model has learned something of, by id, whatever order they come in", () => {
    const ratings = [3, "a", 0, 2].map((movieId) => ({ movieId, rating: 4 }));
    const { known, unknown, repeated } = knownRatings(MODEL, FILMS, ratings);
    expect(known.map(({ movieId }) => movieId)).toEqual([0, 2, 3, "a"]);
    expect([unknown, repeated]).toEqual([0, 0]);
    expect(knownRatings(MODEL, FILMS, ratings.toReversed()).known).toEqual(known);
  });

  test("counts films that are nowhere or that nobody rated, and ratings that a later one replaced", () => {
    const ratings = [
      { movieId: 77, rating: 4 },
      { movieId: 9, rating: 4 },
      { movieId: "1", rating: 4 },
      { movieId: 1, rating: 2 },
      { movieId: 1, rating: 5 },
    ];
    const { known, unknown, repeated } = knownRatings(MODEL, FILMS, ratings);
    expect(known).toEqual([{ movieId: 1, rating: 5, row: 1 }]);
    expect([unknown, repeated]).toEqual([3, 1]);
  });
});

describe("drawFolds()", () => {
  test("hides each rating once, in parts whose sizes differ by one at most", () => {
    const folds = drawFolds(33, 5, 1);
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((own) => own === fold).length);
    expect(sizes).toEqual([7, 7, 7, 6, 6]);
  });

  test("draws the same by the same seed, and otherwise by another", () => {
    expect(drawFolds(40, 5, 7)).toEqual(drawFolds(40, 5, 7));
    expect(drawFolds(40, 5, 8)).not.toEqual(drawFolds(40, 5, 7));
  });
});
