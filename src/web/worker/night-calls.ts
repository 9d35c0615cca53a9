import type { PicksOptions, Reason, SharedPick, Taste } from "../../index.ts";
import { leftForAll, together } from "../../index.ts";
import type { NightFilm, NightPerson } from "../night-messages.ts";
import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Films that someone would be offered alone. */
const ALONE = 3;

/** Calls behind the view of the same name. */
export function nightCalls(opened: () => Promise<OpenCore>): Pick<CoreService, "night"> {
  return {
    async night([people, options]) {
      const core = await opened();
      const tastes = people.map((person) => core.tasteOf(person));
      return {
        films: together(core.model, tastes, options).map((pick) => nightFilm(core, tastes, pick)),
        people: tastes.map((taste) => nightPerson(core, taste, options)),
        left: leftForAll(core.model, tastes, options),
      };
    },
  };
}

function nightFilm({ cards }: OpenCore, tastes: readonly Taste[], pick: SharedPick): NightFilm {
  const row = cards.rowOf(pick.movieId);
  return {
    ...cards.film(row),
    ...{ stars: pick.stars, low: pick.low, high: pick.high },
    people: pick.people.map(({ stars, low, high }, k) => {
      const taste = tastes[k]!;
      const { isBelowUsual } = taste.expected(row);
      const [alone] = taste.picks({ count: 1, among: [pick.movieId] });
      return { stars, low, high, isBelowUsual, why: liked(alone?.why ?? [], taste) };
    }),
  };
}

/** Ratings below someone's mean may tell that they choose a film, but sound like the opposite. */
function liked(why: readonly Reason[], { ratings }: Taste): Reason[] {
  const mean = ratings.reduce((sum, { rating }) => sum + rating, 0) / ratings.length;
  return why.filter(({ rating }) => rating >= mean);
}

function nightPerson(
  { spokesIfReady }: OpenCore,
  taste: Taste,
  options: PicksOptions,
): NightPerson {
  const alone = taste.picks({ ...options, exclude: [], count: ALONE });
  return {
    print: spokesIfReady()?.personPrint(taste) ?? [],
    known: taste.ratings.length,
    alone: alone.reduce((sum, { stars }) => sum + stars, 0) / alone.length,
  };
}
