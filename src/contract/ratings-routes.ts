import { createRoute, z } from "@hono/zod-openapi";
import { MovieName, SharedPick, Left } from "./films.ts";
import { ListOptions } from "./list-options.ts";
import { Avoid, Picks } from "./people-routes.ts";
import { problems } from "./problem.ts";
import { json, needs, ok } from "./route.ts";
import { GivenTime, IdText, MovieId } from "./values.ts";

/** Bytes that a body of JSON may have. */
export const MOST_JSON_BYTES = 1_048_576;
/** Bytes that a line of a bulk request may have. */
export const MOST_LINE_BYTES = 16_384;
/** Bytes that a bulk request may have in all; more goes in several. */
export const MOST_BULK_BYTES = 536_870_912;
/** Bytes that an export may have; those of Letterboxd, IMDb and Trakt have some hundred thousand. */
export const MOST_EXPORT_BYTES = 16_777_216;
/** Rows of an export that are told one by one, of those not recognised and of those that could be several. */
export const MOST_ROWS_TOLD = 1_000;
/** Faults that are told by line. */
export const MOST_FAULTS_TOLD = 100;
/** Ratings that a body may bring; of a movie night those stored of its people count, too. */
export const MOST_RATINGS = 5_000;
/** People that can have a movie night. */
export const MOST_PEOPLE = 20;

export const NDJSON_TYPE = "application/x-ndjson";

/** A line of a bulk request. */
export const RatingLine = z
  .strictObject({
    personId: IdText,
    movieId: MovieId,
    rating: z.number(),
    ratedAt: GivenTime.optional(),
  })
  .openapi("RatingLine");

export const BulkResult = z
  .object({
    accepted: z.number().int().openapi({ description: "Lines that are stored." }),
    rejected: z.number().int(),
    errors: z.array(z.object({ line: z.number().int(), code: z.string(), message: z.string() })),
    errorsLeftOut: z.number().int().openapi({ description: "Rejected lines beyond those told." }),
  })
  .openapi("BulkResult");

export const postRatings = createRoute({
  ...needs("write"),
  ...{ tags: ["ratings"], operationId: "postRatings", method: "post" },
  path: "/v1/ratings",
  summary: "Store many ratings: a line of JSON each",
  description:
    "Lines that are wrong are told by number and left out, the others stored. Sent again, lines with `ratedAt` change nothing; without it they are of the time they arrive. Of two ratings of one movie the later `ratedAt` counts, without it the later line.",
  request: {
    body: {
      required: true,
      content: { [NDJSON_TYPE]: { schema: z.string().openapi({ format: "binary" }) } },
    },
  },
  responses: {
    ...ok(BulkResult, "Every line was read."),
    ...problems("body-too-large", "wrong-media-type"),
  },
});

export const OwnRating = z.strictObject({ movieId: MovieId, rating: z.number() });

/** Someone of whom nothing is stored. */
const bringing = {
  ratings: z.array(OwnRating).max(MOST_RATINGS),
  seen: z.array(MovieId).max(MOST_RATINGS).optional(),
  notForMe: z.array(MovieId).max(MOST_RATINGS).optional(),
};

export const postPicks = createRoute({
  ...needs("read"),
  ...{ tags: ["ratings"], operationId: "postPicks", method: "post" },
  path: "/v1/picks",
  summary: "Picks, and films to avoid, for ratings that are sent along; nothing is stored",
  description:
    "Without any rating: what everyone likes. Movies that the model does not know are counted.",
  request: {
    body: {
      required: true,
      content: json(
        z.strictObject({
          ...bringing,
          ...ListOptions,
          avoid: z
            .number()
            .int()
            .min(0)
            .max(100)
            .optional()
            .openapi({ description: "Films to avoid; default 3." }),
        }),
      ),
    },
  },
  responses: {
    ...ok(Picks.extend({ avoid: Avoid.shape.avoid }).openapi("PicksAndAvoid"), "Best first."),
    ...problems("body-too-large", "wrong-media-type", "rating-off-scale"),
  },
});

export const postTogether = createRoute({
  ...needs("read"),
  ...{ tags: ["ratings"], operationId: "postTogether", method: "post" },
  path: "/v1/together",
  summary: "Movie night: films for several people",
  description: `Of all people together, brought and stored, ${MOST_RATINGS} ratings at most.`,
  request: {
    body: {
      required: true,
      content: json(
        z.strictObject({
          people: z
            .array(z.union([z.strictObject({ personId: IdText }), z.strictObject(bringing)]))
            .min(1)
            .max(MOST_PEOPLE),
          ...ListOptions,
        }),
      ),
    },
  },
  responses: {
    ...ok(
      z
        .object({ picks: z.array(SharedPick), left: z.array(Left).optional(), model: z.string() })
        .openapi("Together"),
      "Best first; `people` in the order given.",
    ),
    ...problems(
      ...(["body-too-large", "wrong-media-type", "rating-off-scale", "person-unknown"] as const),
      "too-many-ratings",
    ),
  },
});

const told = {
  title: z.string(),
  year: z.number().int().nullable(),
  line: z.number().int(),
  file: z.string(),
};

export const ImportResult = z
  .object({
    format: z.string().openapi({ example: "letterboxd-zip" }),
    rows: z.number().int(),
    ratings: z.array(OwnRating).openapi({ description: "Recognised, on the model's scale." }),
    seen: z.array(z.string()),
    notForMe: z.array(z.string()),
    watchlist: z.array(z.string()),
    unknown: z.array(z.object({ list: z.string(), ...told })),
    unknownLeftOut: z.number().int().openapi({ description: "Such rows beyond those told." }),
    ambiguous: z.array(z.object({ list: z.string(), ...told, candidates: z.array(MovieName) })),
    ambiguousLeftOut: z.number().int().openapi({ description: "Such rows beyond those told." }),
    leftOut: z.record(z.string(), z.number().int()),
    clamped: z.number().int(),
    stored: z.object({ ratings: z.number().int(), signals: z.number().int() }).nullable().openapi({
      description:
        "What was stored; null without a person. Of a watchlist nothing is; a rating given here later stays.",
    }),
    notices: z.array(z.string()).openapi({
      description:
        "What whoever sent the file may want to know: rows that cannot be used, and that no ratings were found.",
    }),
  })
  .openapi("ImportResult");

/** Any of these; what a file is, is seen from what is in it. */
export const EXPORT_TYPES = [
  ...["application/octet-stream", "application/zip", "application/json", "text/csv"],
] as const;

/** No schema of zod: that would be checked, as JSON where the file is JSON. */
const file = { schema: { type: "string", format: "binary" } } as const;

export const postImport = createRoute({
  ...needs("write"),
  ...{ tags: ["ratings"], operationId: "postImport", method: "post" },
  path: "/v1/imports",
  summary:
    "Read an export of Letterboxd, IMDb, Trakt or MovieLens, and store it if a person is named",
  request: {
    query: z.strictObject({
      personId: IdText.optional().openapi({
        description: "Whose ratings these are; without, nothing is stored.",
      }),
      file: IdText.optional().openapi({
        description: "The file's name: watchlist.csv and watched.csv look alike.",
      }),
      columns: z.string().min(1).max(2_000).optional().openapi({
        description:
          "Of a table of another kind, which columns hold what: any of title, year, rating, imdb, tmdb and date. By default they are recognised by their names.",
        example: "title=Film,rating=Punkte",
      }),
      scale: z.enum(["0.5-5", "1-10", "0-10", "0-100"]).optional().openapi({
        description: "What its ratings are on; by default that of the format, else as they are.",
      }),
      listAs: z.enum(["seen", "watchlist"]).optional().openapi({
        description: "What a list without ratings is; by default as the file's name says.",
      }),
    }),
    body: { required: true, content: Object.fromEntries(EXPORT_TYPES.map((type) => [type, file])) },
  },
  responses: {
    ...ok(ImportResult, "Where every row ended."),
    ...problems("body-too-large", "wrong-media-type", "export-unreadable", "too-many-ratings"),
  },
});
