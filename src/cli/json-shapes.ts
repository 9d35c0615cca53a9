import type { Explanation, Movie, Pick, Prediction, Reason } from "../index.ts";
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
  const { count, total, unknown, ambiguous, below, above, superseded, notSeen } = recognised;
  return {
    ...{ count, total, unknown: unknown.map(ratedJson) },
    ambiguous: ambiguous.map((film) => ({ ...ratedJson(film), candidates: film.candidates })),
    ...{ clamped: below + above, superseded },
    ...(notSeen === undefined ? {} : { notSeen }),
  };
}

function ratedJson({ title, year, rating, line }: Recognised["unknown"][number]): JsonObject {
  return { title, year: year ?? null, rating, line };
}

export function personJson({ name, recognised }: Person): JsonObject {
  return { name, recognised: recognisedJson(recognised) };
}
