import { z } from "@hono/zod-openapi";

// The names and kinds are those of the command line's `--json`: a key may be added, never renamed.
// An unknown year and an interval that was not measured are null.

const movie = { movieId: z.string(), title: z.string(), year: z.number().int().nullable() };

export const MovieName = z.object(movie).openapi("MovieName");

export const Movie = z
  .object({
    ...movie,
    genres: z.array(z.string()),
    ratedBy: z.number().int().openapi({ description: "People who rated it in the training data." }),
    imdbId: z.string().nullable().openapi({ example: "tt0111161" }),
    tmdbId: z.number().int().nullable(),
  })
  .openapi("Movie");

const prediction = {
  ...movie,
  stars: z.number(),
  low: z.number().nullable().openapi({ description: "Lower end of the 80 % interval." }),
  high: z.number().nullable().openapi({ description: "Upper end of the 80 % interval." }),
};

export const Prediction = z.object(prediction).openapi("Prediction");

export const Reason = z
  .object({ ...movie, rating: z.number(), share: z.number() })
  .openapi("Reason", { description: "One of the person's own ratings, and how much it counts." });

export const Pick = z
  .object({ ...prediction, score: z.number(), why: z.array(Reason) })
  .openapi("Pick");

export const FeatureShare = z
  .object({
    feature: z.number().int().openapi({ description: "Its place in GET /v1/features, from 1." }),
    name: z.string().nullable(),
    kind: z.enum(["genre", "appeal", "acclaim", "year", "unnamed"]),
    place: z.number().openapi({ description: "The movie's place along it, −1 to 1." }),
    you: z.number(),
    stars: z.number(),
  })
  .openapi("FeatureShare");

export const Explanation = z
  .object({
    ...prediction,
    mean: z.number(),
    film: z.number(),
    strictness: z.number(),
    taste: z.number(),
    why: z.array(Reason),
    match: z.object({ features: z.array(FeatureShare), rest: z.number() }),
  })
  .openapi("Explanation", {
    description: "mean + film + strictness + taste, cut to the scale, is stars.",
  });

export const Feature = z
  .object({
    feature: z.number().int(),
    name: z.string().nullable(),
    kind: z.enum(["genre", "appeal", "acclaim", "year", "unnamed"]),
    auc: z.number().nullable(),
    stability: z.number().nullable(),
    share: z.number(),
    low: z.array(z.object({ ...movie, place: z.number() })),
    high: z.array(z.object({ ...movie, place: z.number() })),
  })
  .openapi("Feature");

export const ProfileFeature = z
  .object({
    feature: z.number().int(),
    name: z.string().nullable(),
    kind: z.enum(["genre", "appeal", "acclaim", "year", "unnamed"]),
    you: z.number().openapi({ description: "Stars that the person adds at its +1 end." }),
    crowd: z.object({ mean: z.number().nullable(), sd: z.number().nullable() }),
    above: z.number().nullable().openapi({ description: "Share of people below this person." }),
  })
  .openapi("ProfileFeature");

export const Neighbour = z.object({ ...movie, similarity: z.number() }).openapi("Neighbour");

export const SharedPick = z
  .object({ ...prediction, score: z.number(), people: z.array(Prediction) })
  .openapi("SharedPick");

export const Left = z
  .object({ filter: z.string(), films: z.number().int() })
  .openapi("Left", { description: "Films left after each thing that was asked for." });
