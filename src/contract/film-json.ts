import type { Movie } from "../core/catalogue/movie.ts";
import { imdbName } from "../core/catalogue/movie.ts";
import type { HiddenFeature } from "../core/features/hidden-features.ts";
import type { Match } from "../core/features/match.ts";
import type { ProfileFeature } from "../core/features/profile.ts";
import type { Model } from "../core/model/model.ts";
import type { Id } from "../core/ratings/id-map.ts";
import type { Explanation, Pick, Prediction, Reason } from "../core/taste/prediction.ts";
import type { SharedPick } from "../core/taste/together.ts";

/**
 * Films and what is said of them as JSON: the keys of the contract, which are those of the command line's
 * `--json`. A number that was not measured is NaN here and becomes null when it is written.
 *
 * @param idOf - how ids are told: the service tells them all as text.
 */
export function filmJson<I>(idOf: (id: Id) => I) {
  const named = ({ movieId, title, year }: NamedFilm) => ({
    ...{ movieId: idOf(movieId), title, year: year ?? null },
  });
  const movie = ({ id, title, year }: Movie) => named({ movieId: id, title, year });
  const prediction = (told: Prediction) => {
    const { stars, low, high } = told;
    return { ...named(told), stars, low, high };
  };
  const reason = (told: Reason) => ({ ...named(told), rating: told.rating, share: told.share });
  return {
    movie,
    prediction,
    reason,
    pick: (told: Pick) => ({ ...prediction(told), score: told.score, why: told.why.map(reason) }),
    sharedPick: (told: SharedPick) => ({
      ...{ ...prediction(told), score: told.score, people: told.people.map(prediction) },
    }),
    explanation: (told: Explanation) => ({
      ...{ ...prediction(told), ...sumJson(told), why: told.reasons.map(reason) },
    }),
    feature: ({ catalogue }: Model, told: HiddenFeature, place: number) => {
      const films = (placed: HiddenFeature["low"]) =>
        placed.map((at) => ({ ...movie(catalogue.at(at.movieIndex)), place: at.place }));
      const { name, kind, auc, stability, share, low, high } = told;
      return {
        ...{ feature: place, name: name ?? null, kind, auc: auc ?? null },
        stability: Number.isNaN(stability) ? null : stability,
        ...{ share, low: films(low), high: films(high) },
      };
    },
    movieDetails: (told: Movie, ratedBy: number) => ({
      ...{ ...movie(told), genres: [...told.genres], ratedBy },
      imdbId: told.imdbId === undefined ? null : imdbName(told.imdbId),
      tmdbId: told.tmdbId ?? null,
    }),
  };
}

interface NamedFilm {
  readonly movieId: Id;
  readonly title: string;
  readonly year?: number | undefined;
}

/** The parts of the sum: `mean + film + strictness + taste`, cut to the scale, is `stars`. */
export function sumJson({ mean, film, strictness, taste }: Explanation) {
  return { mean, film, strictness, taste };
}

/** Feature by feature, and the rest: they sum to what taste adds. */
export function matchJson({ features, rest }: Match) {
  return {
    features: features.map(({ feature: { name, kind }, place, you, stars }, k) => ({
      ...{ feature: k + 1, name: name ?? null, kind, place, you, stars },
    })),
    rest,
  };
}

/** @param place - its place among them, from 1. */
export function profileFeatureJson(told: ProfileFeature, place: number) {
  const { name, kind } = told.feature;
  const { you, crowd, above } = told;
  return { feature: place, name: name ?? null, kind, you, crowd: { ...crowd }, above };
}
