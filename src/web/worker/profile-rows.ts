import type { HiddenFeature, Taste } from "../../index.ts";
import type { FilmName, ProfileRow } from "../messages.ts";
import { featureName } from "./feature-name.ts";
import type { OpenCore } from "./open-core.ts";

/** Films named at each end. */
const FILMS = 3;

/** A person along every hidden feature, as the page shows it. */
export function profileRows({ model, cards }: OpenCore, taste: Taste): ProfileRow[] {
  const names = (films: HiddenFeature["low"]): FilmName[] =>
    films.map(({ movieIndex }) => cards.name(movieIndex));
  return model.profile(taste, { films: FILMS }).map(({ feature, you, crowd, above }) => ({
    ...featureName(model, feature),
    kind: feature.kind,
    ...{ you, crowd, above },
    low: names(feature.low),
    high: names(feature.high),
  }));
}
