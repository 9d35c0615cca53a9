import { SIMILAR_DEFAULTS } from "../../index.ts";
import { filmIndexOf } from "../../core/taste/film-index.ts";
import { someOwn } from "../features/some-own.ts";
import type { FeatureFacts, FilmMap } from "../messages.ts";
import type { CoreService } from "./answer-calls.ts";
import { featureName } from "./feature-name.ts";
import type { OpenCore } from "./open-core.ts";

/** The best known films stand along every feature: as many as a strip can hold. */
const BEST_KNOWN = 160;
/** Films of each end besides them. */
const AT_ENDS = 8;

/** Calls behind "Hidden features". */
export function featureCalls(
  opened: () => Promise<OpenCore>,
): Pick<CoreService, "features" | "map" | "similar"> {
  let map: FilmMap | undefined;
  return {
    async features([own]) {
      const core = await opened();
      const rows = own.map((id) => core.cards.rowOf(id)).filter((row) => row >= 0);
      return featureFacts(core, rows);
    },
    async map() {
      map ??= filmMapOf(await opened());
      return map;
    },
    async similar([movieId, count]) {
      const { model, cards, spokes } = await opened();
      spokes(); // films are drawn by them
      const films = model
        .similar(movieId, { count })
        .map(({ movieIndex, similarity }) => ({ ...cards.film(movieIndex), similarity }));
      return { leastRatings: SIMILAR_DEFAULTS.leastRatings, films };
    },
  };
}

/** @param own - rows to place besides the best known; of many, some. */
function featureFacts({ model, cards }: OpenCore, own: readonly number[]): FeatureFacts[] {
  const { byCount } = filmIndexOf(model);
  const known = byCount.subarray(0, BEST_KNOWN);
  return model.hiddenFeatures({ films: AT_ENDS }).map((feature) => {
    const { kind, auc, stability, share, places, low, high } = feature;
    const ends = [...low, ...high].map(({ movieIndex }) => movieIndex);
    const along = (rows: Iterable<number>): { row: number; ratedBy: number }[] =>
      [...new Set(rows)]
        .filter((row) => !Number.isNaN(places[row]!))
        .sort((a, b) => places[a]! - places[b]!)
        .map((row) => ({ row, ratedBy: model.movieCounts[row]! }));
    const mine = someOwn(along(own)).map(({ row }) => row);
    return {
      ...featureName(model, feature),
      ...{ kind, auc, stability, share },
      films: along([...ends, ...mine, ...known]).map(({ row, ratedBy }) => ({
        ...cards.name(row),
        ...{ place: places[row]!, ratedBy },
      })),
    };
  });
}

function filmMapOf({ model, cards, spokes }: OpenCore): FilmMap {
  spokes(); // films are drawn by them
  const { rows, x, y } = model.filmMap();
  return {
    leastRatings: rows.reduce((least, row) => Math.min(least, model.movieCounts[row]!), Infinity),
    films: Array.from(rows, (row, k) => ({ ...cards.film(row), x: x[k]!, y: y[k]! })),
  };
}
