import { createRoute, z } from "@hono/zod-openapi";
import { Explanation, Left, Pick, ProfileFeature } from "./films.ts";
import { ListQuery } from "./list-options.ts";
import { problems } from "./problem.ts";
import { NOT_MODIFIED, done, json, needs, ok } from "./route.ts";
import {
  GivenTime,
  MovieIdText,
  PersonMoviePath,
  PersonPath,
  Time,
  wholeNumber,
} from "./values.ts";

const tags = ["people"];

/** Ratings and signals that may be stored of one person. */
export const MOST_STORED = 10_000;

/** Stars are checked against the scale of the model that is served, which the route knows. */
export const RatingBody = z.strictObject({
  rating: z.number().openapi({ description: "In stars, on the scale of GET /v1/model." }),
  ratedAt: GivenTime.optional().openapi({
    description: "Default: now. Never later than now; none before 1900.",
  }),
});

export const StoredRating = z
  .object({
    movieId: MovieIdText,
    title: z.string().nullable().openapi({ description: "null: the model does not know it." }),
    year: z.number().int().nullable(),
    rating: z.number(),
    ratedAt: Time,
  })
  .openapi("StoredRating");

export const SignalName = z.enum(["seen", "notForMe"]).openapi("Signal", {
  description: "What a person says of a movie without giving stars.",
});

export const StoredSignal = z
  .object({
    movieId: MovieIdText,
    title: z.string().nullable(),
    year: z.number().int().nullable(),
    signal: SignalName,
    markedAt: Time,
  })
  .openapi("StoredSignal");

/** What every answer about a person tells of how it came about. */
const basis = {
  model: z.string().openapi({ description: "Version of the model." }),
  ratings: z.number().int().openapi({ description: "Ratings that count." }),
  unknown: z
    .number()
    .int()
    .openapi({ description: "Stored ratings of movies that this model does not know." }),
};

export const Picks = z
  .object({ picks: z.array(Pick), left: z.array(Left).optional(), ...basis })
  .openapi("Picks", { description: "`left` where fewer movies were left than asked for." });

export const Avoid = z.object({ avoid: z.array(Pick), ...basis }).openapi("Avoid");

export const Profile = z
  .object({ strictness: z.number(), features: z.array(ProfileFeature), ...basis })
  .openapi("Profile");

export const Predicted = z.object({ ...Explanation.shape, ...basis }).openapi("Predicted");

export const PersonRatings = z
  .object({
    ratings: z.array(StoredRating),
    signals: z.array(StoredSignal),
    next: z.string().nullable().openapi({ description: "`after` of the next page, or null." }),
  })
  .openapi("PersonRatings", {
    description:
      "Ratings in the order of movie ids, compared as bytes of UTF-8; signals on the first page.",
  });

export const putRating = createRoute({
  ...needs("write"),
  ...{ tags, operationId: "putRating", method: "put" },
  path: "/v1/people/{personId}/ratings/{movieId}",
  summary: "Store a rating, or replace it",
  description:
    "Counts at once. A movie that the model does not know is stored for the next one; `title` is null then.",
  request: { params: PersonMoviePath, body: { required: true, content: json(RatingBody) } },
  responses: {
    ...ok(StoredRating, "It is stored, on disk."),
    ...problems("body-too-large", "wrong-media-type", "rating-off-scale", "too-many-ratings"),
  },
});

export const deleteRating = createRoute({
  ...needs("write"),
  ...{ tags, operationId: "deleteRating", method: "delete" },
  path: "/v1/people/{personId}/ratings/{movieId}",
  summary: "Take a rating back",
  request: { params: PersonMoviePath },
  responses: { ...done("It is not there, any longer or at all."), ...problems() },
});

export const putSignal = createRoute({
  ...needs("write"),
  ...{ tags, operationId: "putSignal", method: "put" },
  path: "/v1/people/{personId}/signals/{movieId}",
  summary: "Store that a movie was seen, or is not for this person",
  request: {
    params: PersonMoviePath,
    body: { required: true, content: json(z.strictObject({ signal: SignalName })) },
  },
  responses: {
    ...ok(StoredSignal, "It is stored, on disk."),
    ...problems("body-too-large", "wrong-media-type", "too-many-ratings"),
  },
});

export const deleteSignal = createRoute({
  ...needs("write"),
  ...{ tags, operationId: "deleteSignal", method: "delete" },
  path: "/v1/people/{personId}/signals/{movieId}",
  summary: "Take a signal back",
  request: { params: PersonMoviePath },
  responses: { ...done("It is not there, any longer or at all."), ...problems() },
});

export const deletePerson = createRoute({
  ...needs("write"),
  ...{ tags, operationId: "deletePerson", method: "delete" },
  path: "/v1/people/{personId}",
  summary: "Delete everything that is stored of a person",
  request: { params: PersonPath },
  responses: { ...done("Nothing is stored of them."), ...problems() },
});

export const getRatings = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getRatings", method: "get" },
  path: "/v1/people/{personId}/ratings",
  summary: "What is stored of a person",
  request: {
    params: PersonPath,
    query: z.strictObject({
      limit: wholeNumber(1, 10_000).optional().openapi({ description: "Default 1 000." }),
      after: MovieIdText.optional(),
    }),
  },
  responses: {
    ...ok(PersonRatings, "A page of it."),
    ...NOT_MODIFIED,
    ...problems("person-unknown"),
  },
});

export const getPicks = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getPicks", method: "get" },
  path: "/v1/people/{personId}/picks",
  summary: "Films worth this person's evening, each with why",
  request: { params: PersonPath, query: ListQuery },
  responses: {
    ...ok(Picks, "Best first; three by default."),
    ...NOT_MODIFIED,
    ...problems("person-unknown"),
  },
});

export const getAvoid = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getAvoid", method: "get" },
  path: "/v1/people/{personId}/avoid",
  summary: "Films that would draw this person and then let them down",
  request: { params: PersonPath, query: ListQuery },
  responses: {
    ...ok(Avoid, "Worst first; three by default."),
    ...NOT_MODIFIED,
    ...problems("person-unknown"),
  },
});

export const getProfile = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getProfile", method: "get" },
  path: "/v1/people/{personId}/profile",
  summary: "The person along the hidden features, beside everyone",
  request: { params: PersonPath },
  responses: { ...ok(Profile, "A feature each."), ...NOT_MODIFIED, ...problems("person-unknown") },
});

export const getPrediction = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getPrediction", method: "get" },
  path: "/v1/people/{personId}/predict/{movieId}",
  summary: "Stars for a movie, with their interval and why",
  request: { params: PersonMoviePath },
  responses: {
    ...ok(Predicted, "Where the stars come from."),
    ...NOT_MODIFIED,
    ...problems("person-unknown", "movie-unknown"),
  },
});
