import type { Movie } from "../../core/catalogue/movie.ts";
import type { Model } from "../../core/model/model.ts";
import type { TitleSearch } from "../../search/title-search.ts";
import { titleSearchSteps } from "../../search/title-search.ts";
import type { ServedModel } from "../service.ts";
import { givingWay } from "./give-way.ts";

/** A model as requests ask of it. What is asked for by title is made ready when first asked for, in turns. */
export function makeServedModel(version: string, model: Model): ServedModel {
  const { catalogue } = model;
  let search: Promise<TitleSearch> | undefined;
  return {
    version,
    model,
    rowOf(movieId) {
      const row = catalogue.indexOf(movieId);
      return row < 0 && isCanonical(movieId) ? catalogue.indexOf(Number(movieId)) : row;
    },
    async search(text, limit): Promise<readonly Movie[]> {
      search ??= givingWay(titleSearchSteps(model));
      const rows = (await search)(text);
      return rows.slice(0, limit).map((row) => catalogue.at(row));
    },
  };
}

/** Whether a text is how a number is written: `7`, not `07` or `7e0`. */
function isCanonical(text: string): boolean {
  return String(Number(text)) === text && Number.isFinite(Number(text));
}
