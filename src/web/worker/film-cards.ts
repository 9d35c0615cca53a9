import type { Explanation, Id, Model, Pick, Taste } from "../../index.ts";
import type { WhyWords } from "../../words/why-words.ts";
import type { Film, FilmCard, FilmName } from "../messages.ts";
import type { Spokes } from "./spokes.ts";

/** Films and predictions as the page shows them. */
export class FilmCards {
  readonly #model: Model;
  readonly #spokes: () => Spokes | undefined;

  /** @param spokes - undefined until they are ready: until then films have no fingerprint. */
  constructor(model: Model, spokes: () => Spokes | undefined) {
    this.#model = model;
    this.#spokes = spokes;
  }

  /** A film of the catalogue. */
  film(row: number): Film {
    const { catalogue, movieCounts } = this.#model;
    const { id, title, year, genres } = catalogue.at(row);
    return {
      ...{ movieId: id, title, year, genres },
      ratedBy: movieCounts[row]!,
      print: this.#spokes()?.filmPrint(row) ?? [],
    };
  }

  name(row: number): FilmName {
    const { id, title, year } = this.#model.catalogue.at(row);
    return { movieId: id, title, year };
  }

  /** A film of a list of someone's; `wordsOf` says why it is there. */
  card(
    taste: Taste,
    pick: Pick,
    wordsOf: (explanation: Explanation, pick: Pick) => WhyWords,
  ): FilmCard {
    const explanation = taste.explain(pick.movieId);
    const { mean, film, strictness, taste: match } = explanation;
    const words = wordsOf(explanation, pick);
    const { stars, low, high, why } = pick;
    return {
      ...this.film(this.rowOf(pick.movieId)),
      ...{ stars, low, high, words, why },
      parts: { mean, film, strictness, taste: match },
      ...(this.#spokes()?.match(taste, pick.movieId) ?? { match: [], rest: match }),
    };
  }

  rowOf(movieId: Id): number {
    return this.#model.catalogue.indexOf(movieId);
  }
}
