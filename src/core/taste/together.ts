import type { Filter, Left, OutOfPicks } from "./candidates.ts";
import { countLeft, filtersOf } from "./candidates.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksOptions } from "./picks-options.ts";
import { resolvePicksOptions } from "./picks-options.ts";
import type { Prediction } from "./prediction.ts";
import { SURPRISE_POOL, trustIn } from "./rank.ts";
import { surprised } from "./surprise.ts";
import { lastOf } from "./steps.ts";
import type { Taste } from "./taste.ts";

/** A film for a group. */
export interface SharedPick extends Prediction {
  /** How pleased the group is with it: about 1 if it is everyone's own best film, and sure to be liked. */
  readonly score: number;
  /** One prediction a person, in the order given. */
  readonly people: readonly Prediction[];
}

/** A group is pleased as much as its mean, less half of how far its least pleased member is below. */
const MISERY_WEIGHT = 0.5;

/** Someone's say in the next film falls to half once films chosen have pleased them this much in all. */
const HALF_SAY = 1;

/** Films that are looked at more closely: whether everyone is sure to like them. */
const TURN_POOL = 200;
/** Places that are given in turn, and of how many films. */
const TURNS = 12;
const TURN_CHOICE = 50;

const ACTION = "Cannot pick for a group";

/**
 * Movie night: films that the whole group will like. None that any of them has rated or marked. The
 * first has the highest mean, less what its least pleased member lacks; of every further one those who
 * got less so far have more of a say, so that three films please three people in turn.
 *
 * @param side - the model that all tastes were made with.
 * @param tastes - at least one; borrowed.
 * @returns at most `count` films; `stars`, `low` and `high` are means over the group.
 * @throws {RangeError | TypeError} for no taste at all, one of another model, or a wrong option.
 *
 * Cost: O(people · I·F + I log I). Source: Masthoff 2004 ("average" with "least misery"); Kaya, Bridge
 * and Tintarev 2020 (fairness over a list by what each member has got so far).
 *
 * @example
 * ```ts
 * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
 * const anna = model.taste([{ movieId: 7, rating: 5 }]);
 * const ben = model.taste([{ movieId: 9, rating: 4 }]);
 * const [film] = together(model, [anna, ben]);
 * assert.equal(film?.people.length, 2);
 * ```
 */
export function together(
  side: FilmSide,
  tastes: readonly Taste[],
  options: PicksOptions = {},
): SharedPick[] {
  return lastOf(togetherSteps(side, tastes, options));
}

/** The same in steps of some milliseconds, for a thread that has others to answer meanwhile. */
export function* togetherSteps(
  side: FilmSide,
  tastes: readonly Taste[],
  options: PicksOptions = {},
): Generator<void, SharedPick[]> {
  const settings = resolvePicksOptions(ACTION, options);
  checkTastes(side, tastes);
  const filters = filtersOf(side, outOfAll(tastes), settings);
  const rows = rowsPassing(side, filters);
  const pleased: number[][] = [];
  for (const taste of tastes) {
    pleased.push(pleasures(taste, rows));
    yield;
  }
  const films = rows.map((row, k) => ({ row, own: pleased.map((of) => of[k]!) }));
  const { count, surprise, seed } = settings;
  yield;
  const { liked, others } = yield* guarded(side, tastes, byPleasure(films));
  const arranged = [liked, others].flatMap((part) =>
    surprise === 0
      ? inTurn(part)
      : surprisingFilms(part.slice(0, count + SURPRISE_POOL), surprise, seed),
  );
  const picks: SharedPick[] = [];
  for (const { row, own } of arranged.slice(0, count)) {
    picks.push(sharedPick(side, tastes, row, pleasure(own)));
    yield;
  }
  return picks;
}

/**
 * How many films are left for the group after each thing that was asked for.
 *
 * @throws {RangeError | TypeError} as {@link together}.
 *
 * Cost: O(I).
 *
 * @example
 * ```ts
 * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
 * const group = [model.taste([{ movieId: 7, rating: 5 }]), model.taste([{ movieId: 9, rating: 4 }])];
 * const [all, unseen] = leftForAll(model, group);
 * assert.equal(all.films - unseen.films, 2);
 * ```
 */
export function leftForAll(
  side: FilmSide,
  tastes: readonly Taste[],
  options: PicksOptions = {},
): readonly Left[] {
  const settings = resolvePicksOptions(ACTION, options);
  checkTastes(side, tastes);
  return countLeft(side, filtersOf(side, outOfAll(tastes), settings));
}

/** A film, and how pleased each member is with it. */
interface Open {
  readonly row: number;
  readonly own: readonly number[];
}

function checkTastes(side: FilmSide, tastes: readonly Taste[]): void {
  const isList: boolean = Array.isArray(tastes); // as a condition it would make the type any[]
  if (!isList || !tastes.every((taste) => typeof taste?.isOf === "function")) {
    throw new TypeError(`${ACTION}: "tastes" must be a list of what model.taste() returns`);
  }
  if (tastes.length === 0) {
    throw new RangeError(`${ACTION}: "tastes" must hold at least one person`);
  }
  const foreign = tastes.findIndex((taste) => !taste.isOf(side));
  if (foreign < 0) return;
  throw new RangeError(
    `${ACTION}: "tastes" must all be made by this model, got one of another at index ${foreign}`,
  );
}

function outOfAll(tastes: readonly Taste[]): OutOfPicks {
  const all = tastes.map((taste) => taste.outOfPicks());
  return {
    seen: new Set(all.flatMap(({ seen }) => [...seen])),
    notForMe: new Set(all.flatMap(({ notForMe }) => [...notForMe])),
  };
}

function rowsPassing(side: FilmSide, filters: readonly Filter[]): number[] {
  const rows = Array.from(filmIndexOf(side).byCount);
  return rows.filter((row) => filters.every(({ passes }) => passes(row)));
}

/** 1 for the film that someone would like best of these, so that nobody counts for more than others. */
function pleasures(taste: Taste, rows: readonly number[]): number[] {
  const worths = taste.worths();
  const most = rows.reduce((best, row) => Math.max(best, worths[row]!), 0);
  return rows.map((row) => (most > 0 ? worths[row]! / most : 0));
}

function pleasure(own: readonly number[], say: readonly number[] = own.map(() => 1)): number {
  const all = say.reduce((sum, part) => sum + part, 0);
  const mean = own.reduce((sum, pleased, k) => sum + pleased * say[k]!, 0) / all;
  return mean - MISERY_WEIGHT * (mean - Math.min(...own));
}

/** Best for the group first. */
function byPleasure(films: readonly Open[]): Open[] {
  const scored = films.map((film) => ({ film, score: pleasure(film.own) }));
  scored.sort((a, b) => b.score - a.score || a.film.row - b.film.row);
  return scored.map(({ film }) => film);
}

/**
 * The first of them by how sure each member is to like them, and apart from these all that someone will
 * give less than they give on average.
 */
function* guarded(
  side: FilmSide,
  tastes: readonly Taste[],
  films: readonly Open[],
): Generator<void, { readonly liked: Open[]; readonly others: Open[] }> {
  const first: (Open & { readonly isLow: boolean })[] = [];
  for (const { row, own } of films.slice(0, TURN_POOL)) {
    const expected = tastes.map((taste) => taste.expected(row));
    const trusted = own.map((pleased, k) => pleased * trustIn(expected[k]!, side));
    first.push({ row, own: trusted, isLow: expected.some(({ isBelowUsual }) => isBelowUsual) });
    yield;
  }
  const low = byPleasure(first.filter(({ isLow }) => isLow));
  return {
    liked: byPleasure(first.filter(({ isLow }) => !isLow)),
    others: [...low, ...films.slice(TURN_POOL)],
  };
}

function surprisingFilms(films: readonly Open[], surprise: number, seed: number): Open[] {
  const byRow = new Map(films.map((film) => [film.row, film]));
  const scored = films.map(({ row, own }) => ({ row, score: pleasure(own) }));
  return surprised(scored, surprise, seed).map(({ row }) => byRow.get(row)!);
}

/** The first places one after the other, by who has got how much; then the others as they stand. */
function inTurn(films: readonly Open[]): Open[] {
  const left = films.slice(0, TURN_CHOICE);
  const chosen: Open[] = [];
  while (left.length > 0 && chosen.length < TURNS) {
    const say = left[0]!.own.map((_, k) => {
      const got = chosen.reduce((sum, { own }) => sum + Math.max(0, own[k]!), 0);
      return HALF_SAY / (HALF_SAY + got);
    });
    const values = left.map(({ own }) => pleasure(own, say));
    const best = values.indexOf(Math.max(...values)); // of equal ones the first stands higher
    chosen.push(...left.splice(best, 1));
  }
  return [...chosen, ...left, ...films.slice(TURN_CHOICE)];
}

function sharedPick(
  side: FilmSide,
  tastes: readonly Taste[],
  row: number,
  score: number,
): SharedPick {
  const { id: movieId, title, year } = side.catalogue.at(row);
  const people = tastes.map((taste) => taste.predict(movieId));
  const mean = (key: "stars" | "low" | "high"): number =>
    people.reduce((sum, own) => sum + own[key], 0) / people.length;
  const stars = mean("stars");
  return { movieId, title, year, stars, low: mean("low"), high: mean("high"), score, people };
}
