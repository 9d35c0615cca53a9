import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { TestService } from "../../../test/support/test-service.ts";
import { NOW, testService } from "../../../test/support/test-service.ts";
import { StoreError } from "../../core/errors.ts";
import { makeServedModel } from "../serving/served-model.ts";

const GENRES = ["Comedy", "Drama", "Horror"] as const;
const films = randomFilms(60, 4, 1).map((film, k) => ({
  ...{ ...film, title: `Film ${k}`, year: 1960 + k, genres: [GENRES[k % 3]!] },
}));
const model = handMadeModel(films, { users: [1, 2, 3, 4] });
const other = handMadeModel(randomFilms(60, 4, 2), { users: [1, 2, 3] });

async function withRatings(ratings: Readonly<Record<string, number>>): Promise<TestService> {
  const started = await testService(model);
  for (const [movieId, rating] of Object.entries(ratings)) {
    const path = { personId: "ann", movieId };
    expect((await started.ask("putRating", { path, body: { rating } })).status).toBe(200);
  }
  return started;
}

const ann = { personId: "ann" };

describe("putRating", () => {
  test("stores the rating and tells what movie it is of", async () => {
    const { ask, store } = await testService(model);
    const path = { personId: "ann", movieId: "7" };
    const body = { rating: 4, ratedAt: "2024-02-29T12:00:00+02:00" };
    const { status, json } = await ask("putRating", { path, body });
    expect(status).toBe(200);
    const ratedAt = "2024-02-29T10:00:00.000Z";
    expect(json).toEqual({ movieId: "7", title: "Film 7", year: 1967, rating: 4, ratedAt });
    expect((await store.readPerson("ann"))?.ratings).toEqual([
      { movieId: "7", rating: 4, ratedAt: Date.parse(ratedAt) },
    ]);
  });

  test("stores a movie that the model does not know, without a title", async () => {
    const { ask } = await testService(model);
    const path = { personId: "ann", movieId: "07" }; // not 7
    const { status, json } = await ask("putRating", { path, body: { rating: 4 } });
    expect([status, json.title, json.year]).toEqual([200, null, null]);
  });

  test("takes no time later than now", async () => {
    const { ask } = await testService(model);
    const path = { personId: "ann", movieId: "7" };
    const { json } = await ask("putRating", {
      path,
      body: { rating: 4, ratedAt: "2999-01-01T00:00:00Z" },
    });
    expect(Date.parse(json.ratedAt)).toBe(NOW);
  });

  test.each([0.5, 5.5, -1e300])("refuses %d, naming the ends of the scale", async (rating) => {
    const { ask, store } = await testService(model);
    const { status, json } = await ask("putRating", {
      path: { personId: "ann", movieId: "7" },
      body: { rating },
    });
    expect([status, json.code]).toEqual([422, "rating-off-scale"]);
    expect(json.detail).toContain("[1, 5]");
    expect(await store.revisionOf("ann")).toBeUndefined();
  });

  test.each([
    ["no rating", {}],
    ["a text", { rating: "4" }],
    ["a key that there is not", { rating: 4, stars: 4 }],
    ["a time without zone", { rating: 4, ratedAt: "2024-02-29T12:00:00" }],
  ])("refuses %s", async (_, body) => {
    const { ask } = await testService(model);
    const path = { personId: "ann", movieId: "7" };
    const { status, json } = await ask("putRating", { path, body });
    expect([status, json.code]).toEqual([400, "invalid-request"]);
  });

  test("keeps ids of any text apart", async () => {
    const { ask } = await testService(model);
    const ids = [
      "a/b",
      "a%2Fb",
      "Ann",
      "ann",
      "ann ",
      "\u00E9",
      "e\u0301",
      "'; drop table ratings",
      "😀",
    ];
    for (const [k, personId] of ids.entries()) {
      await ask("putRating", { path: { personId, movieId: String(k) }, body: { rating: 4 } });
    }
    for (const [k, personId] of ids.entries()) {
      const { json } = await ask("getRatings", { path: { personId } });
      expect(json.ratings.map((one: { movieId: string }) => one.movieId)).toEqual([String(k)]);
    }
  });
});

describe("deleteRating, deleteSignal and deletePerson", () => {
  test("answer the same whether something was there or not", async () => {
    const { ask } = await withRatings({ 1: 5, 2: 4 });
    const path = { personId: "ann", movieId: "1" };
    await ask("putSignal", { path: { ...ann, movieId: "3" }, body: { signal: "seen" } });
    for (let time = 0; time < 2; time++) {
      expect((await ask("deleteRating", { path })).status).toBe(204);
      const signal = { personId: "ann", movieId: "3" };
      expect((await ask("deleteSignal", { path: signal })).status).toBe(204);
    }
    const { json } = await ask("getRatings", { path: ann });
    expect([json.ratings.length, json.signals.length]).toEqual([1, 0]);
    for (let time = 0; time < 2; time++) {
      expect((await ask("deletePerson", { path: ann })).status).toBe(204);
      expect((await ask("getRatings", { path: ann })).json.code).toBe("person-unknown");
    }
  });
});

test("a deletion that is cut off is not told as done, and nothing of theirs is answered", async () => {
  const { ask, store } = await withRatings({ 1: 5 });
  await ask("getPicks", { path: ann });
  const { deletePerson } = store;
  store.deletePerson = async (personId) => {
    await deletePerson.call(store, personId);
    throw new StoreError("Cannot remove what was deleted from the log", "unavailable");
  };
  const { status, json, headers } = await ask("deletePerson", { path: ann });
  expect([status, json.code, headers.get("Retry-After")]).toEqual([503, "store-unavailable", "5"]);
  expect(json.detail).toContain("ask again until it is 204");
  expect((await ask("getPicks", { path: ann })).status).toBe(404);
});

describe("getRatings", () => {
  test("tells ratings page by page in the order of bytes, signals on the first page", async () => {
    const { ask } = await testService(model);
    const ids = ["10", "2", "ﬁ", "😀", "a"]; // UTF-16 would have 😀 before ﬁ
    for (const movieId of ids) {
      await ask("putRating", { path: { ...ann, movieId }, body: { rating: 3 } });
    }
    await ask("putSignal", { path: { ...ann, movieId: "5" }, body: { signal: "notForMe" } });
    const found: string[] = [];
    const signals: number[] = [];
    let after: string | null = null;
    do {
      const query: Record<string, string> = { limit: "2", ...(after === null ? {} : { after }) };
      const { json } = await ask("getRatings", { path: ann, query });
      found.push(...json.ratings.map((one: { movieId: string }) => one.movieId));
      signals.push(json.signals.length);
      after = json.next;
    } while (after !== null);
    expect(found).toEqual(["10", "2", "a", "ﬁ", "😀"]);
    expect(signals).toEqual([1, 0, 0]);
  });

  test.each(["0", "10001", "1.5", "x"])("refuses a limit of %s", async (limit) => {
    const { ask } = await withRatings({ 1: 5 });
    const { json } = await ask("getRatings", { path: ann, query: { limit } });
    expect(json.code).toBe("invalid-request");
  });
});

describe("getPicks and getAvoid", () => {
  test("answer as the library does", async () => {
    const { ask } = await withRatings({ 1: 5, 2: 4, 3: 1 });
    const taste = model.taste([
      { movieId: 1, rating: 5 },
      { movieId: 2, rating: 4 },
      { movieId: 3, rating: 1 },
    ]);
    const picks = await ask("getPicks", {
      path: ann,
      query: { count: 5, seed: 3, surprise: ".5" },
    });
    expect(picks.json.picks.map((pick: { movieId: string }) => pick.movieId)).toEqual(
      taste.picks({ count: 5, seed: 3, surprise: 0.5 }).map(({ movieId }) => String(movieId)),
    );
    expect(picks.json).toMatchObject({ model: "first", ratings: 3, unknown: 0 });
    const avoid = await ask("getAvoid", { path: ann });
    expect(avoid.json.avoid.map((film: { stars: number }) => film.stars)).toEqual(
      taste.avoid().map(({ stars }) => stars),
    );
  });

  test("tell why a list came out short", async () => {
    const { ask } = await withRatings({ 1: 5 });
    const { json } = await ask("getPicks", { path: ann, query: { among: ["1", "2", "nowhere"] } });
    expect(json.picks).toHaveLength(1);
    expect(json.left.at(-1)).toEqual({ filter: "among", films: 1 });
  });

  test("a movie that the model does not know is no reason to refuse a list", async () => {
    const { ask } = await withRatings({ 1: 5 });
    const bare = await ask("getPicks", { path: ann });
    const { json } = await ask("getPicks", { path: ann, query: { exclude: "nowhere" } });
    expect(json).toEqual(bare.json);
  });

  test.each([
    [{ genres: "Comedi" }, "genres", 'did you mean "Comedy"'],
    [{ withoutGenres: ["Drama", "Opera"] }, "withoutGenres", "Opera"],
    [{ fromYear: 2000, toYear: 1990 }, "fromYear", "at most"],
    [{ fromRank: 9, toRank: 8 }, "fromRank", "at most"],
  ])("%o is refused, naming %s", async (query, path, message) => {
    const { ask, faults } = await withRatings({ 1: 5 });
    for (const route of ["getPicks", "getAvoid"] as const) {
      const { status, json } = await ask(route, { path: ann, query });
      expect([status, json.code, json.errors[0].path]).toEqual([400, "invalid-request", path]);
      expect(json.detail).toContain(message);
    }
    expect(faults).toEqual([]);
  });

  test("nobody knows someone of whom nothing is stored, and the answer says what to do", async () => {
    const { ask } = await testService(model);
    for (const route of ["getPicks", "getAvoid", "getProfile", "getRatings"] as const) {
      const { status, json } = await ask(route, { path: ann });
      expect([status, json.code]).toEqual([404, "person-unknown"]);
      expect(json.detail).toContain("store a rating first");
    }
  });

  test("a rating changes the very next picks", async () => {
    const { ask } = await withRatings({ 1: 5, 2: 4 });
    const before = await ask("getPicks", { path: ann });
    expect((await ask("getPicks", { path: ann })).json).toEqual(before.json);
    const [{ movieId }] = before.json.picks;
    await ask("putRating", { path: { ...ann, movieId }, body: { rating: 1 } });
    const after = await ask("getPicks", { path: ann });
    expect(after.json.ratings).toBe(3);
    const ids = after.json.picks.map((pick: { movieId: string }) => pick.movieId);
    expect(ids).not.toContain(movieId);
  });

  test("another model answers from the next request on", async () => {
    const { ask, serve } = await withRatings({ 1: 5, 2: 4 });
    const first = await ask("getPicks", { path: ann });
    serve(makeServedModel("second", other));
    const second = await ask("getPicks", { path: ann });
    expect([first.json.model, second.json.model]).toEqual(["first", "second"]);
    const taste = other.taste([
      { movieId: 1, rating: 5 },
      { movieId: 2, rating: 4 },
    ]);
    expect(second.json.picks[0].movieId).toBe(String(taste.picks()[0]!.movieId));
    expect(second.headers.get("ETag")).not.toBe(first.headers.get("ETag"));
  });

  test("ratings stored under another scale count as its ends, and unknown movies are counted", async () => {
    const { ask, store } = await testService(model);
    await store.putRatings([
      { personId: "ann", movieId: "1", rating: 0.5, ratedAt: 1 },
      { personId: "ann", movieId: "2", rating: 10, ratedAt: 1 },
      { personId: "ann", movieId: "nowhere", rating: 3, ratedAt: 1 },
    ]);
    const { json } = await ask("getPicks", { path: ann });
    expect(json).toMatchObject({ ratings: 2, unknown: 1 });
    const taste = model.taste([
      { movieId: 1, rating: 1 },
      { movieId: 2, rating: 5 },
    ]);
    expect(json.picks[0].stars).toBe(taste.picks()[0]!.stars);
  });

  test("of two ids of one film the rating that was given later counts", async () => {
    const twice = handMadeModel([...films, { ...films[1]!, id: "a second", count: 1 }]);
    const { ask, store } = await testService(twice);
    const at = (movieId: string, rating: number, ratedAt: number) => ({
      ...{ personId: "ann", movieId, rating, ratedAt },
    });
    await store.putRatings([at("1", 5, 2000), at("a second", 1, 1000)]);
    const { json } = await ask("getPicks", { path: ann });
    expect(json.ratings).toBe(1);
    expect(json.picks[0].stars).toBe(twice.taste([{ movieId: 1, rating: 5 }]).picks()[0]!.stars);
  });

  test("whoever has the answer is told that it still holds, until a rating changes it", async () => {
    const { ask } = await withRatings({ 1: 5, 2: 4 });
    const { headers } = await ask("getPicks", { path: ann });
    const again = { path: ann, headers: { "If-None-Match": headers.get("ETag")! } };
    expect((await ask("getPicks", again)).status).toBe(304);
    await ask("putRating", { path: { ...ann, movieId: "9" }, body: { rating: 1 } });
    expect((await ask("getPicks", again)).status).toBe(200);
  });

  test("a film marked is in no list, and counts as no rating", async () => {
    const { ask } = await withRatings({ 1: 5, 2: 4 });
    const [{ movieId }] = (await ask("getPicks", { path: ann })).json.picks;
    const put = { path: { ...ann, movieId }, body: { signal: "notForMe" } };
    expect((await ask("putSignal", put)).json).toMatchObject({ movieId, signal: "notForMe" });
    const { json } = await ask("getPicks", { path: ann });
    expect(json.ratings).toBe(2);
    expect(json.picks.map((pick: { movieId: string }) => pick.movieId)).not.toContain(movieId);
  });

  test("asked for at once by many, an answer is worked out once", async () => {
    const { ask, store } = await withRatings({ 1: 5, 2: 4 });
    let reads = 0;
    const read = store.readPerson.bind(store);
    store.readPerson = (personId) => {
      reads++;
      return read(personId);
    };
    const answers = await Promise.all(
      [0, 1, 2, 3].flatMap(() => [ask("getPicks", { path: ann }), ask("getAvoid", { path: ann })]),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(reads).toBe(1);
  });
});

describe("getProfile and getPrediction", () => {
  test("tell the hidden features and where stars come from", async () => {
    const { ask, faults } = await withRatings({ 1: 5, 2: 4, 3: 1 });
    const profile = await ask("getProfile", { path: ann });
    expect(faults).toEqual([]);
    expect(profile.json.features.map((one: { feature: number }) => one.feature)).toEqual(
      model.hiddenFeatures().map((_, k) => k + 1),
    );
    const { json } = await ask("getPrediction", { path: { ...ann, movieId: "9" } });
    const sum = json.mean + json.film + json.strictness + json.taste;
    expect(json.stars).toBeCloseTo(Math.min(5, Math.max(1, sum)), 5);
    const told = json.match.features.reduce(
      (all: number, one: { stars: number }) => all + one.stars,
      0,
    );
    expect(told + json.match.rest).toBeCloseTo(json.taste, 5);
  });

  test("a movie that the model does not know is told of", async () => {
    const { ask } = await withRatings({ 1: 5 });
    const { status, json } = await ask("getPrediction", { path: { ...ann, movieId: "x" } });
    expect([status, json.code]).toEqual([404, "movie-unknown"]);
  });
});

describe("a person who has as much as one may have", () => {
  const crowded = (): Promise<never> =>
    Promise.reject(new StoreError("Cannot write: full", "crowded"));

  test.each([
    ["putRating", { rating: 3 }],
    ["putSignal", { signal: "seen" }],
  ] as const)("%s tells so", async (operation, body) => {
    const { ask, store, faults } = await testService(model);
    Object.assign(store, { putRating: crowded, putSignals: crowded });
    const path = { personId: "ann", movieId: "7" };
    const { status, json } = await ask(operation, { path, body });
    expect([status, json.code]).toEqual([422, "too-many-ratings"]);
    expect(faults).toEqual([]);
  });
});

test.each(["0000-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00+01:00"])(
  "a rating of %s is refused, since answers tell no such time",
  async (ratedAt) => {
    const { ask } = await testService(model);
    const path = { personId: "ann", movieId: "7" };
    const { status, json } = await ask("putRating", { path, body: { rating: 3, ratedAt } });
    expect([status, json.code, json.errors[0].path]).toEqual([400, "invalid-request", "ratedAt"]);
  },
);

test("a rating of a year that a backup brought is told as of 1900", async () => {
  const { ask, store } = await testService(model);
  const ratedAt = Date.UTC(-1, 0, 1);
  await store.putRating({ personId: "ann", movieId: "7", rating: 3, ratedAt });
  const { json } = await ask("getRatings", { path: ann });
  expect(json.ratings[0].ratedAt).toBe("1900-01-01T00:00:00.000Z");
});

test("what was answered about someone goes with them", async () => {
  const { ask, service } = await withRatings({ 1: 5 });
  const keys: string[] = [];
  const set = service.answers.set.bind(service.answers);
  Object.assign(service.answers, {
    set(key: string, json: unknown, about?: string) {
      keys.push(key);
      return set(key, json, about);
    },
  });
  for (const route of ["getPicks", "getAvoid", "getProfile", "getRatings"] as const) {
    expect((await ask(route, { path: ann })).status).toBe(200);
  }
  expect(keys.filter((key) => service.answers.get(key) !== undefined)).toHaveLength(4);
  await ask("deletePerson", { path: ann });
  expect(keys.filter((key) => service.answers.get(key) !== undefined)).toEqual([]);
});

test("what is being worked out while someone is deleted is not kept", async () => {
  const { ask, service, store } = await withRatings({ 1: 5 });
  const read = store.readPerson.bind(store);
  const keys: string[] = [];
  const { answers } = service;
  const set = answers.set.bind(answers);
  Object.assign(answers, {
    set: (key: string, json: unknown, about?: string) => (keys.push(key), set(key, json, about)),
  });
  store.readPerson = async (personId) => {
    const person = await read(personId);
    await ask("deletePerson", { path: ann });
    return person;
  };
  expect((await ask("getPicks", { path: ann })).status).toBe(200);
  expect(keys).toEqual([]);
});

test("only lists advise to send ratings along", async () => {
  const { ask } = await testService(model);
  const advice = async (route: "getPicks" | "getAvoid" | "getRatings" | "getProfile") =>
    String((await ask(route, { path: ann })).json.detail).includes("POST /v1/picks");
  expect([await advice("getPicks"), await advice("getAvoid")]).toEqual([true, true]);
  expect([await advice("getRatings"), await advice("getProfile")]).toEqual([false, false]);
});
