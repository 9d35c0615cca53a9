import type { Id, Model, Pick, Prediction, Reason, Taste } from "../../index.ts";
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

  /** What is predicted for someone: of a list with its reasons, else with those of the stars. */
  card(taste: Taste, prediction: Pick | Prediction): FilmCard {
    const {
      mean,
      film,
      strictness,
      taste: match,
      reasons,
      ...told
    } = taste.explain(prediction.movieId);
    const why: readonly Reason[] = "why" in prediction ? prediction.why : reasons.slice(0, 3);
    return {
      ...this.film(this.rowOf(prediction.movieId)),
      ...{ stars: told.stars, low: told.low, high: told.high },
      why,
      parts: { mean, film, strictness, taste: match },
      ...(this.#spokes()?.match(taste, prediction.movieId) ?? { match: [], rest: match }),
    };
  }

  rowOf(movieId: Id): number {
    return this.#model.catalogue.indexOf(movieId);
  }
}
