import type { Movie } from "../catalogue/movie.ts";
import { oneOf } from "../check.ts";
import { Z80 } from "../normal-quantile.ts";
import type { Id } from "../ratings/id-map.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import { filmsToAvoid } from "./avoid.ts";
import { bestFilms } from "./best-films.ts";
import type { Left, OutOfPicks } from "./candidates.ts";
import { countLeft, filtersOf, passesForOne } from "./candidates.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import { rowOf } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";
import { FoldIn } from "./fold-in.ts";
import { openFilms } from "./open-films.ts";
import type { Mark, MarksByRow } from "./own-films.ts";
import { MARKS, onePerFilm, shownRowOf } from "./own-films.ts";
import type { PicksFoldIn } from "./picks-fold-in.ts";
import { foldIntoPicks } from "./picks-fold-in.ts";
import type { PicksOptions, PicksSettings } from "./picks-options.ts";
import { resolvePicksOptions } from "./picks-options.ts";
import type { Explanation, Pick, Prediction } from "./prediction.ts";
import type { Expected } from "./rank.ts";
import { arranged, poolOf } from "./rank.ts";
import { avoidReasons, pickReasons, starReasons } from "./reasons.ts";
import { lastOf } from "./steps.ts";

/** A rating that the person brings. */
export interface PersonRating {
  readonly movieId: Id;
  /** In stars, on the model's scale. */
  readonly rating: number;
}

/** What a taste is made of besides ratings. */
export interface TasteParts {
  readonly marks?: MarksByRow | undefined;
  /** Strictness and features that training has learned with everyone else's (`--retrain`). */
  readonly learned?: { readonly strictness: number; readonly features: Float32Array } | undefined;
}

/** What lists are made by, for whoever has others to answer meanwhile: some milliseconds a step. */
interface TasteSteps {
  picks(taste: Taste, options: PicksOptions): Generator<void, Pick[]>;
  avoid(taste: Taste, options: PicksOptions): Generator<void, Pick[]>;
  /** What lists are worked out from is kept: the first of them then has no more to do than the others. */
  ready(taste: Taste): Generator<void, void>;
}

let steps: TasteSteps;

/**
 * One person's taste: how strict they are, what they think of each hidden feature, and what they
 * choose. Made by `model.taste(ratings)`; never changes: what is marked makes another one.
 *
 * @example
 * ```ts
 * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
 * const taste = model.taste([{ movieId: 1, rating: 5 }, { movieId: 2, rating: 1 }]);
 * const [first] = taste.picks();
 * assert.equal(taste.picks().length, 3);
 * const { stars, low, high } = taste.predict(3);
 * assert.ok(low <= stars && stars <= high);
 * const later = taste.marked(first.movieId, "seen"); // not picked again
 * assert.ok(later.picks().every(({ movieId }) => movieId !== first.movieId));
 * assert.deepEqual(later.unmarked(first.movieId).picks(), taste.picks());
 * ```
 */
export class Taste {
  /** How much more than the films' own level this person gives, in stars. */
  readonly strictness: number;
  /** F hidden features of the stars head; kept. */
  readonly features: Float32Array;
  /** The person's ratings as the model sees them, one a film. */
  readonly ratings: readonly OwnRating[];
  readonly #side: FilmSide;
  readonly #parts: TasteParts;
  readonly #marks: MarksByRow;
  readonly #foldIn: FoldIn;
  #picksFoldIn: PicksFoldIn | undefined;

  /**
   * @param side - kept.
   * @param ratings - by row of the catalogue; of a film rated twice the last rating counts.
   * @throws {RangeError | TypeError} if a row is not in the catalogue or a rating not on the scale.
   */
  constructor(side: FilmSide, ratings: readonly OwnRating[], parts: TasteParts = {}) {
    this.#side = side;
    this.#parts = parts;
    this.#marks = parts.marks ?? new Map<number, Mark>();
    this.ratings = onePerFilm(side, ratings);
    this.#foldIn = new FoldIn(side, this.ratings);
    this.strictness = parts.learned?.strictness ?? this.#foldIn.strictness;
    this.features = parts.learned?.features ?? this.#foldIn.features;
  }

  /** Whether this taste was made by that model: tastes of two models cannot be compared. */
  isOf({ head, catalogue }: FilmSide): boolean {
    return head === this.#side.head && catalogue === this.#side.catalogue;
  }

  /** Films marked, by the row that stands for each. */
  get marks(): MarksByRow {
    return this.#marks;
  }

  /**
   * The taste of someone who has seen this film without rating it, or does not want it. A rating says
   * more than a mark, so of a film that was rated a mark changes nothing but that it stays out.
   *
   * @throws {RangeError} if the model does not know the movie.
   */
  marked(movieId: Id, mark: Mark): Taste {
    oneOf("Cannot mark the film", "mark", mark, MARKS);
    const row = shownRowOf(this.#side, "Cannot mark the film", movieId);
    return this.#with(new Map([...this.#marks, [row, mark]]));
  }

  /**
   * The taste without a mark on this film, where there is one.
   *
   * @throws {RangeError} if the model does not know the movie.
   */
  unmarked(movieId: Id): Taste {
    const row = shownRowOf(this.#side, "Cannot take back the mark", movieId);
    return this.#with(new Map([...this.#marks].filter(([marked]) => marked !== row)));
  }

  /**
   * Stars and their 80 % interval.
   *
   * @throws {RangeError} if the model does not know the movie.
   *
   * Cost: O(F²).
   */
  predict(movieId: Id): Prediction {
    return this.#prediction(rowOf(this.#side, "Cannot predict", movieId));
  }

  /**
   * Films worth this person's evening: those that they will choose and like, by the picks head; those
   * that will get less than the person gives on average come last; the first three are spread over
   * hidden features.
   *
   * @returns at most `count`, fewer where fewer are left (see {@link left}); never a film that the
   *   person rated or marked.
   * @throws {RangeError | TypeError} for a wrong option.
   *
   * Cost: O(n·F² + F³) the first time, then O(I·F) at most.
   */
  picks(options: PicksOptions = {}): Pick[] {
    return lastOf(this.#picksSteps(options));
  }

  /**
   * Films that this person would likely be drawn to and then be let down by: of those that people
   * like them choose and the best known, the ones whose interval of stars ends lowest.
   *
   * @returns at most `count`; never a film that the person rated or marked, nor one that they are
   *   expected to give more than they give on average.
   * @throws {RangeError | TypeError} for a wrong option.
   *
   * Cost: that of {@link picks}, and O(F²) for each of some hundred films.
   */
  avoid(options: PicksOptions = {}): Pick[] {
    return lastOf(this.#avoidSteps(options));
  }

  /**
   * How many films are left after each thing that was asked for, so that a list that came out short
   * can say why.
   *
   * @throws {RangeError | TypeError} for a wrong option.
   *
   * Cost: O(I).
   */
  left(options: PicksOptions = {}): readonly Left[] {
    const settings = resolvePicksOptions("Cannot choose films", options);
    return countLeft(this.#side, filtersOf(this.#side, this.outOfPicks(), settings));
  }

  /**
   * Where the stars of a film come from.
   *
   * @throws {RangeError} if the model does not know the movie.
   *
   * Cost: O(F² + n·F) for n own ratings.
   */
  explain(movieId: Id): Explanation {
    const row = rowOf(this.#side, "Cannot explain", movieId);
    const { mean, movieBias, movieFactors, factors } = this.#side.head;
    const matches = this.features.map((p, f) => p * movieFactors[row * factors + f]!);
    return {
      ...this.#prediction(row),
      ratedBy: this.#side.movieCounts[row]!,
      mean,
      film: movieBias[row]!,
      strictness: this.strictness,
      taste: matches.reduce((sum, match) => sum + match, 0),
      reasons: starReasons(this.#side, this.#foldIn.shares(row), this.ratings),
      matches,
    };
  }

  /** What guards lists: of a row, the ends of its stars, and whether they are below the usual. */
  expected(row: number): Expected {
    const stars = this.#stars(row);
    const measured = this.#halfWidth(row);
    const halfWidth = Number.isNaN(measured) ? 0 : measured;
    const usual = this.#side.head.mean + this.strictness;
    return { low: stars - halfWidth, high: stars + halfWidth, isBelowUsual: stars < usual };
  }

  /** Predicted stars of every row, not clipped: I values. Cost: O(I·F). */
  stars(): Float32Array {
    return Float32Array.from(this.#side.movieCounts, (_, row) => this.#stars(row));
  }

  /** The lower ends of their 80 % intervals, not clipped: I values; NaN where there are none. Cost: O(I·F²). */
  lowerBounds(): Float32Array {
    return Float32Array.from(
      this.#side.movieCounts,
      (_, row) => this.#stars(row) - this.#halfWidth(row),
    );
  }

  /** What every row is worth to this person by the picks head: I values. Cost: O(I·F). */
  worths(): Float32Array {
    const foldIn = this.#picks();
    return Float32Array.from(this.#side.movieCounts, (_, row) => foldIn.score(row));
  }

  /** How sure the stars of a film are: the half-width of their 80 % interval; NaN where not measured. */
  #halfWidth(row: number): number {
    const { head, halfWidth80 } = this.#side;
    return head.posterior === undefined ? halfWidth80 : Z80 * Math.sqrt(this.#foldIn.variance(row));
  }

  *#picksSteps(options: PicksOptions): Generator<void, Pick[]> {
    const settings = resolvePicksOptions("Cannot pick", options);
    const foldIn = this.#picks();
    yield;
    const passes = passesForOne(this.#side, this.outOfPicks(), settings);
    const open = openFilms(this.#side, settings);
    const index = filmIndexOf(this.#side);
    const best = bestFilms(index, foldIn.features, poolOf(settings), passes, open);
    const films = arranged(this.#side, best, settings, (row) => this.expected(row));
    const picks: Pick[] = [];
    for (const { row, score } of films) {
      picks.push({
        ...this.#prediction(row),
        score,
        why: pickReasons(this.#side, foldIn, this.ratings, row),
      });
      yield;
    }
    return picks;
  }

  *#avoidSteps(options: PicksOptions): Generator<void, Pick[]> {
    const settings = resolvePicksOptions("Cannot list films to avoid", options);
    const foldIn = this.#picks();
    yield;
    const films = filmsToAvoid(this.#side, foldIn, this.#passes(settings), (row) =>
      this.expected(row),
    );
    const worst: Pick[] = [];
    for (const { row, score } of films.slice(0, settings.count)) {
      const why = avoidReasons(this.#side, this.#foldIn.shares(row), this.ratings);
      worst.push({ ...this.#prediction(row), score, why });
      yield;
    }
    return worst;
  }

  *#readySteps(): Generator<void, void> {
    this.#picks();
    yield;
  }

  static {
    steps = {
      picks: (taste, options) => taste.#picksSteps(options),
      avoid: (taste, options) => taste.#avoidSteps(options),
      ready: (taste) => taste.#readySteps(),
    };
  }

  #with(marks: MarksByRow): Taste {
    return new Taste(this.#side, this.ratings, { ...this.#parts, marks });
  }

  #picks(): PicksFoldIn {
    this.#picksFoldIn ??= foldIntoPicks(this.#side, this.ratings, this.#marks);
    return this.#picksFoldIn;
  }

  /** Films that no list of this person's holds, by the row that stands for each. */
  outOfPicks(): OutOfPicks {
    const rowsMarked = (wanted: Mark): number[] =>
      [...this.#marks].flatMap(([row, mark]) => (mark === wanted ? [row] : []));
    const rated = this.ratings.map(({ movieIndex }) => movieIndex);
    return {
      seen: new Set([...rated, ...rowsMarked("seen")]),
      notForMe: new Set(rowsMarked("notForMe")),
    };
  }

  #passes(settings: PicksSettings): (row: number) => boolean {
    const filters = filtersOf(this.#side, this.outOfPicks(), settings);
    return (row) => filters.every(({ passes }) => passes(row));
  }

  #prediction(row: number): Prediction {
    const { scale } = this.#side;
    const { id, title, year } = this.#movie(row);
    const halfWidth = this.#halfWidth(row);
    const stars = clampToScale(scale, this.#stars(row));
    return {
      movieId: id,
      title,
      year,
      stars,
      low: clampToScale(scale, stars - halfWidth),
      high: clampToScale(scale, stars + halfWidth),
    };
  }

  #stars(row: number): number {
    const { mean, movieBias, movieFactors, factors } = this.#side.head;
    let stars = mean + movieBias[row]! + this.strictness;
    for (let f = 0; f < factors; f++) stars += this.features[f]! * movieFactors[row * factors + f]!;
    return stars;
  }

  #movie(row: number): Movie {
    return this.#side.catalogue.at(row);
  }
}

/** `taste.picks(options)`, in steps. */
export function picksSteps(taste: Taste, options: PicksOptions): Generator<void, Pick[]> {
  return steps.picks(taste, options);
}

/** `taste.avoid(options)`, in steps. */
export function avoidSteps(taste: Taste, options: PicksOptions): Generator<void, Pick[]> {
  return steps.avoid(taste, options);
}

/** What all lists of someone are worked out from, in steps. */
export function readySteps(taste: Taste): Generator<void, void> {
  return steps.ready(taste);
}
