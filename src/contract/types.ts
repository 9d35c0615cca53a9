import type { z } from "@hono/zod-openapi";
import type * as admin from "./admin-routes.ts";
import type * as films from "./films.ts";
import type * as lists from "./list-options.ts";
import type * as movies from "./movies-routes.ts";
import type * as operation from "./operation-routes.ts";
import type * as people from "./people-routes.ts";
import type * as ratings from "./ratings-routes.ts";

// Types alone: whoever imports this file loads nothing.

/** Arrays and objects that are only read, at every depth. */
export type Unchanged<T> = T extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchanged<T[Key]> }
    : T;

type JsonOf<Route> = Route extends {
  responses: {
    200: { content: { "application/json": { schema: infer Schema extends z.ZodType } } };
  };
}
  ? z.output<Schema>
  : never;

/** A film as far as it need be named: id, title, year. */
export type MovieName = z.output<typeof films.MovieName>;
/** A film of the served model's catalogue. */
export type Movie = z.output<typeof films.Movie>;
/** Stars that are expected of a person for a film, with their 80 % interval. */
export type Prediction = z.output<typeof films.Prediction>;
/** A rating of the person's own, and how much of a pick it accounts for. */
export type Reason = z.output<typeof films.Reason>;
/** A film of a list, with why it is there. */
export type Pick = z.output<typeof films.Pick>;
/** What a hidden feature contributes to the stars of a film. */
export type FeatureShare = z.output<typeof films.FeatureShare>;
/** A hidden feature, with the films at its ends. */
export type Feature = z.output<typeof films.Feature>;
/** A person's place along a hidden feature, beside everyone's. */
export type ProfileFeature = z.output<typeof films.ProfileFeature>;
/** A film that resembles another. */
export type Neighbour = z.output<typeof films.Neighbour>;
/** A film for several people, with the stars expected of each. */
export type SharedPick = z.output<typeof films.SharedPick>;
/** How many films were left after something that was asked for. */
export type Left = z.output<typeof films.Left>;

/** A rating as it is stored. */
export type StoredRating = z.output<typeof people.StoredRating>;
/** What a person says of a film without giving stars: it was seen, or is not for them. */
export type Signal = z.output<typeof people.SignalName>;
/** A signal as it is stored. */
export type StoredSignal = z.output<typeof people.StoredSignal>;
/** A page of what is stored of a person. */
export type PersonRatings = z.output<typeof people.PersonRatings>;
/** Films worth a person's evening, and what the list is based on. */
export type Picks = z.output<typeof people.Picks>;
/** Films that would let a person down, and what the list is based on. */
export type Avoid = z.output<typeof people.Avoid>;
/** A person along the hidden features. */
export type Profile = z.output<typeof people.Profile>;
/** Stars for one film, and the parts they are made of. */
export type Predicted = z.output<typeof people.Predicted>;

/** A line of a bulk request: who gave which film how many stars, and when. */
export type RatingLine = Unchanged<z.input<typeof ratings.RatingLine>>;
/** A rating that is sent along and not stored. */
export type OwnRating = Unchanged<z.input<typeof ratings.OwnRating>>;
/** What became of the lines of a bulk request. */
export type BulkResult = z.output<typeof ratings.BulkResult>;
/** Where the rows of an export file ended. */
export type ImportResult = z.output<typeof ratings.ImportResult>;
/** Picks and films to avoid for ratings that were sent along. */
export type PicksAndAvoid = JsonOf<typeof ratings.postPicks>;
/** Films for several people, best first. */
export type Together = JsonOf<typeof ratings.postTogether>;
/** Someone at a movie night: a person of whom ratings are stored, or the ratings themselves. */
export type Guest = Unchanged<
  z.input<
    (typeof ratings.postTogether)["request"]["body"]["content"]["application/json"]["schema"]
  >["people"][number]
>;

/** Films found by title. */
export type Movies = JsonOf<typeof movies.findMovies>;
/** Films that resemble one. */
export type Similar = JsonOf<typeof movies.getSimilar>;
/** The hidden features of the served model. */
export type Features = JsonOf<typeof movies.getFeatures>;
/** The served model: its version, its scale, what it was learned from. */
export type ServedModel = JsonOf<typeof movies.getModel>;

/** How a training is asked for. */
export type TrainingOrder = Unchanged<z.input<typeof admin.TrainingOrder>>;
/** A training and how far it is. */
export type Training = z.output<typeof admin.Training>;
/** The last trainings, newest first. */
export type Trainings = JsonOf<typeof admin.listTrainings>;
/** A model of the registry. */
export type ModelVersion = z.output<typeof admin.ModelVersion>;
/** The models there are, newest first. */
export type ModelVersions = JsonOf<typeof admin.listModels>;
/** Which model is served now, and which a rollback returns to. */
export type Serving = JsonOf<typeof admin.promoteModel>;
/** Whether a server is well; anything but `ok` is why not. */
export type Health = JsonOf<typeof operation.getReady>;

/** What can be chosen about a list; the defaults are those of the library. */
export type ListChoices = Unchanged<z.input<z.ZodObject<typeof lists.ListOptions>>>;
