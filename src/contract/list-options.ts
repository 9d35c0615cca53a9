import { z } from "@hono/zod-openapi";
import { IdText, MovieId, Share, several, wholeNumber } from "./values.ts";

/** Films that a list may hold at most. */
export const MOST_FILMS = 100;
/** Ids or genres that one request may name. */
export const MOST_NAMED = 1_000;

const YEAR = [0, 9999] as const;
const RANK = [1, 2 ** 32 - 1] as const;

const TOLD = {
  count: { description: "Films at most; default 3." },
  surprise: {
    description:
      "0: the best. Above, others nearly as good come up too; `seed` says which. Default 0.",
  },
  seed: { description: "Of `surprise`; default 1." },
  exclude: {
    description: "Movies to leave out; those that the model does not know are in no list anyway.",
  },
  among: {
    description:
      "Movies to choose from, such as a watchlist; default all. Those that the model does not know are in no list: `left` tells how many it knows.",
  },
  fromYear: { description: "A movie whose year is not known passes neither this nor `toYear`." },
  toYear: { description: "The latest year." },
  genres: { description: "Movies of any of these; default all." },
  withoutGenres: { description: "No movie of any of these." },
  fromRank: { description: "How well known: 1 is the movie that most people rated." },
  toRank: { description: "The last place; `fromRank` is the first." },
} as const;

/** What can be chosen about a list, in an address; the defaults are those of the library. */
export const ListQuery = z.strictObject({
  count: wholeNumber(1, MOST_FILMS).optional().openapi(TOLD.count),
  surprise: Share.optional().openapi(TOLD.surprise),
  seed: wholeNumber(0, 2 ** 32 - 1)
    .optional()
    .openapi(TOLD.seed),
  exclude: several(IdText, MOST_NAMED).optional().openapi(TOLD.exclude),
  among: several(IdText, MOST_NAMED).optional().openapi(TOLD.among),
  fromYear: wholeNumber(...YEAR)
    .optional()
    .openapi(TOLD.fromYear),
  toYear: wholeNumber(...YEAR)
    .optional()
    .openapi(TOLD.toYear),
  genres: several(IdText, MOST_NAMED).optional().openapi(TOLD.genres),
  withoutGenres: several(IdText, MOST_NAMED).optional().openapi(TOLD.withoutGenres),
  fromRank: wholeNumber(...RANK)
    .optional()
    .openapi(TOLD.fromRank),
  toRank: wholeNumber(...RANK)
    .optional()
    .openapi(TOLD.toRank),
});

/** The same in a body. */
export const ListOptions = {
  count: z.number().int().min(1).max(MOST_FILMS).optional().openapi(TOLD.count),
  surprise: z.number().min(0).max(1).optional().openapi(TOLD.surprise),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional()
    .openapi(TOLD.seed),
  exclude: z.array(MovieId).max(MOST_NAMED).optional().openapi(TOLD.exclude),
  among: z.array(MovieId).max(MOST_NAMED).optional().openapi(TOLD.among),
  fromYear: z.number().int().min(YEAR[0]).max(YEAR[1]).optional().openapi(TOLD.fromYear),
  toYear: z.number().int().min(YEAR[0]).max(YEAR[1]).optional().openapi(TOLD.toYear),
  genres: z.array(IdText).max(MOST_NAMED).optional().openapi(TOLD.genres),
  withoutGenres: z.array(IdText).max(MOST_NAMED).optional().openapi(TOLD.withoutGenres),
  fromRank: z.number().int().min(RANK[0]).max(RANK[1]).optional().openapi(TOLD.fromRank),
  toRank: z.number().int().min(RANK[0]).max(RANK[1]).optional().openapi(TOLD.toRank),
};
