import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../check.ts";
import { isOneTypo } from "./one-typo.ts";
import { TypoIndex } from "./typo-index.ts";

/** Few letters, so that many pairs are near each other. */
const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 14 });

test("is one typo where the edit distance is at most one, swaps included", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(isOneTypo(one, other)).toBe(editDistance(one, other) <= 1);
    }),
    { numRuns: 2_000 },
  );
});

test("a text of any length is its own", () => {
  expect(isOneTypo("", "")).toBe(true);
  expect(isOneTypo("", "a")).toBe(true);
  expect(isOneTypo("", "ab")).toBe(false);
});

test("the index finds every key that is one typo away and within a year, from five letters on", () => {
  const key = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 5, maxLength: 12 });
  const film = fc.tuple(key, fc.constantFrom(0, 1998, 1999, 2000, 2001));
  fc.assert(
    fc.property(fc.array(film, { maxLength: 30 }), key, (films, wanted) => {
      const index = new TypoIndex();
      for (const [k, [own, year]] of films.entries()) index.add(own, year, k);
      const found = new Set<number>();
      index.each(wanted, 1999, (k) => found.add(k));
      const all = films.flatMap(([own, year], k) => {
        const isNear = year === 0 || Math.abs(year - 1999) <= 1;
        return isNear && editDistance(own, wanted) <= 1 ? [k] : [];
      });
      expect([...found].sort((a, b) => a - b)).toEqual(all);
    }),
    { numRuns: 500 },
  );
});
