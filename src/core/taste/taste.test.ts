import { describe, expect, test } from "vitest";
import type { HandMadeFilm } from "../../../test/support/hand-made-model.ts";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { HALF_STARS } from "../ratings/rating-scale.ts";
import type { Pick } from "./prediction.ts";
import type { PersonRating } from "./taste.ts";
import { Taste } from "./taste.ts";

const FILMS = 120;
const MODEL = handMadeModel(randomFilms(FILMS, 6, 2));
/** Mixed: what this person likes and dislikes. */
const OWN: readonly PersonRating[] = [
  { movieId: 3, rating: 5 },
  { movieId: 10, rating: 1 },
  { movieId: 17, rating: 4 },
  { movieId: 31, rating: 2 },
  { movieId: 64, rating: 5 },
];

function ids(list: readonly Pick[]): unknown[] {
  return list.map(({ movieId }) => movieId);
}

describe("model.taste()", () => {
  test("of no ratings is the crowd's: mean and film alone", () => {
    const crowd = MODEL.taste([]);
    expect(crowd.strictness).toBe(0);
    for (let movie = 0; movie < FILMS; movie++) {
      const wanted = MODEL.head.mean + MODEL.head.movieBias[movie]!;
      expect(crowd.predict(movie).stars).toBeCloseTo(Math.min(5, Math.max(1, wanted)), 6);
      expect(crowd.explain(movie).reasons).toEqual([]);
    }
  });

  test.each([[1], [5]])(
    "of a single rating of %i moves that film towards it, not beyond",
    (rating) => {
      const before = MODEL.taste([]).predict(7).stars;
      const after = MODEL.taste([{ movieId: 7, rating }]).predict(7).stars;
      const step = (after - before) / (rating - before);
      expect(step).toBeGreaterThan(0.02);
      expect(step).toBeLessThan(1);
    },
  );

  test("knows a lenient person from a strict one, rating all films alike", () => {
    const alike = (rating: number): number =>
      MODEL.taste(Array.from({ length: 40 }, (_, movieId) => ({ movieId, rating }))).strictness;
    expect(alike(5)).toBeGreaterThan(0.5);
    expect(alike(1)).toBeLessThan(-0.5);
  });

  test("lets the last of two ratings for one film count", () => {
    const twice = [{ movieId: 3, rating: 1 }, ...OWN];
    expect(MODEL.taste(twice).features).toEqual(MODEL.taste(OWN).features);
    const back = [...OWN, { movieId: 3, rating: 1 }];
    expect(MODEL.taste(back).ratings.find(({ movieIndex }) => movieIndex === 3)?.rating).toBe(1);
    expect(MODEL.taste(back).ratings).toHaveLength(OWN.length);
  });

  test("takes half stars on a scale of half stars, and its lowest", () => {
    const half = handMadeModel(randomFilms(10, 2, 1), { scale: HALF_STARS });
    expect(half.taste([{ movieId: 1, rating: 0.5 }]).ratings[0]?.rating).toBe(0.5);
  });

  test.each([0, 0.5, 5.5, -1, NaN, Infinity])(
    "gives a RangeError for %d stars of 1 to 5",
    (rating) => {
      const make = (): unknown => MODEL.taste([{ movieId: 1, rating }]);
      expect(make).toThrow(RangeError);
      expect(make).toThrow(`Cannot learn a taste: "rating" must be in [1, 5], got ${rating}`);
    },
  );

  test.each([[FILMS], ["3"], ["Alien"]])(
    "gives a RangeError for the unknown film %o",
    (movieId) => {
      const make = (): unknown => MODEL.taste([{ movieId, rating: 3 }]);
      expect(make).toThrow(RangeError);
      expect(make).toThrow(JSON.stringify(movieId));
    },
  );

  test("gives a RangeError for a row that there is not", () => {
    const make = (): unknown => new Taste(MODEL, [{ movieIndex: FILMS, rating: 3 }]);
    expect(make).toThrow(RangeError);
    expect(make).toThrow('"movieIndex" must be an integer in [0, 119], got 120');
  });
});

describe("predict()", () => {
  test("gives stars between the ends of their interval, all on the scale", () => {
    const taste = MODEL.taste(OWN);
    for (let movie = 0; movie < FILMS; movie++) {
      const { movieId, title, stars, low, high } = taste.predict(movie);
      expect({ movieId, title }).toEqual({ movieId: movie, title: `Film ${movie}` });
      expect([1, low, stars, high, 5]).toEqual([1, low, stars, high, 5].toSorted((a, b) => a - b));
      expect(high).toBe(Math.min(5, stars + MODEL.halfWidth80));
    }
  });

  test("gives NaN for the ends where no interval was measured", () => {
    const model = handMadeModel(randomFilms(5, 2, 1), { halfWidth80: NaN });
    const { stars, low, high } = model.taste([{ movieId: 1, rating: 5 }]).predict(2);
    expect([Number.isNaN(stars), low, high]).toEqual([false, NaN, NaN]);
    expect(ids(model.taste([]).picks())).toHaveLength(3); // nor does it spoil the order
    expect(ids(model.taste([]).avoid()).length).toBeGreaterThan(0);
  });

  test("gives a RangeError for a film that the model does not know", () => {
    const predict = (): unknown => MODEL.taste([]).predict("Alien");
    expect(predict).toThrow(RangeError);
    expect(predict).toThrow(
      'Cannot predict: "movieId" must be in the model\'s catalogue, got "Alien"',
    );
  });
});

describe("explain()", () => {
  const taste = MODEL.taste(OWN);

  test("sums up: mean + film + strictness + taste, clipped, are the stars", () => {
    for (let movie = 0; movie < FILMS; movie++) {
      const { mean, film, strictness, taste: own, stars } = taste.explain(movie);
      const sum = mean + film + strictness + own;
      expect(Math.min(5, Math.max(1, sum))).toBeCloseTo(stars, 6);
      expect(stars).toBe(taste.predict(movie).stars);
    }
  });

  test("has one match a hidden feature, and they sum to taste", () => {
    for (let movie = 0; movie < FILMS; movie++) {
      const { matches, taste: own } = taste.explain(movie);
      expect(matches.length).toBe(6);
      const sum = Array.from(matches).reduce((all, match) => all + match, 0);
      expect(sum).toBeCloseTo(own, 12);
    }
  });

  test("has one reason an own rating, strongest first, and they sum to taste", () => {
    for (let movie = 0; movie < FILMS; movie++) {
      const { reasons, matches, taste: own } = taste.explain(movie);
      expect(reasons.map(({ movieId }) => movieId).toSorted()).toEqual(
        OWN.map(({ movieId }) => movieId).toSorted(),
      );
      const strengths = reasons.map(({ share }) => Math.abs(share));
      expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
      const sum = reasons.reduce((all, { share }) => all + share, 0);
      // Features and matches are in f32: two roundings of each match.
      const scale = matches.reduce((all, match) => all + Math.abs(match), 0);
      expect(Math.abs(sum - own)).toBeLessThanOrEqual(2.1 * 2 ** -24 * scale + 1e-12);
    }
  });

  test("shows the rating as it was given", () => {
    const given = new Map(OWN.map(({ movieId, rating }) => [movieId, rating]));
    for (const { movieId, rating } of taste.explain(50).reasons) {
      expect(rating).toBe(given.get(movieId));
    }
  });

  test("gives a RangeError for a film that the model does not know", () => {
    expect(() => taste.explain("Alien")).toThrow(RangeError);
    expect(() => taste.explain("Alien")).toThrow('Cannot explain: "movieId" must be in');
  });
});

describe("a film that stands twice", () => {
  const twins: readonly HandMadeFilm[] = [
    { id: "few", title: "Emma", year: 1996, bias: 1.4, features: [1, 0], count: 5 },
    { id: "many", title: "Emma", year: 1996, bias: 1.2, features: [0.8, 0.1], count: 50 },
    { id: "other", title: "Alien", year: 1979, features: [0, 1], count: 60 },
    { id: "third", title: "Big", year: 1988, bias: -1, features: [0.5, 0.5], count: 40 },
  ];
  const model = handMadeModel(twins);

  test("is picked once, by the row that most people rated", () => {
    expect(ids(model.taste([]).picks({ count: 10 })).toSorted()).toEqual([
      "many",
      "other",
      "third",
    ]);
  });

  test.each(["few", "many"])("is rated, whichever row was rated: %s", (movieId) => {
    const taste = model.taste([{ movieId, rating: 4 }]);
    expect(ids(taste.picks({ count: 10 })).toSorted()).toEqual(["other", "third"]);
    expect(taste.ratings).toEqual([{ movieIndex: 1, rating: 4 }]);
  });

  test("is excluded, whichever row is excluded", () => {
    for (const id of ["few", "many"]) {
      expect(ids(model.taste([]).picks({ exclude: [id] })).toSorted()).toEqual(["other", "third"]);
    }
  });

  test("has one rating, the last, whichever rows were rated", () => {
    const both = [
      { movieId: "many", rating: 5 },
      { movieId: "few", rating: 2 },
    ];
    expect(model.taste(both).ratings).toEqual([{ movieIndex: 1, rating: 2 }]);
    expect(model.taste(both.toReversed()).ratings).toEqual([{ movieIndex: 1, rating: 5 }]);
  });
});

describe("stars(), lowerBounds() and worths()", () => {
  const taste = MODEL.taste(OWN);

  test("are of every row what explain(), predict() and picks() say of one, not clipped", () => {
    const [stars, lows] = [taste.stars(), taste.lowerBounds()];
    for (let row = 0; row < FILMS; row++) {
      const { mean, film, strictness, taste: own } = taste.explain(row);
      expect(stars[row]).toBeCloseTo(mean + film + strictness + own, 5);
      expect(lows[row]).toBeCloseTo(stars[row]! - MODEL.halfWidth80, 5);
    }
  });
});

describe("stars() and lowerBounds()", () => {
  test("are those of every film, not clipped, and less the half-width of the interval", () => {
    const taste = MODEL.taste(OWN);
    const [stars, lower] = [taste.stars(), taste.lowerBounds()];
    for (let row = 0; row < FILMS; row++) {
      const { mean, film, strictness, taste: own } = taste.explain(row);
      expect(stars[row]).toBeCloseTo(mean + film + strictness + own, 5);
      expect(lower[row]).toBeCloseTo(stars[row]! - MODEL.halfWidth80, 5);
    }
    expect(Math.max(...stars)).toBeGreaterThan(5);
  });

  test("have no lower bound where no interval was measured", () => {
    const model = handMadeModel(randomFilms(5, 2, 1), { halfWidth80: NaN });
    expect(model.taste([]).lowerBounds()).toEqual(new Float32Array(5).fill(NaN));
  });
});

describe("model.tasteOfUser()", () => {
  const model = handMadeModel(randomFilms(50, 4, 3), { users: ["ann", 7] });

  test("predicts what the model does for that user, and leaves their films out", () => {
    for (const user of ["ann", 7]) {
      const taste = model.tasteOfUser(user, [{ movieId: 0, rating: 4 }]);
      for (let movie = 0; movie < 50; movie++) {
        expect(taste.predict(movie).stars).toBeCloseTo(model.predict(user, movie), 10);
      }
      expect(ids(taste.picks({ count: 50 }))).not.toContain(0);
    }
  });

  test.each([["bob"], ["7"]])("gives a RangeError for %o, who was not in training", (user) => {
    const make = (): unknown => model.tasteOfUser(user, []);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(
      `Cannot find the taste: "userId" must be in the training data, got "${user}"`,
    );
  });
});

test("model.predict() adds nothing for what training never saw", () => {
  const model = handMadeModel(randomFilms(5, 3, 1), { users: ["ann"] });
  const { mean, userBias, movieBias } = model.head;
  expect(model.predict("eve", "nothing")).toBe(mean);
  expect(model.predict("ann", "nothing")).toBeCloseTo(mean + userBias[0]!, 10);
  expect(model.predict("eve", 2)).toBeCloseTo(mean + movieBias[2]!, 10);
  expect(model.predict("ann", 2)).toBe(model.predictIndex(0, 2));
});
