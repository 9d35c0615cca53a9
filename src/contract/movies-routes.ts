import { createRoute, z } from "@hono/zod-openapi";
import { Feature, Movie, Neighbour } from "./films.ts";
import { problems } from "./problem.ts";
import { NOT_MODIFIED, needs, ok } from "./route.ts";
import { MoviePath, wholeNumber } from "./values.ts";

const tags = ["movies"];
const model = z.string();

export const findMovies = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "findMovies", method: "get" },
  path: "/v1/movies",
  summary: "Movies by title, typos forgiven",
  request: {
    query: z.strictObject({
      q: z.string().min(1).max(200),
      limit: wholeNumber(1, 50).optional().openapi({ description: "Default 10." }),
    }),
  },
  responses: {
    ...ok(z.object({ movies: z.array(Movie), model }).openapi("Movies"), "Likeliest first."),
    ...NOT_MODIFIED,
    ...problems(),
  },
});

export const getMovie = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getMovie", method: "get" },
  path: "/v1/movies/{movieId}",
  summary: "A movie of the model's catalogue",
  request: { params: MoviePath },
  responses: { ...ok(Movie, "The movie."), ...NOT_MODIFIED, ...problems("movie-unknown") },
});

export const getSimilar = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getSimilar", method: "get" },
  path: "/v1/movies/{movieId}/similar",
  summary: "Movies whose hidden features point the same way",
  request: {
    params: MoviePath,
    query: z.strictObject({
      count: wholeNumber(1, 100).optional().openapi({ description: "Default 10." }),
      leastRatings: wholeNumber(0, 2 ** 32 - 1)
        .optional()
        .openapi({ description: "Default 20." }),
    }),
  },
  responses: {
    ...ok(z.object({ similar: z.array(Neighbour), model }).openapi("Similar"), "Most alike first."),
    ...NOT_MODIFIED,
    ...problems("movie-unknown"),
  },
});

export const getFeatures = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getFeatures", method: "get" },
  path: "/v1/features",
  summary: "The hidden features, by name where there is one",
  request: {
    query: z.strictObject({
      films: wholeNumber(1, 100).optional().openapi({ description: "At each end; default 4." }),
    }),
  },
  responses: {
    ...ok(z.object({ features: z.array(Feature), model }).openapi("Features"), "Best told first."),
    ...NOT_MODIFIED,
    ...problems(),
  },
});

export const getModel = createRoute({
  ...needs("read"),
  ...{ tags, operationId: "getModel", method: "get" },
  path: "/v1/model",
  summary: "The model that is served, and its scale",
  responses: {
    ...ok(
      z
        .object({
          model,
          scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
          data: z.string(),
          method: z.string(),
          users: z.number().int(),
          movies: z.number().int(),
          ratings: z.number().int(),
          heldOutError: z.number().nullable(),
        })
        .openapi("ServedModel"),
      "What it was learned from.",
    ),
    ...NOT_MODIFIED,
    ...problems(),
  },
});
