import { expect, it } from "vitest";
import { MOST_OWN, someOwn } from "./some-own.ts";

const films = Array.from({ length: 500 }, (_, at) => ({ at, ratedBy: (at * 37) % 500 }));

it("a few films of one's own are all shown", () => {
  const few = films.slice(0, MOST_OWN);
  expect(someOwn(few)).toEqual(few);
});

it("of many those at both ends and the best known are shown, in their order", () => {
  const shown = someOwn(films);
  const places = shown.map(({ at }) => at);
  expect(shown).toHaveLength(MOST_OWN);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(places.at(-1)).toBe(499);
  expect(shown).toContain(films.find(({ ratedBy }) => ratedBy === 499));
  const between = shown.slice(10, -10).map(({ ratedBy }) => ratedBy);
  expect(Math.min(...between)).toBeGreaterThan(500 - MOST_OWN);
});
