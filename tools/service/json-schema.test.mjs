// @ts-check
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultOf } from "./json-schema.mjs";
import { valueOf } from "./schema-arbitrary.mjs";

const DOCUMENT = { components: { schemas: { Star: { type: "integer", minimum: 1, maximum: 5 } } } };
const STAR = { $ref: "#/components/schemas/Star" };
const FILM = {
  type: "object",
  properties: {
    title: { type: ["string", "null"], minLength: 2, maxLength: 3 },
    kind: { enum: ["a", "b"] },
    stars: { type: "array", items: STAR, maxItems: 2 },
    at: { type: "string", format: "date-time" },
    other: { anyOf: [{ const: 1 }, { type: "boolean" }] },
  },
  required: ["title"],
  additionalProperties: false,
};

test.each([
  [
    { title: "🎬🎬🎬", kind: "a", stars: [1, 5], at: "2026-11-29T17:00:00Z", other: true },
    undefined,
  ],
  [{ title: null, other: 1 }, undefined],
  [[], "$ is no object"],
  [{}, "$ has no title"],
  [{ title: "x" }, '$.title is "x", not 2'],
  [{ title: "xxxx" }, '$.title is "xxxx", not 3'],
  [{ title: 7 }, "$.title is no string or null"],
  [{ title: "xx", kind: "c" }, '$.kind is "c"'],
  [{ title: "xx", stars: [0] }, "$.stars[0] is 0, not 1"],
  [{ title: "xx", stars: [1.5] }, "$.stars[0] is no integer"],
  [{ title: "xx", stars: [1, 1, 1] }, "$.stars has 3 items"],
  [{ title: "xx", at: "2026-11-29" }, '$.at is "2026-11-29", not date-time'],
  [{ title: "xx", other: 2 }, "$.other is none of what it may be"],
  [{ title: "xx", more: 1 }, "$ has more, which is not foreseen"],
])("%j: %s", (value, fault) => {
  expect(faultOf(FILM, value, DOCUMENT)).toBe(fault);
});

test("a record's values are checked by what it says of additional properties", () => {
  const schema = { type: "object", additionalProperties: STAR, propertyNames: { minLength: 2 } };
  expect(faultOf(schema, { ab: 5 }, DOCUMENT)).toBeUndefined();
  expect(faultOf(schema, { ab: 6 }, DOCUMENT)).toBe("$.ab is 6, not 5");
  expect(faultOf(schema, { a: 5 }, DOCUMENT)).toBe('$ name is "a", not 2');
});

test("a keyword that is not known is an error, so nothing is passed over", () => {
  expect(() => faultOf({ contains: {} }, [], DOCUMENT)).toThrow(
    'the keyword "contains" is not known',
  );
  expect(() => faultOf({ $ref: "#/components/no" }, 1, DOCUMENT)).toThrow("it leads nowhere");
});

test("what is made up by a schema is right by it", () => {
  const known = { movieIds: ["1"], people: ["ann"] };
  fc.assert(
    fc.property(valueOf(FILM, DOCUMENT, known), (value) => {
      expect(faultOf(FILM, value, DOCUMENT)).toBeUndefined();
    }),
  );
});
