import { describe, expect, test } from "vitest";
import type { z } from "@hono/zod-openapi";
import { getPicks } from "../../contract/people-routes.ts";
import { postPicks, postTogether } from "../../contract/ratings-routes.ts";
import { ProblemError } from "./problem-error.ts";
import { refuseInvalid } from "./validation.ts";

interface WithBody {
  readonly request: { readonly body: { readonly content: object } };
}

const bodyOf = ({ request }: WithBody): z.ZodType =>
  (request.body.content as { readonly "application/json": { readonly schema: z.ZodType } })[
    "application/json"
  ].schema;

/** What is told of a value, as `place: message`. */
function told(schema: z.ZodType, value: unknown, target: string): readonly string[] {
  const { error } = schema.safeParse(value);
  try {
    refuseInvalid({ target, success: false, error: error! }, undefined as never);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    return problem.told.errors!.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

const PERSON = "must be an object with personId, or with ratings";

describe("what is wrong with a body is told plainly", () => {
  test.each<readonly [value: unknown, told: readonly string[]]>([
    [{}, ["people: is missing"]],
    [{ people: {} }, ["people: must be a list"]],
    [{ people: [] }, ["people: must not be empty"]],
    [{ people: Array(21).fill({ personId: "a" }) }, ["people: must have at most 20 entries"]],
    [{ people: [{}] }, [`people.0: ${PERSON}`]],
    [{ people: ["ann", 3] }, [`people.0: ${PERSON}`, `people.1: ${PERSON}`]],
    [{ people: [{ personId: "a", ratings: [] }] }, [`people.0: ${PERSON}`]],
    [{ people: [{ personId: "" }] }, ["people.0.personId: must not be empty"]],
    [{ people: [{ personId: 3 }] }, ["people.0.personId: must be a text"]],
    [{ people: [{ ratings: 3 }] }, ["people.0.ratings: must be a list"]],
    [
      { people: [{ ratings: [{ movieId: 1.5, rating: "5" }] }] },
      [
        "people.0.ratings.0.movieId: must be a text or a whole number",
        "people.0.ratings.0.rating: must be a number",
      ],
    ],
  ])("POST /v1/together %j", (value, lines) => {
    expect(told(bodyOf(postTogether), value, "json")).toEqual(lines);
  });

  test.each<readonly [value: object, told: readonly string[]]>([
    [{ count: 0 }, ["count: must be at least 1"]],
    [{ count: 101 }, ["count: must be at most 100"]],
    [{ count: 1.5 }, ["count: must be a whole number"]],
    [{ genres: "Drama" }, ["genres: must be a list"]],
    [{ genres: [""] }, ["genres.0: must not be empty"]],
    [{ genres: ["x".repeat(257)] }, ["genres.0: must have at most 256 characters"]],
    [{ genres: ["\ud800"] }, ["genres.0: must be well-formed Unicode"]],
    [{ seen: [true] }, ["seen.0: must be a text or a number"]],
    [{ seen: [-1] }, ["seen.0: must be at least 0"]],
    [{ typo: 1, other: 2 }, [': has names that are not known: "typo", "other"']],
  ])("POST /v1/picks with %j", (value, lines) => {
    expect(told(bodyOf(postPicks), { ratings: [], ...value }, "json")).toEqual(lines);
  });
});

test.each<readonly [value: object, told: readonly string[]]>([
  [{ count: ["3", "4"] }, ["count: may be given only once"]],
  [{ count: "x" }, ["count: must be a whole number"]],
  [{ count: "101" }, ["count: must be at most 100"]],
  [{ surprise: "2" }, ["surprise: must be a number in [0, 1]"]],
  [{ genres: "" }, ["genres: must not be empty"]],
  [{ genres: ["Drama", ""] }, ["genres.1: must not be empty"]],
  [{ genres: Array(1001).fill("a") }, ["genres: must have at most 1000 entries"]],
  [{ typo: "1" }, [': has names that are not known: "typo"']],
])("what is wrong with an address is told plainly: %j", (value, lines) => {
  expect(told(getPicks.request.query, value, "query")).toEqual(lines);
});
