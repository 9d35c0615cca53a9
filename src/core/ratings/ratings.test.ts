import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../errors.ts";
import { IdMap } from "./id-map.ts";
import { HALF_STARS, WHOLE_STARS } from "./rating-scale.ts";
import type { RatingRow } from "./ratings.ts";
import { Ratings, withoutDuplicates } from "./ratings.ts";

const USERS = 6;
const MOVIES = 5;
const rows = fc.array(
  fc.record<RatingRow>({
    userId: fc.nat(USERS - 1),
    movieId: fc.nat(MOVIES - 1),
    rating: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 50 },
);

function rowsOf(ratings: Ratings): RatingRow[] {
  return Array.from(ratings.value, (rating, n) => ({
    userId: ratings.users.idAt(ratings.userIndex[n]!),
    movieId: ratings.movies.idAt(ratings.movieIndex[n]!),
    rating,
  }));
}

/** The last row of each pair, in the place of the last. */
function lastOfEach(table: readonly RatingRow[]): RatingRow[] {
  return table.filter(
    (row, n) =>
      !table
        .slice(n + 1)
        .some(({ userId, movieId }) => userId === row.userId && movieId === row.movieId),
  );
}

const THREE: readonly RatingRow[] = [
  { userId: "ann", movieId: 1, rating: 5 },
  { userId: "bob", movieId: 2, rating: 3 },
  { userId: "ann", movieId: 2, rating: 4 },
];

describe("Ratings.fromRows()", () => {
  test("keeps the last rating of each pair, in the place of the last", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const before = structuredClone(table);
        expect(rowsOf(Ratings.fromRows(table))).toEqual(lastOfEach(before));
        expect(table).toEqual(before);
      }),
    );
  });

  test("gives ids their indices in order of arrival", () => {
    const ratings = Ratings.fromRows(THREE);
    expect(ratings.users.toArray()).toEqual(["ann", "bob"]);
    expect(ratings.movies.toArray()).toEqual([1, 2]);
    expect([ratings.length, ratings.userCount, ratings.movieCount]).toEqual([3, 2, 2]);
    expect(ratings.scale).toBe(WHOLE_STARS);
  });

  test("reads any iterable, once", () => {
    function* two(): Generator<RatingRow> {
      yield* THREE.slice(0, 2);
    }
    expect(Ratings.fromRows(two()).length).toBe(2);
  });

  test.each([0.5, 5.5, 0, -1, NaN, Infinity])("refuses a rating of %d by its row", (rating) => {
    const make = (): Ratings => Ratings.fromRows([...THREE, { userId: 1, movieId: 1, rating }]);
    expect(make).toThrow(DataError);
    expect(make).toThrow(`Cannot use row 4: "rating" must be in [1, 5], got ${rating}`);
  });

  test("takes the scale it is told", () => {
    const half = Ratings.fromRows([{ userId: 1, movieId: 1, rating: 0.5 }], HALF_STARS);
    expect(half.value[0]).toBe(0.5);
  });

  test("tells how many ratings a later one of the same pair replaced", () => {
    const rating = 3;
    const pair = { userId: 1, movieId: "a" };
    const table = Ratings.fromRows([
      { ...pair, rating: 1 },
      { ...pair, rating: 2 },
      { userId: "1", movieId: "a", rating },
      { ...pair, rating },
    ]);
    expect([table.length, table.superseded]).toEqual([2, 2]);
    expect(Ratings.fromRows(THREE).superseded).toBe(0);
    expect(table.select(Uint32Array.of(0)).superseded).toBe(0);
    const more = [
      { movieId: "a", rating: 1 },
      { movieId: "a", rating: 5 },
    ];
    expect(table.withUser("new", more).superseded).toBe(3);
  });

  test.each<[string, unknown, string]>([
    [
      "of other names",
      { user: 1, movie: 1, rating: 3 },
      '"userId" must be a number or a text, got undefined; the row has "user", "movie", "rating"',
    ],
    [
      "whose movie is null",
      { userId: 1, movieId: null, rating: 3 },
      '"movieId" must be a number or a text, got null; the row has "userId", "movieId", "rating"',
    ],
    ["whose user is NaN", { userId: NaN, movieId: 1, rating: 3 }, '"userId" must be a number or'],
    ["whose user is endless", { userId: Infinity, movieId: 1, rating: 3 }, "got Infinity; "],
    ["whose user is a list", { userId: [1], movieId: 1, rating: 3 }, "got array; "],
    ["whose user is true", { userId: true, movieId: 1, rating: 3 }, "got true; "],
    ["whose user is a bigint", { userId: 1n, movieId: 1, rating: 3 }, "got bigint; "],
    [
      "whose rating is a text",
      { userId: 1, movieId: 1, rating: "3" },
      '"rating" must be a number, got "3"; the row has "userId", "movieId", "rating"',
    ],
    ["of nothing", {}, "got undefined; the row has no fields"],
    ["that is a list", [1, 1, 3], 'got undefined; the row has "0", "1", "2"'],
    ["that is null", null, "it must be an object, got null"],
  ])("gives a TypeError with the row %s", (_, row, message) => {
    const make = (): unknown => Ratings.fromRows([...THREE, row as RatingRow]);
    expect(make).toThrow(TypeError);
    expect(make).toThrow("Cannot use row 4: ");
    expect(make).toThrow(message);
  });
});

describe("new Ratings()", () => {
  test.each(["userIndex", "movieIndex", "value"] as const)(
    "refuses columns of which %s has another length",
    (name) => {
      const columns = {
        ...{ userIndex: new Uint32Array(2), movieIndex: new Uint32Array(2) },
        value: new Float32Array(2),
        [name]: name === "value" ? new Float32Array(3) : new Uint32Array(3),
      };
      const make = (): Ratings => new Ratings(new IdMap(), new IdMap(), WHOLE_STARS, columns);
      expect(make).toThrow(RangeError);
      expect(make).toThrow("Cannot make ratings: ");
    },
  );

  test("refuses a scale that is none", () => {
    const none = { ...{ userIndex: new Uint32Array(), movieIndex: new Uint32Array() } };
    const columns = { ...none, value: new Float32Array() };
    const scale = { min: 5, max: 1, step: 1 };
    expect(() => new Ratings(new IdMap(), new IdMap(), scale, columns)).toThrow(RangeError);
  });
});

describe("Ratings", () => {
  test("has a mean, which is NaN where there is no rating", () => {
    expect(Ratings.fromRows(THREE).mean()).toBe(4);
    expect(Ratings.fromRows([]).mean()).toBeNaN();
  });

  test("counts ratings by user and by movie, and lists them either way", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const ratings = Ratings.fromRows(table);
        const list = rowsOf(ratings);
        const sides = [
          ["userId", ratings.users, ratings.userCounts(), ratings.byUser()],
          ["movieId", ratings.movies, ratings.movieCounts(), ratings.byMovie()],
        ] as const;
        for (const [name, ids, counts, { rowStart, colIndex, value }] of sides) {
          const others = name === "userId" ? ratings.movies : ratings.users;
          expect([counts.length, rowStart.length]).toEqual([ids.size, ids.size + 1]);
          for (const [row, id] of ids.toArray().entries()) {
            const own = list.filter((rating) => rating[name] === id);
            expect(counts[row]).toBe(own.length);
            const [from, to] = [rowStart[row]!, rowStart[row + 1]!];
            const found = Array.from(colIndex.subarray(from, to), (column, k) => [
              others.idAt(column),
              value[from + k],
            ]);
            const other = name === "userId" ? "movieId" : "userId";
            expect(new Map(found as [number, number][])).toEqual(
              new Map(own.map((rating) => [rating[other], rating.rating])),
            );
            const columns = [...colIndex.subarray(from, to)];
            expect(columns).toEqual(columns.toSorted((a, b) => a - b));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("sorts each way once only", () => {
    const ratings = Ratings.fromRows(THREE);
    expect(ratings.byUser()).toBe(ratings.byUser());
    expect(ratings.byMovie()).toBe(ratings.byMovie());
  });

  test("selects by position, in the order asked for, with the same users and movies", () => {
    const ratings = Ratings.fromRows(THREE);
    const selected = ratings.select(Uint32Array.of(2, 0));
    expect(rowsOf(selected)).toEqual([THREE[2], THREE[0]]);
    expect(selected.users).toBe(ratings.users);
    expect(selected.movies).toBe(ratings.movies);
    expect(ratings.select(Uint32Array.of()).length).toBe(0);
    expect(ratings.length).toBe(3);
  });

  test("counts the ratings between two steps of the scale", () => {
    const values = [0.5, 4.25, 4.5, 3.1, 5];
    const table = values.map((rating, userId) => ({ userId, movieId: 1, rating }));
    expect(Ratings.fromRows(table, HALF_STARS).offStepCount()).toBe(2);
    const tenths = { min: 0.1, max: 5, step: 0.1 };
    const all = Array.from({ length: 50 }, (_, k) => ({
      ...{ userId: k, movieId: 1 },
      rating: (k + 1) / 10,
    }));
    expect(Ratings.fromRows(all, tenths).offStepCount()).toBe(0);
    expect(Ratings.fromRows([]).offStepCount()).toBe(0);
  });
});

describe("Ratings.withUser()", () => {
  test("adds a user with the last index and leaves the table as it is", () => {
    const ratings = Ratings.fromRows(THREE);
    const more = ratings.withUser("eve", [
      { movieId: 2, rating: 1 },
      { movieId: 1, rating: 2 },
      { movieId: 2, rating: 5 },
    ]);
    expect(more.users.toArray()).toEqual(["ann", "bob", "eve"]);
    expect(new Set(rowsOf(more).slice(3))).toEqual(
      new Set([
        { userId: "eve", movieId: 1, rating: 2 },
        { userId: "eve", movieId: 2, rating: 5 },
      ]),
    );
    expect(rowsOf(more).slice(0, 3)).toEqual(THREE);
    expect(more.movies).toBe(ratings.movies);
    expect([ratings.length, ratings.userCount]).toEqual([3, 2]);
    expect(ratings.users.indexOf("eve")).toBe(-1);
  });

  test("adds a user without ratings", () => {
    const more = Ratings.fromRows(THREE).withUser(9, []);
    expect([more.userCount, more.length]).toEqual([3, 3]);
    expect([...more.userCounts()]).toEqual([2, 1, 0]);
  });

  test.each([
    ["ann", 1, 3, RangeError, 'Cannot add a user: "userId" must be new, got "ann"'],
    ["eve", "Alien", 3, RangeError, 'Cannot add a user: "movieId" must be known, got "Alien"'],
    ["eve", 1, 9, DataError, 'Cannot use row 1: "rating" must be in [1, 5], got 9'],
  ])("refuses user %s, movie %s, rating %d", (userId, movieId, rating, type, message) => {
    const add = (): Ratings => Ratings.fromRows(THREE).withUser(userId, [{ movieId, rating }]);
    expect(add).toThrow(type);
    expect(add).toThrow(message);
  });

  test("gives a TypeError for ids and ratings of a wrong kind", () => {
    const table = Ratings.fromRows(THREE);
    const wrong = [{ movieId: 1, rating: "3" as unknown as number }];
    expect(() => table.withUser("eve", wrong)).toThrow(TypeError);
    expect(() => table.withUser("eve", wrong)).toThrow(
      'Cannot use row 1: "rating" must be a number, got "3"; the row has "movieId", "rating"',
    );
    expect(() => table.withUser(undefined as unknown as string, [])).toThrow(
      'Cannot add a user: "userId" must be a number or a text, got undefined',
    );
  });
});

describe("withoutDuplicates()", () => {
  test("gives back the columns themselves where no pair repeats", () => {
    const columns = {
      userIndex: Uint32Array.of(0, 0, 1),
      movieIndex: Uint32Array.of(0, 1, 0),
      value: Float32Array.of(1, 2, 3),
    };
    expect(withoutDuplicates(columns, 2, 2)).toBe(columns);
  });

  test("keeps the last of each pair in its place, and its input as it was", () => {
    const sorted = rows.map((table) =>
      table.toSorted((a, b) => Number(a.userId) - Number(b.userId)),
    );
    fc.assert(
      fc.property(fc.oneof(rows, sorted), (table) => {
        const columns = {
          userIndex: Uint32Array.from(table, ({ userId }) => Number(userId)),
          movieIndex: Uint32Array.from(table, ({ movieId }) => Number(movieId)),
          value: Float32Array.from(table, ({ rating }) => rating),
        };
        const before = structuredClone(columns);
        const kept = withoutDuplicates(columns, USERS, MOVIES);
        const found = Array.from(kept.value, (rating, n) => ({
          ...{ userId: kept.userIndex[n]!, movieId: kept.movieIndex[n]! },
          rating,
        }));
        expect(found).toEqual(lastOfEach(table));
        expect(columns).toEqual(before);
      }),
    );
  });
});

describe("timestamps", () => {
  const columns = {
    userIndex: Uint32Array.of(0, 0, 0),
    movieIndex: Uint32Array.of(0, 1, 0),
    value: Float32Array.of(1, 2, 3),
    timestamp: Uint32Array.of(30, 20, 10),
  };
  const ids = new IdMap(["a", "b"]);

  test("stay beside their ratings where a repeated pair is left out, and in a selection", () => {
    const kept = withoutDuplicates(columns, 1, 2);
    expect([[...kept.value], [...kept.timestamp!]]).toEqual([
      [2, 3],
      [20, 10],
    ]);
    const ratings = new Ratings(ids, ids, WHOLE_STARS, kept);
    expect(ratings.select(Uint32Array.of(1, 0)).timestamp).toEqual(Uint32Array.of(10, 20));
  });

  test("of a user who is added are not known", () => {
    const ratings = new Ratings(ids, ids, WHOLE_STARS, withoutDuplicates(columns, 1, 2));
    const more = ratings.withUser("c", [{ movieId: "b", rating: 5 }]);
    expect(more.timestamp).toEqual(Uint32Array.of(20, 10, 0));
  });

  test("are undefined where there are none, and stay so", () => {
    const { timestamp: _, ...untimed } = withoutDuplicates(columns, 1, 2);
    const ratings = new Ratings(ids, ids, WHOLE_STARS, untimed);
    expect(ratings.timestamp).toBeUndefined();
    expect(ratings.select(Uint32Array.of(1)).timestamp).toBeUndefined();
    expect(ratings.withUser("c", []).timestamp).toBeUndefined();
  });

  test("must be as many as the ratings", () => {
    const make = (): Ratings =>
      new Ratings(ids, ids, WHOLE_STARS, { ...columns, timestamp: Uint32Array.of(1) });
    expect(make).toThrow('Cannot make ratings: "timestamp" must hold N = 3 values, got 1');
  });
});
