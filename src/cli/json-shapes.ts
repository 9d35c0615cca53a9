import { filmJson } from "../contract/film-json.ts";
import type {
  ExportedRating,
  Explanation,
  HiddenFeature,
  Id,
  Model,
  Movie,
  Pick,
  Prediction,
} from "../index.ts";
import type { Person, Recognised } from "./person.ts";

// What `--json` prints. The names and their kinds are a contract, which the service shares: a key may be
// added, never renamed. Ids are told as the data has them.

export type JsonObject = Readonly<Record<string, unknown>>;

export { matchJson, sumJson } from "../contract/film-json.ts";

const SHAPES = filmJson((id: Id): Id => id);

export function movieJson(movie: Movie): JsonObject {
  return SHAPES.movie(movie);
}

export function predictionJson(prediction: Prediction): JsonObject {
  return SHAPES.prediction(prediction);
}

export function pickJson(pick: Pick): JsonObject {
  return SHAPES.pick(pick);
}

export function explanationJson(explanation: Explanation): JsonObject {
  return SHAPES.explanation(explanation);
}

/** @param feature - its place among them, from 1. */
export function featureJson(model: Model, told: HiddenFeature, feature: number): JsonObject {
  return SHAPES.feature(model, told, feature);
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
