import type { z } from "@hono/zod-openapi";
import { describe, expect, expectTypeOf, test } from "vitest";
import { contractFetch } from "../../test/support/contract-fetch.ts";
import { ListQuery } from "../contract/list-options.ts";
import type { OperationId, Routes } from "../contract/routes.ts";
import { ROUTES } from "../contract/routes.ts";
import { OPTION_KEYS } from "./call-options.ts";
import { MatineeClient } from "./client.ts";
import { OPERATIONS } from "./operations.ts";

const CHOICES = {
  ...{ count: 5, surprise: 0.1 + 0.2, seed: 7, exclude: ["1", 2], among: [3], fromYear: 1950 },
  ...{ toYear: 1999, genres: ["Film-Noir"], withoutGenres: ["War", "x&y=z"], fromRank: 10 },
  toRank: 2000,
} as const;
const IN_ADDRESS = {
  ...{ ...CHOICES, surprise: 0.3, exclude: ["1", "2"], among: ["3"] },
};
const IN_BODY = { ...CHOICES, exclude: ["1", "2"], among: ["3"] };
const ANN = "änn/../%2F ?#\u0000";
const PERSON = { personId: ANN };
const BOTH = { personId: ANN, movieId: "318" };
const AT = "2026-11-29T17:00:00Z";
const RATING = { personId: ANN, movieId: 318, rating: 4 };

interface Expected {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
}

type Case = readonly [(client: MatineeClient) => Promise<unknown>, Expected];

/** A route that is not here does not compile. */
const CASES: Readonly<Record<OperationId, Case>> = {
  putRating: [
    (client) => client.putRating(ANN, 318, 4.5, { ratedAt: AT }),
    { params: BOTH, body: { rating: 4.5, ratedAt: AT } },
  ],
  deleteRating: [(client) => client.deleteRating(ANN, "318"), { params: BOTH }],
  putSignal: [
    (client) => client.putSignal(ANN, 318, "notForMe"),
    { params: BOTH, body: { signal: "notForMe" } },
  ],
  deleteSignal: [(client) => client.deleteSignal(ANN, 318), { params: BOTH }],
  deletePerson: [(client) => client.deletePerson(ANN), { params: PERSON }],
  getRatings: [
    (client) => client.ratings(ANN, { limit: 10, after: "a b" }),
    { params: PERSON, query: { limit: 10, after: "a b" } },
  ],
  getPicks: [(client) => client.picks(ANN, CHOICES), { params: PERSON, query: IN_ADDRESS }],
  getAvoid: [(client) => client.avoid(ANN, CHOICES), { params: PERSON, query: IN_ADDRESS }],
  getProfile: [(client) => client.profile(ANN), { params: PERSON }],
  getPrediction: [(client) => client.predict(ANN, 318), { params: BOTH }],
  postRatings: [
    (client) => client.putRatings([RATING, { ...RATING, ratedAt: AT }]),
    {
      body: [
        { ...RATING, movieId: "318", ratedAt: expect.any(String) as unknown },
        { ...RATING, movieId: "318", ratedAt: AT },
      ],
    },
  ],
  postPicks: [
    (client) =>
      client.picksFor([{ movieId: 318, rating: 5 }], {
        ...{ ...CHOICES, seen: [1], notForMe: ["2"], avoid: 0 },
      }),
    {
      body: {
        ...{ ratings: [{ movieId: "318", rating: 5 }], ...IN_BODY },
        ...{ seen: ["1"], notForMe: ["2"], avoid: 0 },
      },
    },
  ],
  postTogether: [
    (client) =>
      client.together([PERSON, { ratings: [{ movieId: 1, rating: 2 }], seen: [3] }], CHOICES),
    {
      body: {
        people: [PERSON, { ratings: [{ movieId: "1", rating: 2 }], seen: ["3"] }],
        ...IN_BODY,
      },
    },
  ],
  postImport: [
    (client) =>
      client.importExport(new TextEncoder().encode("a,b"), {
        ...{ personId: ANN, file: "watched.csv" },
        ...{ columns: "title=a,rating=b", scale: "1-10", listAs: "seen" },
      }),
    {
      query: {
        ...{ personId: ANN, file: "watched.csv" },
        ...{ columns: "title=a,rating=b", scale: "1-10", listAs: "seen" },
      },
      body: "a,b",
    },
  ],
  findMovies: [
    (client) => client.movies("alien & co", { limit: 3 }),
    { query: { q: "alien & co", limit: 3 } },
  ],
  getMovie: [(client) => client.movie(318), { params: { movieId: "318" } }],
  getSimilar: [
    (client) => client.similar("318", { count: 4, leastRatings: 0 }),
    { params: { movieId: "318" }, query: { count: 4, leastRatings: 0 } },
  ],
  getFeatures: [(client) => client.features({ films: 2 }), { query: { films: 2 } }],
  getModel: [(client) => client.model(), {}],
  postTraining: [
    (client) => client.train({ method: "bayesian", promote: true }),
    { body: { method: "bayesian", promote: true } },
  ],
  listTrainings: [(client) => client.trainings(), {}],
  getTraining: [(client) => client.training("t1"), { params: { trainingId: "t1" } }],
  cancelTraining: [(client) => client.cancelTraining("t1"), { params: { trainingId: "t1" } }],
  listModels: [(client) => client.models(), {}],
  promoteModel: [(client) => client.promote("m1"), { params: { model: "m1" } }],
  rollBack: [(client) => client.rollBack(), {}],
  deleteModel: [(client) => client.deleteModel("m1"), { params: { model: "m1" } }],
  getLive: [(client) => client.live(), {}],
  getReady: [(client) => client.ready(), {}],
  getMetrics: [(client) => client.metrics(), {}],
  getOpenApi: [(client) => client.openApi(), {}],
  getDocs: [(client) => client.docsPage(), {}],
};

describe("the client and the contract", () => {
  test("there is a method for every route, and a case for it here", () => {
    expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    const methods = Object.getOwnPropertyNames(MatineeClient.prototype);
    expect(methods.length - 1).toBe(Object.keys(ROUTES).length);
  });

  test.each(Object.entries(CASES))(
    "%s: what is sent is what was meant",
    async (id, [call, wanted]) => {
      const { fetch, understood } = contractFetch();
      // BulkResult of {} holds no `errors` to go through.
      await call(new MatineeClient({ url: "http://a", fetch })).catch((error: unknown) => {
        if (id !== "postRatings") throw error;
      });
      expect(understood).toEqual([{ id, params: {}, query: {}, body: undefined, ...wanted }]);
    },
  );

  test.each(Object.entries(OPERATIONS))(
    "%s: method and path are those of the route",
    (id, found) => {
      const { method, path } = ROUTES[id as OperationId];
      expect([found.method.toLowerCase(), found.path]).toEqual([method, path]);
    },
  );

  test("every choice about a list is one that the client knows, and no other", () => {
    const wanted = Object.keys(ListQuery.shape).toSorted();
    expect(Object.keys(OPTION_KEYS.getPicks ?? {}).toSorted()).toEqual(wanted);
  });

  test.each([".", "..", "~..", "%2E%2E", "a/b", "\\", "\u{1F3AC}", " "])(
    "the id %j reaches the service as it is",
    async (personId) => {
      const { fetch, understood } = contractFetch();
      await new MatineeClient({ url: "http://a/behind/", fetch: behind(fetch) }).deleteRating(
        personId,
        "..",
      );
      expect(understood[0]?.params).toEqual({ personId, movieId: ".." });
    },
  );
});

function behind(fetch: ReturnType<typeof contractFetch>["fetch"]): typeof fetch {
  return (url, init) => fetch(new URL(url).href.replace("/behind/", "/"), init);
}

type JsonAnswer<Id extends OperationId> = Routes[Id]["responses"] extends {
  200: { content: { "application/json": { schema: infer Schema extends z.ZodType } } };
}
  ? z.output<Schema>
  : void;
type Answer<Method extends keyof MatineeClient> = Awaited<ReturnType<MatineeClient[Method]>>;

test("what methods are fulfilled with are the answers of the contract", () => {
  expectTypeOf<Answer<"putRating">>().toEqualTypeOf<JsonAnswer<"putRating">>();
  expectTypeOf<Answer<"deleteRating">>().toEqualTypeOf<JsonAnswer<"deleteRating">>();
  expectTypeOf<Answer<"putSignal">>().toEqualTypeOf<JsonAnswer<"putSignal">>();
  expectTypeOf<Answer<"deletePerson">>().toEqualTypeOf<JsonAnswer<"deletePerson">>();
  expectTypeOf<Answer<"ratings">>().toEqualTypeOf<JsonAnswer<"getRatings">>();
  expectTypeOf<Answer<"picks">>().toEqualTypeOf<JsonAnswer<"getPicks">>();
  expectTypeOf<Answer<"avoid">>().toEqualTypeOf<JsonAnswer<"getAvoid">>();
  expectTypeOf<Answer<"profile">>().toEqualTypeOf<JsonAnswer<"getProfile">>();
  expectTypeOf<Answer<"predict">>().toEqualTypeOf<JsonAnswer<"getPrediction">>();
  expectTypeOf<Answer<"putRatings">>().toEqualTypeOf<JsonAnswer<"postRatings">>();
  expectTypeOf<Answer<"picksFor">>().toEqualTypeOf<JsonAnswer<"postPicks">>();
  expectTypeOf<Answer<"together">>().toEqualTypeOf<JsonAnswer<"postTogether">>();
  expectTypeOf<Answer<"importExport">>().toEqualTypeOf<JsonAnswer<"postImport">>();
  expectTypeOf<Answer<"movies">>().toEqualTypeOf<JsonAnswer<"findMovies">>();
  expectTypeOf<Answer<"movie">>().toEqualTypeOf<JsonAnswer<"getMovie">>();
  expectTypeOf<Answer<"similar">>().toEqualTypeOf<JsonAnswer<"getSimilar">>();
  expectTypeOf<Answer<"features">>().toEqualTypeOf<JsonAnswer<"getFeatures">>();
  expectTypeOf<Answer<"model">>().toEqualTypeOf<JsonAnswer<"getModel">>();
  expectTypeOf<Answer<"trainings">>().toEqualTypeOf<JsonAnswer<"listTrainings">>();
  expectTypeOf<Answer<"training">>().toEqualTypeOf<JsonAnswer<"getTraining">>();
  expectTypeOf<Answer<"train">>().toEqualTypeOf<JsonAnswer<"getTraining">>();
  expectTypeOf<Answer<"models">>().toEqualTypeOf<JsonAnswer<"listModels">>();
  expectTypeOf<Answer<"promote">>().toEqualTypeOf<JsonAnswer<"promoteModel">>();
  expectTypeOf<Answer<"rollBack">>().toEqualTypeOf<JsonAnswer<"rollBack">>();
  expectTypeOf<Answer<"ready">>().toEqualTypeOf<JsonAnswer<"getReady">>();
  expectTypeOf<Answer<"picks">>().not.toBeAny();
  expectTypeOf<Answer<"picks">["picks"][number]["why"][number]["share"]>().toBeNumber();
});
