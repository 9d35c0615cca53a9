import type { DataSet, Id, Marks, PersonRating } from "../../../index.ts";
import { matchFilms } from "../../../index.ts";
import { clampToScale } from "../../../core/ratings/rating-scale.ts";
import type { OwnFilm } from "../../messages.ts";
import type { LearnSet } from "./learn-sets.ts";

/** The person as one of the data's users. */
export interface JoinedPerson {
  readonly userId: Id;
  readonly ratings: readonly PersonRating[];
  readonly marks: Marks;
}

/** Data, with the person among them where they can be. */
export interface Joined {
  readonly dataSet: DataSet;
  /** Undefined where none of their ratings is of a film of this data. */
  readonly person: JoinedPerson | undefined;
}

/** A text, and so no id of MovieLens. */
const YOU = "you";

/** The person's films are found by title and year. Among made-up films there are none of theirs. */
export function withPerson({ dataSet, isMadeUp }: LearnSet, own: readonly OwnFilm[]): Joined {
  if (isMadeUp) return { dataSet, person: undefined };
  const { catalogue, ratings } = dataSet;
  const { matched } = matchFilms(own, catalogue);
  const rated = matched.flatMap(({ movieId, rating }) =>
    rating === undefined ? [] : { movieId, rating: clampToScale(ratings.scale, rating) },
  );
  if (rated.length === 0) return { dataSet, person: undefined };
  let userId = YOU;
  while (ratings.users.indexOf(userId) >= 0) userId += "'";
  const marked = (wanted: OwnFilm["mark"]): Id[] =>
    matched.flatMap(({ movieId, mark }) => (mark === wanted ? movieId : []));
  return {
    dataSet: { ...dataSet, ratings: ratings.withUser(userId, rated) },
    person: {
      userId,
      ratings: rated,
      marks: { seen: marked("seen"), notForMe: marked("notForMe") },
    },
  };
}
