import type { Id } from "../ratings/id-map.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { passesForOne } from "./candidates.ts";
import type { FilmSide } from "./film-side.ts";
import { LIST_NUMBERS, SCANNED_TOGETHER, listsOfPeople } from "./lists-of-people.ts";
import { openFilms } from "./open-films.ts";
import type { PeopleRatings } from "./people-ratings.ts";
import { ratingsOfPeople } from "./people-ratings.ts";
import type { PicksOptions, PicksSettings } from "./picks-options.ts";
import { resolvePicksOptions } from "./picks-options.ts";
import type { Pick } from "./prediction.ts";

/** What is picked for one person of a table of ratings. */
export interface PersonPicks {
  readonly userId: Id;
  /** How many films that the model knows this person has rated; without any the list is that of the crowd. */
  readonly rated: number;
  /** As `taste.picks()` has them, without reasons. */
  readonly picks: readonly Omit<Pick, "why">[];
}

/**
 * Films for every person of a table of ratings, one person after the other in the order of
 * `ratings.users`: what `model.taste(theirs).picks(options)` gives each, without reasons and in less
 * time, since films are scanned for several people at once. Nobody's list is kept.
 *
 * @param side - the model.
 * @param ratings - borrowed. Those of films that the model does not know are passed over; those beyond
 *   its scale count as its end.
 * @throws {RangeError | TypeError} for a wrong option.
 *
 * Cost: O(n·F² + F³ + I·F) a person with n ratings; 8 bytes a rating beside the table.
 *
 * @example
 * ```ts
 * const data = synthesize({ users: 50, movies: 40, ratings: 600 });
 * const model = await train(data, { method: "gradient-descent", factors: 4 });
 * const [first] = picksOfAll(model, data.ratings, { count: 2 });
 * assert.equal(first?.userId, data.ratings.users.idAt(0));
 * assert.equal(first.picks.length, 2);
 * ```
 */
export function picksOfAll(
  side: FilmSide,
  ratings: Ratings,
  options: PicksOptions = {},
): Generator<PersonPicks, void> {
  const settings = resolvePicksOptions("Cannot pick for all", options);
  // A film or genre that there is not is told of here, not on the way.
  openFilms(side, settings);
  passesForOne(side, NOTHING, settings);
  return eachOf(side, ratings, ratingsOfPeople(side, ratings), settings);
}

const NOTHING = { seen: new Set<number>(), notForMe: new Set<number>() };

function* eachOf(
  side: FilmSide,
  { users, userCount }: Ratings,
  people: PeopleRatings,
  settings: PicksSettings,
): Generator<PersonPicks, void> {
  for (let first = 0; first < userCount; first += SCANNED_TOGETHER) {
    const end = Math.min(userCount, first + SCANNED_TOGETHER);
    const { rated, counts, rows, numbers } = listsOfPeople(side, people, settings, first, end);
    let film = 0;
    for (let person = first; person < end; person++) {
      const picks: Omit<Pick, "why">[] = [];
      for (let k = 0; k < counts[person - first]!; k++, film++) {
        const { id: movieId, title, year } = side.catalogue.at(rows[film]!);
        const [stars, low, high, score] = numbers.subarray(film * LIST_NUMBERS) as unknown as Four;
        picks.push({ movieId, title, year, stars, low, high, score });
      }
      yield { userId: users.idAt(person), rated: rated[person - first]!, picks };
    }
  }
}

type Four = readonly [number, number, number, number];
