import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idOfSegment, segmentOfId } from "./path-id.ts";
import { PersonPath } from "./values.ts";

const ids = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(".", "~", "%", "2", "E", "/", "\\"), minLength: 1 }),
);

describe("an id in an address", () => {
  test("comes back exactly, through whatever reads addresses", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const { pathname } = new URL(`http://a/v1/people/${segmentOfId(id)}/picks`);
        const [, segment = ""] = /^\/v1\/people\/(?<segment>[^/]*)\/picks$/u.exec(pathname) ?? [];
        expect(idOfSegment(decodeURIComponent(segment))).toBe(id);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([".", "..", "~.", "~..", "~~."])("%s is not taken for a place in the tree", (id) => {
    const { pathname } = new URL(`http://a/v1/people/${segmentOfId(id)}`);
    expect(pathname).toBe(`/v1/people/~${id}`);
    expect(PersonPath.parse({ personId: `~${id}` })).toEqual({ personId: id });
  });

  test.each(["...", "~", "~a", "a.", ".a", "~.a", "ann"])("%s stands there as it is", (id) => {
    expect(segmentOfId(id)).toBe(id);
    expect(PersonPath.parse({ personId: id })).toEqual({ personId: id });
  });

  test("percent signs alone would not do: dots are read before anybody could object", () => {
    expect(new URL("http://a/v1/people/%2E%2E/picks").pathname).toBe("/v1/picks");
  });
});
