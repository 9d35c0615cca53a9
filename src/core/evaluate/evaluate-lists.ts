import { checkLength, integerIn } from "../check.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { OwnRating } from "../taste/fold-in.ts";
import type { AvoidFigures } from "./avoid-figures.ts";
import { avoidFigures } from "./avoid-figures.ts";
import type { LeftOutPeople, LeftOutPerson } from "./left-out-people.ts";
import type { ListFigures } from "./list-metrics.ts";
import { HIT_FROM, LIST_LENGTH, TOP, listFigures } from "./list-metrics.ts";
import type { FilmList, ListModel, ListTaste } from "./list-model.ts";
import { ListableFilms, bestRows } from "./listable-films.ts";
import type { JudgedList, PooledFigures } from "./pooled-lists.ts";
import { pooledFigures } from "./pooled-lists.ts";
import type { Ranker, RankerName } from "./rankers.ts";
import { rankersOf } from "./rankers.ts";

/** What the lists of one ranker are worth: means over the people, and what is pooled over them. */
export interface RankedLists extends ListFigures, PooledFigures {
  /** The figures of each person, in their order: what a paired bootstrap takes. */
  readonly each: readonly ListFigures[];
}

/** What lists of films are worth to people whom training has not seen. */
export interface ListsResult {
  /** The model's own list, in its order. */
  readonly picks: RankedLists;
  /** Other ways to rank the same films; those that do not apply are absent. */
  readonly baselines: Readonly<Partial<Record<RankerName, RankedLists>>>;
  readonly avoid: AvoidFigures;
  readonly people: number;
  /** How many of them have no film that could be a hit; they count, with 0. */
  readonly peopleWithoutHits: number;
  /** User index of each person: the clusters of a paired bootstrap. */
  readonly userIndex: Uint32Array;
}

/**
 * Ranks all films for people left out, from the first `given` of the ratings that they bring, and
 * measures what the top of each list is worth by what they went on to rate.
 *
 * @param model - learned from `leftOut.train`, and from nothing else.
 * @param given - at most as many as were set aside.
 * @throws {RangeError | TypeError} for another `given`, or a model of another catalogue.
 *
 * Cost: a taste, two lists and O(I·F) a person, and {@link learnEase} once.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 200, movies: 80, ratings: 6000 });
 * const leftOut = leaveOutPeople(ratings, { people: 20, leastRatings: 20, given: [10] }, 1);
 * const model = await train(leftOut.train, { method: "gradient-descent", factors: 4 });
 * const { picks, baselines } = evaluateLists(model, leftOut, 10);
 * assert.ok(picks.precisionAt3 <= picks.ratedAt3);
 * assert.ok(Object.keys(baselines).includes("ease"));
 * ```
 */
export function evaluateLists(
  model: ListModel,
  leftOut: LeftOutPeople,
  given: number,
): ListsResult {
  const action = "Cannot evaluate lists";
  integerIn(action, "given", given, 0, leftOut.people[0]?.given.length ?? 0);
  checkLength(action, "model.movieCounts", model.movieCounts, leftOut.train.movieCount, "I");
  const films = new ListableFilms(model);
  const rankers = rankersOf(leftOut.train, model.taste([]));
  const asked = leftOut.people.map((person) => listsOf(model, films, rankers, person, given));
  const baselines: Partial<Record<RankerName, RankedLists>> = {};
  for (const name of rankers.keys()) {
    const lists = asked.map(({ ranked }) => ranked.get(name)!);
    baselines[name] = rankedLists(films, lists, asked);
  }
  return {
    picks: rankedLists(
      films,
      asked.map(({ picks }) => picks),
      asked,
    ),
    baselines,
    avoid: avoidFigures(
      asked.flatMap(({ avoided }) => Array.from(avoided)),
      leftOut.people.flatMap(({ heldOut }) => Array.from(heldOut.value)),
    ),
    people: leftOut.people.length,
    peopleWithoutHits: asked.filter(({ possibleHits }) => possibleHits === 0).length,
    userIndex: Uint32Array.from(leftOut.people, ({ userIndex }) => userIndex),
  };
}

/** Everything that is listed for one person, with what they went on to rate. */
interface PersonLists {
  readonly picks: JudgedList;
  readonly ranked: ReadonlyMap<RankerName, JudgedList>;
  /** Stars of the films to avoid. */
  readonly avoided: Float32Array;
  readonly possibleHits: number;
}

function listsOf(
  model: ListModel,
  films: ListableFilms,
  rankers: ReadonlyMap<RankerName, Ranker>,
  person: LeftOutPerson,
  given: number,
): PersonLists {
  const own = ownRatings(films, person.given, given);
  const taste = tasteOf(model, person.given, given);
  const rows = films.without(own.map(({ movieIndex }) => movieIndex));
  const listed = {
    picks: rowsOf(model, films, taste.picks({ count: LIST_LENGTH })),
    avoid: rowsOf(model, films, taste.avoid({ count: TOP })),
    ranked: Array.from(rankers, ([name, ranker]) => {
      return [name, bestRows(ranker(taste, own), rows, LIST_LENGTH)] as const;
    }),
  };
  // What is held out is looked at only now that all lists are made.
  const truth = heldOutStars(films, rows, person.heldOut);
  const judged = (list: Uint32Array): JudgedList => ({
    rows: list,
    stars: Float32Array.from(list, (row) => truth.get(row) ?? NaN),
  });
  return {
    picks: judged(listed.picks),
    ranked: new Map(listed.ranked.map(([name, list]) => [name, judged(list)])),
    avoided: judged(listed.avoid).stars,
    possibleHits: Array.from(truth.values()).filter((stars) => stars >= HIT_FROM).length,
  };
}

/** Row → what the person gave to a film that could be listed. */
function heldOutStars(
  films: ListableFilms,
  rows: Uint32Array,
  heldOut: Ratings,
): Map<number, number> {
  const listable = new Set(rows);
  const own = ownRatings(films, heldOut).filter(({ movieIndex }) => listable.has(movieIndex));
  return new Map(own.map(({ movieIndex, rating }) => [movieIndex, rating]));
}

function rankedLists(
  films: ListableFilms,
  lists: readonly JudgedList[],
  people: readonly PersonLists[],
): RankedLists {
  const each = lists.map(({ stars }, k) => listFigures(stars, people[k]!.possibleHits));
  const mean = (of: (figures: ListFigures) => number): number =>
    each.reduce((sum, figures) => sum + of(figures), 0) / each.length;
  return {
    precisionAt3: mean(({ precisionAt3 }) => precisionAt3),
    ndcgAt10: mean(({ ndcgAt10 }) => ndcgAt10),
    recallAt10: mean(({ recallAt10 }) => recallAt10),
    ratedAt3: mean(({ ratedAt3 }) => ratedAt3),
    ...pooledFigures(films, lists),
    each,
  };
}

/** One rating a film, by the row that it is listed as; of a film rated twice the last counts, as in a taste. */
function ownRatings(
  films: ListableFilms,
  { movieIndex, value }: Ratings,
  count = value.length,
): OwnRating[] {
  const byRow = new Map<number, number>();
  for (let n = 0; n < count; n++) byRow.set(films.listedAs(movieIndex[n]!), value[n]!);
  return Array.from(byRow, ([row, rating]) => ({ movieIndex: row, rating }));
}

function tasteOf(
  model: ListModel,
  { movies, movieIndex, value }: Ratings,
  count: number,
): ListTaste {
  const ratings = Array.from(value.subarray(0, count), (rating, n) => ({
    movieId: movies.idAt(movieIndex[n]!),
    rating,
  }));
  return model.taste(ratings);
}

function rowsOf({ catalogue }: ListModel, films: ListableFilms, list: FilmList): Uint32Array {
  return Uint32Array.from(list, ({ movieId }) => films.listedAs(catalogue.indexOf(movieId)));
}
