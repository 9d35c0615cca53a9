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

const ROUTE_COUNT = 27;

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

describe.each(Object.entries(ROUTES))("%s", (_, route) => {
  const { "x-scope": scope, method } = route;

  test.each(ASKERS)("%s", async (_name, header, expected) => {
    // Each asks a server of its own: wrong keys are counted.
    const { service } = fakeService({ keys });
    const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(true) };
    const api = makeApi(service, rules, [answerAll]);
    const type = Object.keys(bodyOf(route))[0];
    const response = await api.request(route.path.replaceAll(/\{\w+\}/gu, "1"), {
      method,
      headers: {
        ...(header === undefined ? {} : { Authorization: header }),
        ...(type === undefined ? {} : { "Content-Type": type }),
      },
      ...(type === undefined ? {} : { body: "{}" }),
    });
    const wanted = expected(scope);
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

test("the table is about every route of the contract, and about all scopes", () => {
  const routes = Object.values(ROUTES);
  expect(routes.length).toBeGreaterThanOrEqual(ROUTE_COUNT);
  const scopes = new Set(routes.map((route) => route["x-scope"]));
  expect([...scopes].toSorted()).toEqual(["admin", "none", "read", "write"]);
  const open = routes.filter((route) => route["x-scope"] === "none").map(({ path }) => path);
  expect(open).toEqual(["/health/live", "/health/ready", "/openapi.json", "/docs"]);
});

function bodyOf(route: object): object {
  const { request } = route as { request?: { body?: { content?: object } } };
  return request?.body?.content ?? {};
}
