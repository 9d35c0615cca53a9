import { describe, expect, test } from "vitest";
import { synthesize } from "../../../index.ts";
import { mapFilms } from "./map-films.ts";

const dataSet = synthesize({ users: 300, movies: 900, ratings: 9000, seed: 2 });
const counts = dataSet.ratings.movieCounts();

describe("mapFilms()", () => {
  test("takes the 400 films with the most ratings, the best known first", () => {
    const { rows, films } = mapFilms(dataSet, []);
    expect(rows).toHaveLength(400);
    const least = counts[rows.at(-1)!]!;
    const better = [...counts].filter((count) => count > least).length;
    expect(better).toBeLessThanOrEqual(400);
    const order = Array.from(rows, (row) => counts[row]!);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(films[0]).toMatchObject({ movieId: dataSet.catalogue.at(rows[0]!).id, isOwn: false });
  });

  test("takes the person's own films, too, however little known", () => {
    const rarest = counts.indexOf(counts.filter((count) => count > 0).toSorted()[0]!);
    const { id } = dataSet.catalogue.at(rarest);
    const { films } = mapFilms(dataSet, [id]);
    expect(films).toHaveLength(401);
    expect(films.filter(({ isOwn }) => isOwn).map(({ movieId }) => movieId)).toEqual([id]);
  });

  test("names twelve films, of every genre that there is", () => {
    const { films, landmarks } = mapFilms(dataSet, []);
    expect(landmarks).toHaveLength(12);
    expect(new Set(landmarks).size).toBe(12);
    const genres = new Set(films.flatMap((film) => film.genres));
    const named = new Set(landmarks.flatMap((film) => films[film]!.genres));
    expect(named).toEqual(genres);
  });

  test("makes do with few films, and without genres", () => {
    const few = synthesize({ users: 20, movies: 5, ratings: 30, seed: 1 });
    const { films, landmarks } = mapFilms(few, []);
    expect(landmarks).toEqual([...films.keys()]);
  });
});
