import type { FilmSide } from "./film-side.ts";
import { representativeRows, rowOf } from "./film-side.ts";
import type { PicksOptions, Prediction, Taste } from "./taste.ts";
import { resolvePicksOptions } from "./taste.ts";

/** A film for a group. */
export interface SharedPick extends Prediction {
  /** What the list is sorted by. */
  readonly score: number;
  /** One prediction a person, in the order given. */
  readonly people: readonly Prediction[];
}

/** A group is pleased as much as its mean, less half of how far its least pleased member is below. */
const MISERY_WEIGHT = 0.5;

/**
 * Movie night: films that the whole group will like. None that any of them has rated.
 *
 * @param side - the model that all tastes were made with.
 * @param tastes - at least one; borrowed.
 * @returns at most `count` films; `stars`, `low` and `high` are means over the group.
 * @throws {RangeError | TypeError} for no taste at all, one of another model, or a wrong option.
 *
 * Cost: O(people · I·F + I log I). Source: Masthoff 2004, "average" with "least misery".
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
  const action = "Cannot pick for a group";
  const { count, exclude } = resolvePicksOptions(action, options);
  if (tastes.length === 0)
    throw new RangeError(`${action}: "tastes" must hold at least one person`);
  const foreign = tastes.findIndex((taste) => !taste.isOf(side));
  if (foreign >= 0) {
    throw new RangeError(
      `${action}: "tastes" must all be made by this model, got one of another at index ${foreign}`,
    );
  }
  const { catalogue, movieCounts } = side;
  const out = new Set(exclude.map((id) => catalogue.filmOf[rowOf(side, "Cannot exclude", id)]!));
  for (const taste of tastes) {
    for (const { movieIndex } of taste.ratings) out.add(catalogue.filmOf[movieIndex]!);
  }
  const scores = tastes.map((taste) => taste.scores(1));
  return Array.from(representativeRows(side))
    .filter((row) => movieCounts[row]! > 0 && !out.has(catalogue.filmOf[row]!))
    .map((row) => ({ row, score: groupScore(scores.map((own) => own[row]!)) }))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, count)
    .map(({ row, score }) => {
      const movie = catalogue.at(row);
      const people = tastes.map((taste) => taste.predict(movie.id));
      const mean = (key: "stars" | "low" | "high"): number => meanOf(people.map((p) => p[key]));
      const { id: movieId, title, year } = movie;
      const stars = mean("stars");
      return { movieId, title, year, stars, low: mean("low"), high: mean("high"), score, people };
    });
}

function groupScore(scores: readonly number[]): number {
  const mean = meanOf(scores);
  return mean - MISERY_WEIGHT * (mean - Math.min(...scores));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
