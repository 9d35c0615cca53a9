import { describe, expect, it } from "vitest";
import { embeddedCore } from "../../../test/support/embedded-core.ts";
import type { PersonData, TasteFacts, TellingFilm } from "../messages.ts";
import type { CallContext } from "./answer-calls.ts";
import { strictnessAmong, tasteCalls } from "./taste-calls.ts";

const core = embeddedCore();
const calls = tasteCalls(() => Promise.resolve(core));
const CONTEXT: CallContext = { signal: new AbortController().signal, tell: () => undefined };

/** The best-known films, rated by a rule. */
function person(count: number, rate: (k: number) => number): PersonData {
  const { catalogue, movieCounts } = core.model;
  const rows = Array.from(movieCounts.keys()).sort((a, b) => movieCounts[b]! - movieCounts[a]!);
  const ratings = rows.slice(0, count).map((row, k) => ({
    movieId: catalogue.at(row).id,
    rating: rate(k),
  }));
  return { ratings, seen: [], notForMe: [] };
}

function tasteOf(someone: PersonData): Promise<TasteFacts> {
  return Promise.resolve(calls.taste([someone], CONTEXT));
}

async function tellingOf(someone: PersonData): Promise<readonly TellingFilm[]> {
  return calls.telling([someone], CONTEXT);
}

describe("someone's taste", () => {
  it("stands along every hidden feature, with films at both ends", async () => {
    const { profile, print } = await tasteOf(person(20, (k) => 1 + (k % 5)));
    expect(profile).toHaveLength(core.model.hiddenFeatures().length);
    expect(print).toHaveLength(core.spokes().names.length);
    for (const { name, low, high, above } of profile) {
      expect(name).not.toBe("");
      expect([low.length, high.length]).toEqual([3, 3]);
      expect(above).toBeGreaterThanOrEqual(0);
    }
  });

  it("is told most by the rating that the others let expect least, each predicted without itself", async () => {
    const someone = person(12, (k) => (k === 5 ? 0.5 : 4.5));
    const [most] = await tellingOf(someone);
    const odd = someone.ratings[5]!;
    expect(most).toMatchObject(odd);
    const others = someone.ratings.filter((rated) => rated !== odd);
    const without = core.model.taste(others).predict(odd.movieId);
    expect(most!.expected).toBe(without.stars);
    expect([most!.low, most!.high]).toEqual([without.low, without.high]);
    const before = core.model.profile(core.model.taste(others));
    const now = core.model.profile(core.model.taste(someone.ratings));
    const moves = now.map(({ you }, k) => you - before[k]!.you);
    const { feature, stars } = most!.moved!;
    expect(stars).toBeCloseTo(moves[feature]!, 6);
    expect(Math.abs(stars)).toBeCloseTo(Math.max(...moves.map(Math.abs)), 6);
  });

  it("has no telling films where nothing was rated, or all as expected", async () => {
    const nobody = person(0, () => 3);
    expect(await tellingOf(nobody)).toEqual([]);
    expect((await tasteOf(nobody)).sureness).toBe(0);
    const { catalogue } = core.model;
    const usual = core.model.taste([]).predict(catalogue.at(0).id).stars;
    const rating = Math.round(2 * usual) / 2;
    const alone = { ratings: [{ movieId: catalogue.at(0).id, rating }], seen: [], notForMe: [] };
    expect(await tellingOf(alone)).toEqual([]);
  });

  it("takes ratings of films that the model does not know", async () => {
    const someone = person(6, () => 4);
    const ratings = [...someone.ratings, { movieId: "no such film", rating: 1 }];
    const telling = await tellingOf({ ...someone, ratings });
    expect(telling.map(({ movieId }) => movieId)).not.toContain("no such film");
  });
});

describe("strictness among people", () => {
  const head = { ...core.model.head, userBias: Float32Array.of(-0.5, 0, 0.1, 0.4) };

  it("is what is given more than by the others on average", () => {
    const { strictness, stricter } = strictnessAmong({ head }, { strictness: 0.2 });
    expect(strictness).toBeCloseTo(0.2);
    expect(stricter).toBe(0.75);
  });

  it("has no rank where there is nobody else", () => {
    const nobody = { head: { ...head, userBias: new Float32Array(0) } };
    expect(strictnessAmong(nobody, { strictness: 0.2 })).toEqual({
      strictness: 0.2,
      stricter: Number.NaN,
    });
  });
});

describe("what takes long", () => {
  it("is not begun once it is given up", async () => {
    const someone = person(30, () => 4);
    for (const name of ["telling", "ownAccuracy"] as const) {
      const controller = new AbortController();
      const asked = calls[name]([someone], { ...CONTEXT, signal: controller.signal });
      controller.abort();
      await expect(asked).rejects.toThrow(/aborted/u);
    }
  });
});

describe("one's own accuracy", () => {
  it("is told from thirty ratings on, stars off the scale brought onto it", async () => {
    const few = await calls.ownAccuracy([person(29, () => 4)], CONTEXT);
    expect(few).toMatchObject({ tellable: false, ratings: 29, needed: 30 });
    const enough = await calls.ownAccuracy([person(30, (k) => (k % 6) * 1.2)], CONTEXT);
    expect(enough).toMatchObject({ tellable: true, ratings: 30 });
  });
});
