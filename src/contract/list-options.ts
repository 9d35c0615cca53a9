import { z } from "@hono/zod-openapi";
import { IdText, MovieId, Share, several, wholeNumber } from "./values.ts";

/** Films that a list may hold at most. */
export const MOST_FILMS = 100;
/** Ids or genres that one request may name. */
export const MOST_NAMED = 1_000;

const EXCLUDE = "Movies to leave out. Those that the model does not know are in no list anyway.";
const AMONG =
  "Movies to choose from. Those that the model does not know are in no list; `left` tells how many it knows.";
const YEAR = [0, 9999] as const;
const RANK = [1, 2 ** 32 - 1] as const;

/** What can be chosen about a list, in an address; the defaults are those of the library. */
export const ListQuery = z.strictObject({
  count: wholeNumber(1, MOST_FILMS).optional(),
  surprise: Share.optional(),
  seed: wholeNumber(0, 2 ** 32 - 1).optional(),
  exclude: several(IdText, MOST_NAMED).optional().openapi({ description: EXCLUDE }),
  among: several(IdText, MOST_NAMED).optional().openapi({ description: AMONG }),
  fromYear: wholeNumber(...YEAR).optional(),
  toYear: wholeNumber(...YEAR).optional(),
  genres: several(IdText, MOST_NAMED).optional(),
  withoutGenres: several(IdText, MOST_NAMED).optional(),
  fromRank: wholeNumber(...RANK).optional(),
  toRank: wholeNumber(...RANK).optional(),
});

/** The same in a body. */
export const ListOptions = {
  count: z.number().int().min(1).max(MOST_FILMS).optional(),
  surprise: z.number().min(0).max(1).optional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  exclude: z.array(MovieId).max(MOST_NAMED).optional().openapi({ description: EXCLUDE }),
  among: z.array(MovieId).max(MOST_NAMED).optional().openapi({ description: AMONG }),
  fromYear: z.number().int().min(YEAR[0]).max(YEAR[1]).optional(),
  toYear: z.number().int().min(YEAR[0]).max(YEAR[1]).optional(),
  genres: z.array(IdText).max(MOST_NAMED).optional(),
  withoutGenres: z.array(IdText).max(MOST_NAMED).optional(),
  fromRank: z.number().int().min(RANK[0]).max(RANK[1]).optional(),
  toRank: z.number().int().min(RANK[0]).max(RANK[1]).optional(),
};
