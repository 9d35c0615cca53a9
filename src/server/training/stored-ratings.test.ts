import { expect, test } from "vitest";
import type { Movie } from "../../core/catalogue/movie.ts";
import { DataError } from "../../core/errors.ts";
import { HALF_STARS, WHOLE_STARS } from "../../core/ratings/rating-scale.ts";
import type { RatingBlock } from "../../store/store.ts";
import { readStoredRatings } from "./stored-ratings.ts";

async function* blocksOf(...blocks: readonly RatingBlock[]): AsyncGenerator<RatingBlock> {
  yield* blocks;
}

/** `people` people who all rated `movies` movies, the first rating given. */
function block(people: number, movieIds: readonly string[], rating = 3): RatingBlock {
  const rows = people * movieIds.length;
  return {
    person: Int32Array.from({ length: rows }, (_, n) => Math.floor(n / movieIds.length)),
    movie: Int32Array.from({ length: rows }, (_, n) => n % movieIds.length),
    rating: new Float32Array(rows).fill(rating),
    movieIds,
  };
}

function movie(id: string | number, title: string): Movie {
  return { id, title, genres: ["Drama"], alternatives: [] };
}

const onRead = (): void => undefined;

test("joins blocks to one table, of people who are numbers", async () => {
  const first = block(10, ["Fargo (1996)", "x"]);
  const second = {
    ...block(3, ["y"], 4),
    person: Int32Array.of(11, 10, 2),
    movie: Int32Array.of(2, 0, 2),
  };
  const counts: number[] = [];
  const { ratings, catalogue, name, offScale } = await readStoredRatings(blocksOf(first, second), {
    ...{ scale: WHOLE_STARS, movies: [], onRead: (count) => counts.push(count) },
  });
  expect(counts).toEqual([20, 23]);
  expect({ name, offScale, length: ratings.length }).toEqual({
    ...{ name: "stored ratings", offScale: 0, length: 23 },
  });
  expect(ratings.users.toArray()).toEqual(Array.from({ length: 12 }, (_, k) => k));
  expect([...ratings.userIndex.slice(19)]).toEqual([9, 11, 10, 2]);
  expect([...ratings.movieIndex.slice(18)]).toEqual([0, 1, 2, 0, 2]);
  expect([...ratings.value.slice(19)]).toEqual([3, 4, 4, 4]);
  expect(catalogue.movies.map(({ title, year }) => [title, year])).toEqual([
    ["Fargo", 1996],
    ["x", undefined],
    ["y", undefined],
  ]);
});

test('movies that are known keep what is known of them; of "7" and 7, the text is meant', async () => {
  const movies = [movie(7, "seven"), movie("7", "the text"), movie(8, "eight"), movie(8, "later")];
  const { catalogue } = await readStoredRatings(blocksOf(block(10, ["7", "8", "08"])), {
    ...{ scale: WHOLE_STARS, movies, onRead },
  });
  expect(catalogue.movies.map(({ id, title }) => [id, title])).toEqual([
    ["7", "the text"],
    [8, "eight"],
    ["08", "08"],
  ]);
});

test("ratings beyond the scale count as its end, and are counted", async () => {
  const rated = block(10, ["a", "b"]);
  rated.rating.set([0.5, 9, 4.5]);
  const options = { movies: [], onRead };
  const whole = await readStoredRatings(blocksOf(rated), { scale: WHOLE_STARS, ...options });
  expect([...whole.ratings.value.slice(0, 4)]).toEqual([1, 5, 4.5, 3]);
  expect(whole.offScale).toBe(2);
  const half = await readStoredRatings(blocksOf(rated), { scale: HALF_STARS, ...options });
  expect(half.offScale).toBe(1);
});

test.each([
  ["no block", []],
  [
    "one person",
    [
      block(
        1,
        Array.from({ length: 30 }, (_, k) => `${k}`),
      ),
    ],
  ],
  ["nineteen ratings", [block(19, ["a"])]],
])("%s is too little to learn from", async (_, blocks) => {
  const reading = readStoredRatings(blocksOf(...blocks), {
    ...{ scale: WHOLE_STARS, movies: [], onRead },
  });
  await expect(reading).rejects.toThrow(DataError);
  await expect(reading).rejects.toThrow(/store at least 20 of at least 2/u);
});
