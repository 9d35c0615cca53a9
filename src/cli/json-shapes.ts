import type {
  ExportedRating,
  Explanation,
  HiddenFeature,
  Match,
  Model,
  Movie,
  Pick,
  Prediction,
  Reason,
} from "../index.ts";
import type { Person, Recognised } from "./person.ts";

// What `--json` prints. The names and their kinds are a contract: a key may be added, never
// renamed. An unknown year and an interval that was not measured are null.

export type JsonObject = Readonly<Record<string, unknown>>;

export function movieJson({ id, title, year }: Movie): JsonObject {
  return { movieId: id, title, year: year ?? null };
}

export function predictionJson(prediction: Prediction): JsonObject {
  const { movieId, title, year, stars, low, high } = prediction;
  return { movieId, title, year: year ?? null, stars, low, high };
}

export function pickJson(pick: Pick): JsonObject {
  return { ...predictionJson(pick), score: pick.score, why: pick.why.map(reasonJson) };
}

export function reasonJson({ movieId, title, year, rating, share }: Reason): JsonObject {
  return { movieId, title, year: year ?? null, rating, share };
}

/** `mean + film + strictness + taste`, cut to the scale, is `stars`. */
export function explanationJson(explanation: Explanation): JsonObject {
  return {
    ...predictionJson(explanation),
    ...sumJson(explanation),
    why: explanation.reasons.map(reasonJson),
  };
}

/** The parts of the sum alone. */
export function sumJson({ mean, film, strictness, taste }: Explanation): JsonObject {
  return { mean, film, strictness, taste };
}

export function recognisedJson(recognised: Recognised): JsonObject {
  const { count, total, unknown, ambiguous, below, above, superseded } = recognised;
  const { notSeen, seen = 0, told } = recognised;
  return {
    ...{ count, total, unknown: unknown.map(ratedJson), ambiguous: ambiguous.map(ratedJson) },
    ...{ clamped: below + above, superseded },
    ...(told === undefined
      ? {}
      : { seen, format: told.format, scale: told.scale, leftOut: told.leftOut }),
    ...(notSeen === undefined ? {} : { notSeen }),
  };
}

function ratedJson({ title, year, rating, line }: ExportedRating): JsonObject {
  return { title, year: year ?? null, rating, line };
}

export function personJson({ name, recognised }: Person): JsonObject {
  return { name, recognised: recognisedJson(recognised) };
}

/** @param feature - its place among them, from 1. */
export function featureJson(
  { catalogue }: Model,
  { name, kind, auc, stability, share, low, high }: HiddenFeature,
  feature: number,
): JsonObject {
  const films = (placed: HiddenFeature["low"]): JsonObject[] =>
    placed.map(({ movieIndex, place }) => ({ ...movieJson(catalogue.at(movieIndex)), place }));
  return {
    ...{ feature, name: name ?? null, kind, auc: auc ?? null },
    stability: Number.isNaN(stability) ? null : stability,
    ...{ share, low: films(low), high: films(high) },
  };
}

/** Feature by feature, and the rest: they sum to what taste adds. */
export function matchJson({ features, rest }: Match): JsonObject {
  return {
    features: features.map(({ feature: { name, kind }, place, you, stars }, k) => ({
      ...{ feature: k + 1, name: name ?? null, kind, place, you, stars },
    })),
    rest,
  };
}
