import { describe, expect, test } from "vitest";
import { Model } from "../../src/core/model/model.ts";
import type { RatingRow } from "../../src/core/ratings/ratings.ts";
import { Ratings } from "../../src/core/ratings/ratings.ts";
import { checkerboard } from "../support/planted-tables.ts";

/** Learns from ratings whose ids are numbers. */
export type MakeModel = (ratings: Ratings, seed: number) => Promise<Model>;

const SIZE = 16;
const SEEDS = [1, 2, 3];

/** Each user has four films withheld: two of their kind, two of the other. */
function withheld(user: number, movie: number): boolean {
  return (movie - user + SIZE) % SIZE < 4;
}

function kindOf(user: number, movie: number): "loved" | "hated" {
  return (user + movie) % 2 === 0 ? "loved" : "hated";
}

function withheldOf(user: number, kind: "loved" | "hated"): number[] {
  const movies = Array.from({ length: SIZE }, (_, movie) => movie);
  return movies.filter((movie) => withheld(user, movie) && kindOf(user, movie) === kind);
}

/** What every method of learning has to do, with every kernel. */
export function describeModelContract(name: string, make: MakeModel, hasTaste: boolean): void {
  describe(`${name} keeps the model contract`, () => {
    const ratings = checkerboard(SIZE, withheld);
    const models = new Map<number, Promise<Model>>();
    const learned = async (seed: number): Promise<Model> => {
      const model = models.get(seed) ?? make(ratings, seed);
      models.set(seed, model);
      return await model;
    };
    describeRecommending(ratings, learned);
    if (hasTaste) describePredicting(learned);
    describeKeeping(ratings, learned, make, hasTaste);
  });
}

function describeRecommending(ratings: Ratings, learned: (seed: number) => Promise<Model>): void {
  test.each(SEEDS)(
    "picks() has the two loved films that were withheld first, seed %i",
    async (seed) => {
      const model = await learned(seed);
      for (let user = 0; user < SIZE; user++) {
        const own = rowsOf(ratings, user);
        for (const taste of [model.tasteOfUser(user, own), model.taste(own)]) {
          const picks = taste.picks({ count: 2 }).map(({ movieId }) => Number(movieId));
          expect(picks.toSorted((a, b) => a - b)).toEqual(withheldOf(user, "loved"));
        }
      }
    },
  );

  test.each([1, 2, 3, 100])(
    "picks() of %i are never more, and none that was rated",
    async (count) => {
      const model = await learned(1);
      for (let user = 0; user < SIZE; user++) {
        const own = rowsOf(ratings, user);
        for (const taste of [model.tasteOfUser(user, own), model.taste(own)]) {
          for (const list of [taste.picks({ count }), taste.avoid({ count })]) {
            expect(list.length).toBeLessThanOrEqual(Math.min(count, 4));
            for (const { movieId } of list) expect(withheld(user, Number(movieId))).toBe(true);
          }
        }
      }
    },
  );

  test("reasons for a pick are films of its kind that were loved", async () => {
    const model = await learned(1);
    const [pick] = model.taste(rowsOf(ratings, 0)).picks({ count: 1 });
    expect(pick!.why.length).toBeGreaterThan(0);
    for (const { movieId, rating } of pick!.why) {
      expect(kindOf(0, Number(movieId))).toBe("loved");
      expect(rating).toBe(5);
    }
  });
}

function describePredicting(learned: (seed: number) => Promise<Model>): void {
  test.each(SEEDS)("predict() tells loved films from hated ones, seed %i", async (seed) => {
    const model = await learned(seed);
    for (let user = 0; user < SIZE; user++) {
      for (let movie = 0; movie < SIZE; movie++) {
        const stars = model.predict(user, movie);
        expect(stars > 3).toBe(kindOf(user, movie) === "loved");
        expect(stars).toBeGreaterThanOrEqual(1);
        expect(stars).toBeLessThanOrEqual(5);
      }
    }
  });
}

function describeKeeping(
  ratings: Ratings,
  learned: (seed: number) => Promise<Model>,
  make: MakeModel,
  hasTaste: boolean,
): void {
  test("two runs with one seed are equal bit for bit, with another they differ", async () => {
    const first = (await learned(1)).toBytes();
    expect((await make(ratings, 1)).toBytes()).toEqual(first);
    const other = await make(ratings, 2);
    expect(other.picksHead.views).not.toEqual((await learned(1)).picksHead.views);
    if (hasTaste) expect(other.head.movieFactors).not.toEqual((await learned(1)).head.movieFactors);
  });

  test("a model that was saved and read predicts the same", async () => {
    const model = await learned(1);
    const read = Model.fromBytes(model.toBytes());
    for (let user = 0; user < SIZE; user++) {
      for (let movie = 0; movie < SIZE; movie++) {
        expect(read.predict(user, movie)).toBe(model.predict(user, movie));
      }
    }
    const own = rowsOf(ratings, 5);
    expect(read.taste(own).picks()).toEqual(model.taste(own).picks());
    expect(read.toBytes()).toEqual(model.toBytes());
  });

  test("training does not change its input", async () => {
    const { userIndex, movieIndex, value } = ratings;
    const before = [userIndex.slice(), movieIndex.slice(), value.slice()];
    await make(ratings, 4);
    expect([userIndex, movieIndex, value]).toEqual(before);
    expect(ratings.users.toArray()).toEqual(ratings.movies.toArray());
  });

  test("the mean is predicted for a user and a movie that training never saw", async () => {
    const model = await learned(1);
    expect(model.predict("no one", "nothing")).toBeCloseTo(ratings.mean(), 5);
  });

  test("a single rating can be learned from", async () => {
    const one = await make(Ratings.fromRows([{ userId: 1, movieId: 2, rating: 4 }]), 1);
    expect(one.predict(1, 2)).toBeCloseTo(4, 1);
    expect(one.taste([]).picks()).toHaveLength(1);
    expect(one.taste([{ movieId: 2, rating: 4 }]).picks()).toEqual([]);
  });
}

function rowsOf(ratings: Ratings, user: number): Omit<RatingRow, "userId">[] {
  const { rowStart, colIndex, value } = ratings.byUser();
  const rows: Omit<RatingRow, "userId">[] = [];
  for (let n = rowStart[user]!; n < rowStart[user + 1]!; n++) {
    rows.push({ movieId: ratings.movies.idAt(colIndex[n]!), rating: value[n]! });
  }
  return rows;
}
