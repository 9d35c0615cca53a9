import type { Id, Taste } from "../../index.ts";
import type { PersonData, ProfileRow, TellingFilm } from "../messages.ts";
import type { OpenCore } from "./open-core.ts";
import { profileRows } from "./profile-rows.ts";

/** Each is left out in turn, which takes a few milliseconds: only those worst fitted with all others. */
const MOST_LEFT_OUT = 40;
const MOST_SHOWN = 8;
/** Less is no surprise. */
const LEAST_SURPRISE = 0.5;
/** A change of a feature that is not worth a word, in stars. */
const LEAST_MOVED = 0.01;

/**
 * Own ratings that the others do not let expect, the most surprising first, each with the feature along
 * which it moved the person most.
 */
export function tellingFilms(core: OpenCore, person: PersonData): TellingFilm[] {
  const taste = core.tasteOf(person);
  const profile = profileRows(core, taste);
  return worstFitted(core, taste)
    .map(({ movieId, rating }) => {
      const without = core.tasteOf(withoutFilm(person, movieId));
      const { title, year, stars, low, high } = without.predict(movieId);
      return { without, film: { movieId, title, year, rating, expected: stars, low, high } };
    })
    .filter(({ film }) => surprise(film) >= LEAST_SURPRISE)
    .sort((a, b) => surprise(b.film) - surprise(a.film))
    .slice(0, MOST_SHOWN)
    .map(({ without, film }) => ({
      ...film,
      moved: movedMost(profile, profileRows(core, without)),
    }));
}

function worstFitted(
  { model }: OpenCore,
  taste: Taste,
): { readonly movieId: Id; readonly rating: number }[] {
  return taste.ratings
    .map(({ movieIndex, rating }) => {
      const movieId = model.catalogue.at(movieIndex).id;
      return { movieId, rating, off: Math.abs(rating - taste.predict(movieId).stars) };
    })
    .sort((a, b) => b.off - a.off)
    .slice(0, MOST_LEFT_OUT);
}

function withoutFilm(person: PersonData, movieId: Id): PersonData {
  return { ...person, ratings: person.ratings.filter((rated) => rated.movieId !== movieId) };
}

function surprise({ rating, expected }: Pick<TellingFilm, "rating" | "expected">): number {
  return Math.abs(rating - expected);
}

function movedMost(
  now: readonly ProfileRow[],
  before: readonly ProfileRow[],
): TellingFilm["moved"] {
  const moves = now.map(({ you }, feature) => ({ feature, stars: you - before[feature]!.you }));
  const [most] = moves.sort((a, b) => Math.abs(b.stars) - Math.abs(a.stars));
  return most === undefined || Math.abs(most.stars) < LEAST_MOVED ? undefined : most;
}
