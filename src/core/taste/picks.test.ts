import { describe, expect, test } from "vitest";
import type { HandMadeFilm } from "../../../test/support/hand-made-model.ts";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { PicksOptions } from "./picks-options.ts";
import { PICKS_DEFAULTS } from "./picks-options.ts";
import type { Pick } from "./prediction.ts";
import type { PersonRating } from "./taste.ts";

const FILMS = 120;
const GENRES = ["Comedy", "Drama", "Horror"];
const MODEL = handMadeModel(
  randomFilms(FILMS, 6, 2).map((film, k) => ({
    ...film,
    year: 1960 + (k % 40),
    genres: k % 7 === 0 ? [] : [GENRES[k % 3]!, ...(k % 5 === 0 ? ["Animation"] : [])],
  })),
);
/** Mixed: what this person likes and dislikes. */
const OWN: readonly PersonRating[] = [
  { movieId: 3, rating: 5 },
  { movieId: 10, rating: 1 },
  { movieId: 17, rating: 4 },
  { movieId: 31, rating: 2 },
  { movieId: 64, rating: 5 },
];
const TASTE = MODEL.taste(OWN);

/** Films of which this person is expected to give no more than they give on average. */
const LOW = Array.from(TASTE.stars().entries())
  .filter(([, stars]) => stars <= MODEL.head.mean + TASTE.strictness)
  .map(([row]) => row)
  .filter((row) => OWN.every(({ movieId }) => movieId !== row));

function ids(list: readonly Pick[]): number[] {
  return list.map(({ movieId }) => Number(movieId));
}

function movie(pick: Pick): HandMadeFilm {
  return MODEL.catalogue.at(Number(pick.movieId)) as unknown as HandMadeFilm;
}

describe.each(["picks", "avoid"] as const)("%s()", (list) => {
  const rated = new Set<unknown>(OWN.map(({ movieId }) => movieId));

  test.each([1, 2, 3, 20, 500])(
    "of %i are never more, and no film that the person rated",
    (count) => {
      const films = TASTE[list]({ count });
      const open = list === "picks" ? FILMS - OWN.length : LOW.length;
      expect(films.length).toBe(Math.min(count, open));
      expect(new Set(ids(films)).size).toBe(films.length);
      expect(films.some(({ movieId }) => rated.has(movieId))).toBe(false);
    },
  );

  test("are three where no number is given, and a longer list begins with the same", () => {
    const three = TASTE[list]();
    expect(three).toHaveLength(PICKS_DEFAULTS.count);
    expect(three).toHaveLength(3);
    for (const count of [1, 2, 4, 12, 40]) {
      expect(ids(TASTE[list]({ count })).slice(0, 3)).toEqual(ids(three).slice(0, count));
    }
  });

  test("leave out what is excluded", () => {
    const all = ids(TASTE[list]({ count: 5 }));
    const exclude = [all[0]!, all[2]!];
    for (const id of ids(TASTE[list]({ count: 100, exclude }))) expect(exclude).not.toContain(id);
  });

  test("are fewer where fewer films are left, and none where none is", () => {
    const most = Array.from({ length: FILMS - 2 }, (_, id) => id);
    expect(TASTE[list]({ exclude: most }).length).toBeLessThanOrEqual(2);
    const everything = Array.from({ length: FILMS }, (_, id) => id);
    expect(TASTE[list]({ exclude: everything })).toEqual([]);
    const saw = everything.map((movieId) => ({ movieId, rating: 3 }));
    expect(MODEL.taste(saw)[list]()).toEqual([]);
    expect(MODEL.taste([], { seen: everything })[list]()).toEqual([]);
  });

  test("predict as predict() does", () => {
    for (const { movieId, stars, low, high } of TASTE[list]({ count: 5 })) {
      expect(TASTE.predict(movieId)).toMatchObject({ stars, low, high });
    }
  });

  test("come from a watchlist alone where one is given", () => {
    const among = [5, 3, 80, 44, ...LOW.slice(0, 2)];
    const wanted = among.filter((row) => row !== 3 && (list === "picks" || LOW.includes(row)));
    expect(ids(TASTE[list]({ count: 9, among })).toSorted()).toEqual(
      [...new Set(wanted)].toSorted(),
    );
    expect(TASTE[list]({ among: [] })).toEqual([]);
  });

  test.each([
    [{ fromYear: 1970, toYear: 1975 }, ({ year }: HandMadeFilm) => year! >= 1970 && year! <= 1975],
    [{ fromYear: 1985 }, ({ year }: HandMadeFilm) => year! >= 1985],
    [{ toYear: 1961 }, ({ year }: HandMadeFilm) => year! <= 1961],
    [
      { genres: ["comedy", "Animation"] },
      ({ genres }: HandMadeFilm) => genres!.includes("Comedy") || genres!.includes("Animation"),
    ],
    [{ withoutGenres: ["DRAMA"] }, ({ genres }: HandMadeFilm) => !genres!.includes("Drama")],
    [{ fromRank: 30 }, ({ id }: HandMadeFilm) => Number(id) >= 29],
    [{ fromRank: 10, toRank: 20 }, ({ id }: HandMadeFilm) => Number(id) >= 9 && Number(id) < 20],
    [
      { genres: ["Horror"], fromYear: 1980, toRank: 100 },
      ({ id, genres, year }: HandMadeFilm) =>
        genres!.includes("Horror") && year! >= 1980 && Number(id) < 100,
    ],
  ] as const)("keep to %o", (options, passes) => {
    const films = TASTE[list]({ count: 500, ...options });
    const wanted = MODEL.catalogue.movies.filter(
      (film) =>
        passes(film as unknown as HandMadeFilm) &&
        !rated.has(film.id) &&
        (list === "picks" || LOW.includes(Number(film.id))),
    );
    expect(films.length).toBeGreaterThan(0);
    expect(ids(films).toSorted()).toEqual(wanted.map(({ id }) => Number(id)).toSorted());
    expect(films.every((film) => passes(movie(film)))).toBe(true);
  });

  test("leave out what was marked, until the mark is taken back", () => {
    const first = ids(TASTE[list]())[0]!;
    for (const mark of ["seen", "notForMe"] as const) {
      const marked = TASTE.marked(first, mark);
      expect(ids(marked[list]({ count: 500 }))).not.toContain(first);
      expect(marked.unmarked(first)[list]({ count: 20 })).toEqual(TASTE[list]({ count: 20 }));
      expect(ids(TASTE[list]())[0]).toBe(first); // the taste itself did not change
    }
  });

  test.each([
    [{ count: 0 }, '"count" must be an integer in [1, 10000], got 0'],
    [{ count: 2.5 }, '"count" must be an integer'],
    [{ count: 10_001 }, '"count" must be an integer in [1, 10000]'],
    [{ surprise: 1.1 }, '"surprise" must be in [0, 1], got 1.1'],
    [{ seed: -1 }, '"seed" must be an integer'],
    [{ fromYear: 1999.5 }, '"fromYear" must be an integer'],
    [{ fromYear: 1990, toYear: 1980 }, '"fromYear" must be at most "toYear", got 1990 and 1980'],
    [{ fromRank: 0 }, '"fromRank" must be an integer in [1,'],
    [{ fromRank: 9, toRank: 3 }, '"fromRank" must be at most "toRank"'],
    [
      { genres: ["Comedey"] },
      'must be genres of the catalogue, got "Comedey"; did you mean "Comedy"?',
    ],
    [{ withoutGenres: ["?"] }, 'got "?"; there are Animation, Comedy, Drama, Horror'],
    [
      { exclude: ["Alien"] },
      'Cannot exclude: "movieId" must be in the model\'s catalogue, got "Alien"',
    ],
    [{ among: ["Alien"] }, 'Cannot choose among the films: "movieId" must be in the model\'s'],
  ])("refuse %o with a RangeError", (options, message) => {
    expect(() => TASTE[list](options)).toThrow(RangeError);
    expect(() => TASTE[list](options)).toThrow(message);
  });

  test.each([
    [{ cuont: 3 }, '"cuont" is not an option; did you mean "count"?'],
    [{ genres: "Comedy" }, '"genres" must be a list, got'],
    [{ among: new Set([1]) }, '"among" must be a list, got'],
    [{ count: "3" }, '"count" must be'],
  ])("refuse %o with a TypeError", (options, message) => {
    const ask = (): unknown => TASTE[list](options as unknown as PicksOptions);
    expect(ask).toThrow(TypeError);
    expect(ask).toThrow(message);
  });

  test("are never a film that no one rated in training", () => {
    const model = handMadeModel([
      { id: "loved", bias: 2, features: [1], count: 0 },
      { id: "hated", bias: -2, features: [1], count: 0 },
      { id: "seen", features: [1], bias: -0.1, count: 9 },
    ]);
    const films = model.taste([])[list]();
    expect(films.map(({ movieId }) => movieId)).toEqual(["seen"]);
  });

  test("are there for someone who rated 5,000 films, for all ratings equal, for a single one", () => {
    const many = handMadeModel(randomFilms(5200, 4, 8));
    const all = (rating: number): PersonRating[] =>
      Array.from({ length: 5000 }, (_, movieId) => ({ movieId, rating }));
    for (const rating of [1, 3, 5]) {
      const films = many.taste(all(rating))[list]({ count: 10 });
      expect(films.length).toBeGreaterThan(0);
      expect(films.length).toBeLessThanOrEqual(10);
      for (const { stars, score } of films) {
        expect(Number.isFinite(score)).toBe(true);
        expect(stars).toBeGreaterThanOrEqual(1);
      }
      expect(many.taste(all(rating).slice(0, 1))[list]()).toHaveLength(3);
      expect(many.taste(all(rating)).picks({ count: 200 })).toHaveLength(200);
    }
  });
});

describe("avoid()", () => {
  test("has films whose interval ends lowest first, none above what the person gives on average", () => {
    const films = TASTE.avoid({ count: FILMS });
    const scores = films.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(ids(films).toSorted()).toEqual(LOW.toSorted());
    for (const { score, movieId } of films) {
      const row = Number(movieId);
      expect(score).toBeCloseTo(2 * TASTE.stars()[row]! - TASTE.lowerBounds()[row]!, 5);
    }
  });

  test("has own ratings as reasons that speak against the film, strongest first", () => {
    for (const { why, movieId } of TASTE.avoid({ count: FILMS })) {
      const against = TASTE.explain(movieId).reasons.filter(({ share }) => share < 0);
      expect(why).toEqual(against.slice(0, 3));
    }
  });

  test("does not reach down to films that hardly anyone knows and that people like this do not choose", () => {
    const many = handMadeModel(
      randomFilms(1000, 4, 5).map((film) => ({ ...film, picks: [1 / (film.count ?? 1), 0, 0, 0] })),
    );
    const films = many.taste(OWN).avoid({ count: 1000 });
    expect(films.length).toBeLessThanOrEqual(400);
    expect(films.length).toBeGreaterThan(50);
  });
});

describe("picks()", () => {
  test("have own ratings as reasons, whose parts of what speaks for the film are at most all of it", () => {
    for (const { why } of TASTE.picks({ count: FILMS })) {
      expect(why.length).toBeLessThanOrEqual(3);
      const shares = why.map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(shares.every((share) => share > 0)).toBe(true);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(1 + 1e-9);
      for (const { movieId, rating } of why) {
        expect(OWN).toContainEqual({ movieId, rating });
        expect(rating).toBeGreaterThan(2); // a rating up to the neutral one speaks for nothing
      }
    }
  });

  test("are sorted by score after the first three, whose first has the highest", () => {
    const isLow = ({ movieId }: Pick): boolean => LOW.includes(Number(movieId));
    const films = TASTE.picks({ count: 50 });
    const liked = films.filter((film) => !isLow(film)).map(({ score }) => score);
    expect(liked.length).toBeGreaterThan(12);
    expect(liked[0]).toBe(Math.max(...liked));
    expect(liked.slice(12)).toEqual(liked.slice(12).toSorted((a, b) => b - a));
  });

  test("have films that get less than the person gives on average after all others", () => {
    const below = TASTE.picks({ count: 50 }).map(({ movieId }) => LOW.includes(Number(movieId)));
    expect(below.lastIndexOf(false)).toBeLessThan(below.indexOf(true));
    const [picked, avoided] = [TASTE.picks(), TASTE.avoid()].map(ids);
    for (const id of picked!) expect(avoided).not.toContain(id);
  });

  test("have scores that are their worth, times e^.15 for each star at the lower end of the interval", () => {
    const worths = TASTE.worths();
    const lows = TASTE.lowerBounds();
    for (const { movieId, score } of TASTE.picks({ count: FILMS })) {
      const row = Number(movieId);
      const trust = Math.exp(0.15 * (lows[row]! - MODEL.head.mean));
      expect(score).toBeCloseTo(worths[row]! * trust, 5);
    }
  });

  test("put a film that few people rated after one as good of which more is known", () => {
    const model = handMadeModel(
      [
        { id: "given", features: [0], picks: [1] },
        { id: "liked less", bias: 0.3, features: [0], picks: [0.901] },
        { id: "liked more", bias: 0.9, features: [0], picks: [0.9] },
      ],
      { mean: 3.5 },
    );
    const picks = model.taste([{ movieId: "given", rating: 5 }]).picks();
    expect(picks.map(({ movieId }) => movieId)).toEqual(["liked more", "liked less"]);
  });

  test("are picked less by someone for whom a film like them was not", () => {
    const model = handMadeModel([
      { id: "loved", features: [1, 0.2], count: 200 },
      { id: "like it", features: [0.9, 0.1], count: 90 },
      { id: "refused", features: [0.9, 0.3], count: 90 },
      { id: "other", features: [0.1, 1], count: 90 },
    ]);
    const taste = model.taste([{ movieId: "loved", rating: 5 }]);
    const worth = (of: typeof taste): number => of.worths()[1]!;
    expect(worth(taste.marked("refused", "notForMe"))).toBeLessThan(worth(taste));
    expect(worth(taste.marked("refused", "seen"))).toBeGreaterThan(
      worth(taste.marked("refused", "notForMe")),
    );
  });

  test("with a surprise are others for another seed, and the same for the same", () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const lists = seeds.map((seed) => ids(TASTE.picks({ surprise: 1, seed })).join());
    expect(lists).toEqual(seeds.map((seed) => ids(TASTE.picks({ surprise: 1, seed })).join()));
    expect(new Set(lists).size).toBeGreaterThan(2);
    expect(ids(TASTE.picks({ surprise: 0, seed: 1 }))).toEqual(ids(TASTE.picks({ seed: 9 })));
  });
});

describe("marks that contradict each other", () => {
  test("of a film marked both ways, not for me counts", () => {
    const both = MODEL.taste(OWN, { seen: [5], notForMe: [5] });
    expect(both.marks.get(5)).toBe("notForMe");
    expect(TASTE.marked(5, "notForMe").marked(5, "seen").marks.get(5)).toBe("seen"); // the last word
  });

  test("of a film that was rated, the rating counts", () => {
    const marked = TASTE.marked(3, "notForMe");
    expect(marked.worths()).toEqual(TASTE.worths());
    expect(marked.predict(5)).toEqual(TASTE.predict(5));
  });

  test("a film both excluded and on the watchlist is excluded", () => {
    expect(TASTE.picks({ among: [5, 6], exclude: [5] }).map(({ movieId }) => movieId)).toEqual([6]);
  });

  test("taking back a mark that there is not changes nothing", () => {
    expect(TASTE.unmarked(5).picks()).toEqual(TASTE.picks());
  });

  test("give a RangeError for a film that the model does not know", () => {
    expect(() => TASTE.marked("Alien", "seen")).toThrow('Cannot mark the film: "movieId" must be');
    expect(() => TASTE.unmarked("Alien")).toThrow(RangeError);
    expect(() => MODEL.taste([], { seen: ["Alien"] })).toThrow("Cannot mark as seen");
    expect(() => MODEL.taste([], { notForMe: ["Alien"] })).toThrow("Cannot mark as refused");
  });
});

describe("left()", () => {
  test("tells how many films each thing asked for leaves", () => {
    const options = { fromYear: 1970, toYear: 1979, genres: ["Horror"], among: [1, 2, 11, 14, 3] };
    expect(TASTE.marked(1, "notForMe").left(options)).toEqual([
      { filter: "all", films: 120 },
      { filter: "seen", films: 115 },
      { filter: "notForMe", films: 114 },
      { filter: "among", films: 3 },
      { filter: "fromYear", films: 2 },
      { filter: "genres", films: 1 },
    ]);
    expect(TASTE.marked(1, "notForMe").picks(options)).toHaveLength(1);
  });

  test("shows which one left nothing", () => {
    const left = TASTE.left({ genres: ["Animation"], fromYear: 2020 });
    expect(left.find(({ films }) => films === 0)).toEqual({ filter: "fromYear", films: 0 });
  });
});
