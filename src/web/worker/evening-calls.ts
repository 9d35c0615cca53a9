import { nextToRate, sureness } from "../../index.ts";
import { featureSteps } from "../../core/features/find-features.ts";
import { filmIndexOf } from "../../core/taste/film-index.ts";
import { avoidWords, pickWords } from "../../words/why-words.ts";
import type { CoreService } from "./answer-calls.ts";
import { givingWay } from "./give-way.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind "Tonight" and what every view needs. */
export function eveningCalls(
  opened: () => Promise<OpenCore>,
): Pick<CoreService, "open" | "spokes" | "tonight" | "films" | "suggest" | "wellKnown"> {
  return {
    async open() {
      const { model } = await opened();
      const { provenance, catalogue, scale } = model;
      const years = catalogue.movies.flatMap(({ year }) => year ?? []);
      return {
        ...{ data: provenance.data, users: provenance.users, movies: provenance.movies },
        ratings: provenance.ratings,
        scale: { min: scale.min, max: scale.max, step: scale.step },
        genres: [...new Set(catalogue.movies.flatMap(({ genres }) => genres))].sort(),
        years: years.reduce(
          ({ from, to }, year) => ({ from: Math.min(from, year), to: Math.max(to, year) }),
          { from: 9999, to: 0 },
        ),
      };
    },
    async spokes() {
      const { model, spokes } = await opened();
      await givingWay(featureSteps(model)); // a film that is rated meanwhile does not wait
      return spokes().names;
    },
    async tonight([person, options]) {
      const { model, cards, spokesIfReady, tasteOf } = await opened();
      const taste = tasteOf(person);
      return {
        picks: taste.picks(options).map((pick) => cards.card(taste, pick, pickWords)),
        avoid: taste.avoid(options).map((film) => cards.card(taste, film, avoidWords)),
        print: spokesIfReady()?.personPrint(taste) ?? [],
        sureness: sureness(model, taste),
        left: taste.left(options),
      };
    },
    async films([movieIds]) {
      const { cards } = await opened();
      const rows = movieIds.map((id) => cards.rowOf(id));
      return rows.filter((row) => row >= 0).map((row) => cards.film(row));
    },
    async suggest([person, notSeen, count]) {
      const { model, cards, tasteOf } = await opened();
      const films = nextToRate(model, tasteOf(person), { count, notSeen });
      return films.map(({ id }) => cards.film(cards.rowOf(id)));
    },
    async wellKnown([count]) {
      const { model, cards } = await opened();
      return Array.from(filmIndexOf(model).byCount.subarray(0, count), (row) => cards.film(row));
    },
  };
}
