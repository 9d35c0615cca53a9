import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOf, makeAnswerCache } from "./answers.ts";

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

describe("answerOf()", () => {
  test("writes JSON, and null for what was not measured", () => {
    expect(textOf(answerOf({ title: "Amélie", low: NaN }).body)).toBe(
      '{"title":"Amélie","low":null}',
    );
  });

  test("names the same bytes by the same strong tag, and others by others", () => {
    const { etag } = answerOf({ a: 1 });
    expect(etag).toMatch(/^"[\w-]{22}"$/u);
    expect(answerOf({ a: 1 }).etag).toBe(etag);
    expect(answerOf({ a: 2 }).etag).not.toBe(etag);
  });
});

describe("makeAnswerCache()", () => {
  test("forgets all about someone at once, and nothing else", () => {
    const cache = makeAnswerCache(10_000);
    cache.set("a picks", 1, "ann");
    cache.set("a avoid", 2, "ann");
    cache.set("b picks", 3, "bob");
    cache.set("movies", 4);
    cache.forget("ann");
    cache.forget("nobody");
    const kept = ["a picks", "a avoid", "b picks", "movies"].map((key) => cache.get(key));
    expect(kept.map((answer) => answer !== undefined)).toEqual([false, false, true, true]);
    expect(cache.forgets).toBe(2);
  });

  test("gives back the space of what was forgotten", () => {
    const cache = makeAnswerCache(2000);
    for (let k = 0; k < 50; k++) {
      cache.set(`${k}`, "x".repeat(1000), "ann");
      cache.forget("ann");
    }
    cache.set("last", "x".repeat(1000), "ann");
    expect(cache.get("last")).toBeDefined();
  });

  test("keeps nothing where an answer is larger than all of it", () => {
    const cache = makeAnswerCache(1000);
    expect(textOf(cache.set("a", "x".repeat(2000)).body)).toHaveLength(2002);
    expect(cache.get("a")).toBeUndefined();
    cache.set("b", 1);
    cache.set("b", "x".repeat(2000));
    expect(cache.get("b")).toBeUndefined(); // nor what stood there before
  });

  test("counts what is found and what is made", () => {
    const cache = makeAnswerCache(1000);
    cache.set("a", 1);
    for (const key of ["a", "a", "b"]) cache.get(key);
    expect([cache.hits, cache.misses]).toEqual([2, 1]);
  });

  test("takes no key that is too long", () => {
    const cache = makeAnswerCache(10_000);
    cache.set("k".repeat(5000), 1);
    expect(cache.get("k".repeat(5000))).toBeUndefined();
  });

  test("behaves as a list that is searched and cut from its end", () => {
    const mostBytes = 2000;
    const key = fc.constantFrom("a", "bb", "ccc", "dddd", "e");
    const step = fc.oneof(
      fc.record({ get: key }),
      fc.record({ set: key, length: fc.nat({ max: 1800 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const cache = makeAnswerCache(mostBytes);
        let naive: { key: string; text: string }[] = []; // lately used first
        for (const of of steps) {
          if ("get" in of) {
            const found = naive.find((entry) => entry.key === of.get);
            if (found !== undefined) naive = [found, ...naive.filter((entry) => entry !== found)];
            const answer = cache.get(of.get);
            expect(answer && textOf(answer.body)).toBe(found?.text);
          } else {
            const text = JSON.stringify("x".repeat(of.length));
            cache.set(of.set, "x".repeat(of.length));
            naive = naive.filter((entry) => entry.key !== of.set);
            const size = (entry: { key: string; text: string }): number =>
              2 * entry.key.length + entry.text.length + 400;
            const entry = { key: of.set, text };
            if (size(entry) > mostBytes) continue;
            naive = [entry, ...naive];
            while (naive.reduce((sum, one) => sum + size(one), 0) > mostBytes) naive.pop();
          }
        }
      }),
    );
  });
});
