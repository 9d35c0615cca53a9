import { z } from "@hono/zod-openapi";
import { idOfSegment } from "./path-id.ts";

/** Characters (UTF-16 units) that an id may have. */
export const MOST_ID_LENGTH = 256;

/** Any text, compared exactly: no trimming, no change of case, no other normal form. */
export const IdText = z
  .string()
  .min(1)
  .max(MOST_ID_LENGTH)
  .refine((text) => !/\p{Surrogate}/u.test(text), "must be well-formed Unicode")
  .openapi({ example: "ann" });

/** Ids of movies; of bodies also numbers, as MovieLens has them: 7 and "7" are one movie here. */
export const MovieIdText = IdText.openapi({ example: "318" });
export const MovieId = z
  .union([MovieIdText, z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)])
  .transform(String)
  .openapi({ type: ["string", "integer"], example: "318" });

const PersonSegment = segment("ann");
const MovieSegment = segment("318");
export const PersonPath = z.strictObject({ personId: PersonSegment });
export const MoviePath = z.strictObject({ movieId: MovieSegment });
export const PersonMoviePath = z.strictObject({ personId: PersonSegment, movieId: MovieSegment });

/** An id in a path, see path-id.ts. */
function segment(example: string) {
  return z
    .string()
    .transform(idOfSegment)
    .pipe(IdText)
    .openapi({ type: "string", minLength: 1, maxLength: MOST_ID_LENGTH, example });
}

/** A whole number in an address. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^(?:0|[1-9]\d{0,15})$/u, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .openapi({ type: "integer", minimum: min, maximum: max });
}

/** A number in [0, 1] in an address. */
export const Share = z
  .string()
  .regex(/^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/u, "must be a number in [0, 1]")
  .transform(Number)
  .openapi({ type: "number", minimum: 0, maximum: 1 });

/** A name that may be given several times: `genres=Comedy&genres=Drama`. */
export function several(one: z.ZodType<string, string>, most: number) {
  return z
    .union([one, z.array(one).max(most)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .openapi({
      type: "array",
      items: { type: "string", minLength: 1, maxLength: MOST_ID_LENGTH },
      maxItems: most,
    });
}

/** Nothing was rated before, in ms since 1970; and the years of far earlier times are written otherwise. */
export const FIRST_TIME: number = Date.UTC(1900, 0, 1);

/** A time: ISO 8601 with its zone. */
export const Time = z.iso.datetime({ offset: true }).openapi({ example: "2026-11-29T17:00:00Z" });

/** A time that a request gives. */
export const GivenTime = Time.refine(
  (text) => !(Date.parse(text) < FIRST_TIME),
  "must be 1900-01-01T00:00:00Z or later",
).openapi({ example: "2026-11-29T17:00:00Z" });
