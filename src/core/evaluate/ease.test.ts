import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import { IdMap } from "../ratings/id-map.ts";
import { WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import type { EaseOptions } from "./ease.ts";
import { easeFits, learnEase } from "./ease.ts";

/** B as the paper has it: the whole of (XᵀX + λI)⁻¹ by Gauss and Jordan, then −P_ij / P_jj. */
function naiveMap(train: Ratings, ridge: number, likedFrom: number): number[][] {
  const films = Array.from({ length: train.movieCount }, (_, i) => i);
  const x = Array.from({ length: train.userCount }, () => films.map(() => 0));
  for (let n = 0; n < train.length; n++) {
    if (train.value[n]! >= likedFrom) x[train.userIndex[n]!]![train.movieIndex[n]!] = 1;
  }
  const rows = films.map((i) => [
    ...films.map((j) => x.reduce((sum, own) => sum + own[i]! * own[j]!, i === j ? ridge : 0)),
    ...films.map((j) => (i === j ? 1 : 0)),
  ]);
  for (const i of films) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (const other of films) {
      const factor = rows[other]![i]!;
      if (other !== i) rows[other] = rows[other]!.map((value, k) => value - factor * rows[i]![k]!);
    }
  }
  const p = rows.map((row) => row.slice(films.length));
  return films.map((i) => films.map((j) => (i === j ? 0 : -p[i]![j]! / p[j]![j]!)));
}

const CASES = fc.record({
  users: fc.integer({ min: 1, max: 30 }),
  movies: fc.integer({ min: 2, max: 20 }),
  fill: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
  regularization: fc.double({ min: 0.1, max: 300, noNaN: true }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Users 0 and 1 like films 0 and 1, user 2 likes film 2; nobody likes film 3. */
const TINY = new Ratings(new IdMap([0, 1, 2]), new IdMap([0, 1, 2, 3]), WHOLE_STARS, {
  userIndex: Uint32Array.of(0, 0, 1, 1, 2, 2),
  movieIndex: Uint32Array.of(0, 1, 0, 1, 2, 3),
  value: Float32Array.of(5, 4, 4, 5, 4, 3),
});

describe("learnEase()", () => {
  test("is by either side the map of the paper, worked out in full", () => {
    fc.assert(
      fc.property(CASES, ({ users, movies, fill, regularization, seed }) => {
        const train = pureNoise(users, movies, Math.ceil(fill * users * movies), seed);
        const map = naiveMap(train, regularization, 4);
        const liked = [0, movies - 1];
        const wanted = map[0]!.map((_, j) => liked.reduce((sum, i) => sum + map[i]![j]!, 0));
        for (const side of ["films", "people"] as const) {
          const scores = learnEase(train, { regularization, side }).scores(liked);
          expect(scores).toHaveLength(movies);
          for (const [j, score] of scores.entries()) expect(score).toBeCloseTo(wanted[j]!, 9);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("is alike by either side where blocks are many and few like anything", () => {
    const train = pureNoise(180, 230, 6000, 3);
    const [films, people] = (["films", "people"] as const).map((side) =>
      learnEase(train, { side }).scores([3, 80, 200]),
    );
    for (const [j, score] of films!.entries()) expect(score).toBeCloseTo(people![j]!, 12);
  });

  test("by hand: two films liked by the same two people", () => {
    // XᵀX + λI = 3 2 | 2 3 with λ = 1, P = 3 −2 | −2 3 over 5, B_01 = 2/3.
    const ease = learnEase(TINY, { regularization: 1 });
    const [own, other, apart, unliked] = ease.scores([0]);
    expect(other).toBeCloseTo(2 / 3, 12);
    expect([own, apart, unliked].map((score) => Math.abs(score!))).toEqual([0, 0, 0]);
    expect([...ease.scores([])]).toEqual([0, 0, 0, 0]);
    expect([...ease.scores([3])].map(Math.abs)).toEqual([0, 0, 0, 0]);
  });

  test("looks only at whether a film is liked, from as many stars as it is told", () => {
    const louder = new Ratings(TINY.users, TINY.movies, WHOLE_STARS, {
      ...TINY,
      value: TINY.value.map((stars) => (stars >= 4 ? 5 : 1)),
    });
    expect(learnEase(louder).scores([1])).toEqual(learnEase(TINY).scores([1]));
    const all = learnEase(TINY, { likedFrom: 3 }).scores([3]);
    expect(all[2]).toBeGreaterThan(0);
  });

  test("adds .6 for each person who likes a film, where it is not told what to add", () => {
    const wanted = learnEase(TINY, { regularization: 0.6 * 3 }).scores([0]);
    expect(learnEase(TINY).scores([0])).toEqual(wanted);
  });

  test.each([
    [{ regularization: 0 }, RangeError, '"regularization" must be'],
    [{ regularization: "1" }, TypeError, '"regularization" must be a number'],
    [{ likedFrom: NaN }, RangeError, '"likedFrom" must be'],
    [{ side: "both" }, RangeError, '"side" must be one of films, people, got "both"'],
    [{ lambda: 1 }, TypeError, '"lambda" is not an option'],
  ])("refuses %j", (options, type, message) => {
    const learn = (): unknown => learnEase(TINY, options as EaseOptions);
    expect(learn).toThrow(type);
    expect(learn).toThrow(message);
  });
});

describe("easeFits()", () => {
  const liked = (users: number, movies: number): boolean => {
    const count = Math.max(users, movies);
    const ids = (size: number): IdMap => new IdMap(Array.from({ length: size }, (_, k) => k));
    return easeFits(
      new Ratings(ids(users), ids(movies), WHOLE_STARS, {
        userIndex: Uint32Array.from({ length: count }, (_, n) => n % users),
        movieIndex: Uint32Array.from({ length: count }, (_, n) => n % movies),
        value: new Float32Array(count).fill(5),
      }),
    );
  };

  test("is so where either films or people are few", () => {
    expect([liked(9000, 8000), liked(8000, 9000), liked(8001, 8001)]).toEqual([true, true, false]);
  });
});
