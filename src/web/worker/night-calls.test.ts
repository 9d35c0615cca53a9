import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { Model, together } from "../../index.ts";
import type { PersonData } from "../messages.ts";
import type { Night } from "../night-messages.ts";
import { nightCalls } from "./night-calls.ts";
import type { OpenCore } from "./open-core.ts";
import { makeCore } from "./open-core.ts";

const NO_MARKS = { seen: [], notForMe: [] };
/** Science fiction, and romances. */
const ANNA: PersonData = { ratings: rated([260, 1196, 1214, 1240, 541, 589], 5), ...NO_MARKS };
const BEN: PersonData = { ratings: rated([597, 587, 339, 357, 1265, 539], 5), ...NO_MARKS };

let core: OpenCore;

beforeAll(() => {
  const file = new URL("../../../assets/movielens-latest-small.safetensors", import.meta.url);
  core = makeCore(Model.fromBytes(readFileSync(file)));
});

function rated(ids: readonly number[], rating: number): PersonData["ratings"] {
  return ids.map((movieId) => ({ movieId, rating }));
}

async function night(people: readonly PersonData[], options = {}): Promise<Night> {
  const context = { signal: new AbortController().signal, tell: () => undefined };
  return nightCalls(() => Promise.resolve(core)).night([people, options], context);
}

test("the films are those of the library's movie night, with a prediction a person", async () => {
  const { films } = await night([ANNA, BEN], { count: 3 });
  const expected = together(core.model, [core.tasteOf(ANNA), core.tasteOf(BEN)], { count: 3 });
  expect(films.map(({ movieId }) => movieId)).toEqual(expected.map(({ movieId }) => movieId));
  for (const [k, { people, stars }] of films.entries()) {
    expect(people).toMatchObject(expected[k]!.people.map(({ low, high }) => ({ low, high })));
    expect(stars).toBeCloseTo((people[0]!.stars + people[1]!.stars) / 2, 10);
  }
});

test("each one's reasons are ratings of their own", async () => {
  const { films } = await night([ANNA, BEN], { count: 3 });
  const own = [ANNA, BEN].map(({ ratings }) => ratings.map(({ movieId }) => movieId));
  const reasons = films.flatMap(({ people }) =>
    people.flatMap(({ why }, k) => why.map(({ movieId }) => own[k]!.includes(movieId))),
  );
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons).not.toContain(false);
});

test("alone, each one would get stars at least as high as with the others on average", async () => {
  const { films, people } = await night([ANNA, BEN], { count: 3 });
  for (const [k, { alone, known }] of people.entries()) {
    const shared = films.reduce((sum, film) => sum + film.people[k]!.stars, 0) / films.length;
    expect(alone).toBeGreaterThan(shared);
    expect(known).toBe(6);
  }
});

test("films below what someone gives on average say so", async () => {
  const strict: PersonData = { ratings: rated([597, 587, 339, 357, 1265, 539], 1), ...NO_MARKS };
  const { films } = await night([strict, BEN], { count: 40 });
  const usual = core.model.head.mean + core.tasteOf(strict).strictness;
  const isBelow = films.map(({ people }) => people[0]!.isBelowUsual);
  expect(isBelow).toContain(false);
  for (const { people } of films) {
    if (people[0]!.isBelowUsual) expect(people[0]!.stars).toBeLessThanOrEqual(Math.max(usual, 0.5));
  }
});

test("films that the model does not know are left out of what counts", async () => {
  const stranger: PersonData = { ratings: rated([260, 99_999_999], 4), ...NO_MARKS };
  const { people } = await night([stranger]);
  expect(people).toMatchObject([{ known: 1 }]);
});

test("nobody at all is refused", async () => {
  await expect(night([])).rejects.toThrow(RangeError);
});
