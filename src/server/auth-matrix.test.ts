import { describe, expect, test } from "vitest";
import { fakeService } from "../../test/support/fake-service.ts";
import { ROUTES } from "../contract/routes.ts";
import type { Scope } from "../contract/scope.ts";
import { SCOPES } from "../contract/scope.ts";
import type { ApiKey } from "../store/store.ts";
import { makeApiKey } from "./access/api-key.ts";
import type { Mount } from "./api.ts";
import { makeApi } from "./api.ts";

/** Who asks, with the status that a route of a scope has for them; what it answers itself is not of here. */
type Expected = (scope: Scope | "none") => "answered" | 401 | 403;

/**
 * What each route is to be, written out: the guard reads the contract, so that a wrong scope there would be seen by
 * nobody who looked there too.
 */
const INTENDED: Readonly<Record<string, `${string} ${string} ${Scope | "none"}`>> = {
  putRating: "PUT /v1/people/{personId}/ratings/{movieId} write",
  deleteRating: "DELETE /v1/people/{personId}/ratings/{movieId} write",
  putSignal: "PUT /v1/people/{personId}/signals/{movieId} write",
  deleteSignal: "DELETE /v1/people/{personId}/signals/{movieId} write",
  deletePerson: "DELETE /v1/people/{personId} write",
  getRatings: "GET /v1/people/{personId}/ratings read",
  getPicks: "GET /v1/people/{personId}/picks read",
  getAvoid: "GET /v1/people/{personId}/avoid read",
  getProfile: "GET /v1/people/{personId}/profile read",
  getPrediction: "GET /v1/people/{personId}/predict/{movieId} read",
  postRatings: "POST /v1/ratings write",
  postPicks: "POST /v1/picks read",
  postTogether: "POST /v1/together read",
  postImport: "POST /v1/imports write",
  findMovies: "GET /v1/movies read",
  getMovie: "GET /v1/movies/{movieId} read",
  getSimilar: "GET /v1/movies/{movieId}/similar read",
  getFeatures: "GET /v1/features read",
  getModel: "GET /v1/model read",
  postTraining: "POST /v1/admin/trainings admin",
  listTrainings: "GET /v1/admin/trainings admin",
  getTraining: "GET /v1/admin/trainings/{trainingId} admin",
  cancelTraining: "DELETE /v1/admin/trainings/{trainingId} admin",
  listModels: "GET /v1/admin/models admin",
  promoteModel: "POST /v1/admin/models/{model}/promote admin",
  rollBack: "POST /v1/admin/rollback admin",
  deleteModel: "DELETE /v1/admin/models/{model} admin",
  getLive: "GET /health/live none",
  getReady: "GET /health/ready none",
  getMetrics: "GET /metrics read",
  getOpenApi: "GET /openapi.json none",
  getDocs: "GET /docs none",
};

const made = (...scopes: readonly Scope[]) =>
  makeApiKey({ name: "test", scopes, rate: 0, createdAt: 0 });
const byScope = Object.fromEntries(SCOPES.map((scope) => [scope, made(scope)]));
const all = made(...SCOPES);
const none = made();
const gone = made(...SCOPES);
const stranger = made(...SCOPES);
const keys: readonly ApiKey[] = [
  ...[...Object.values(byScope), all, none].map(({ key }) => key),
  { ...gone.key, revokedAt: 1 },
];
const otherSecret = `mat_${all.key.id}_${stranger.text.slice("mat_123456789012_".length)}`;

const unknown: Expected = (scope) => (scope === "none" ? "answered" : 401);
const ofScope =
  (allowed: readonly Scope[]): Expected =>
  (scope) =>
    scope === "none" || allowed.includes(scope) ? "answered" : 403;

const ASKERS: readonly (readonly [name: string, header: string | undefined, Expected])[] = [
  ["no key", undefined, unknown],
  ["an empty header", "", unknown],
  ["another scheme", `Basic ${all.text}`, unknown],
  ["a key without its scheme", all.text, unknown],
  ["a malformed key", "Bearer mat_no_key", unknown],
  ["a key cut short", `Bearer ${all.text.slice(0, -1)}`, unknown],
  ["a key with more behind it", `Bearer ${all.text}x`, unknown],
  ["two keys", `Bearer ${all.text}, Bearer ${all.text}`, unknown],
  ["a key that there never was", `Bearer ${stranger.text}`, unknown],
  ["a key with another secret", `Bearer ${otherSecret}`, unknown],
  ["a revoked key", `Bearer ${gone.text}`, unknown],
  ["a key without any scope", `Bearer ${none.text}`, ofScope([])],
  ...SCOPES.map(
    (scope) => [`a key for ${scope}`, `Bearer ${byScope[scope]!.text}`, ofScope([scope])] as const,
  ),
  ["a key for everything", `Bearer ${all.text}`, ofScope(SCOPES)],
];

/** Answers every route of the contract that operation does not. */
const answerAll: Mount = (api) => {
  for (const route of Object.values(ROUTES)) {
    api.on(route.method.toUpperCase(), route.getRoutingPath(), () => new Response("reached"));
  }
};

describe.each(Object.entries(ROUTES))("%s", (id, route) => {
  const [method = "", path = "", scope] = INTENDED[id]?.split(" ") ?? [];

  test.each(ASKERS)("%s", async (_name, header, expected) => {
    // Each asks a server of its own: wrong keys are counted.
    const { service } = fakeService({ keys });
    const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(true) };
    const api = makeApi(service, rules, [answerAll]);
    const type = Object.keys(bodyOf(route))[0];
    const response = await api.request(path.replaceAll(/\{\w+\}/gu, "1"), {
      method,
      headers: {
        ...(header === undefined ? {} : { Authorization: header }),
        ...(type === undefined ? {} : { "Content-Type": type }),
      },
      ...(type === undefined ? {} : { body: "{}" }),
    });
    const wanted = expected(scope as Scope | "none");
    if (wanted === "answered") {
      expect(response.status).toBe(200);
      return;
    }
    expect(response.status).toBe(wanted);
    expect(response.headers.get("WWW-Authenticate")).toMatch(/^Bearer/u);
    const { code } = (await response.json()) as { code: string };
    expect(code).toBe(wanted === 401 ? "not-authenticated" : "not-allowed");
  });
});

test("the table is about every route of the contract, and about nothing else", () => {
  const found = Object.entries(ROUTES).map(([id, route]) => [
    id,
    `${route.method.toUpperCase()} ${route.path} ${route["x-scope"]}`,
  ]);
  expect(Object.fromEntries(found)).toEqual(INTENDED);
});

function bodyOf(route: object): object {
  const { request } = route as { request?: { body?: { content?: object } } };
  return request?.body?.content ?? {};
}
