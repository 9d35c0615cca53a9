import { describe, expect, test } from "vitest";
import type { FakeParts } from "../../../test/support/fake-service.ts";
import { fakeService } from "../../../test/support/fake-service.ts";
import { getPicks } from "../../contract/people-routes.ts";
import { StoreError } from "../../core/errors.ts";
import { makeApiKey } from "../access/api-key.ts";
import type { Rules } from "../api.ts";
import { makeApi } from "../api.ts";
import { conditional } from "../http/conditional.ts";
import { makeLog } from "./log-lines.ts";

const SECRET = 'sécret"\r\n{"level":"error"}';
const PATH = `/v1/people/${encodeURIComponent(SECRET)}/picks?exclude=${encodeURIComponent(SECRET)}`;

function asked(parts: FakeParts = {}, rules: Partial<Rules> = {}) {
  const { service, lines } = fakeService(parts);
  const open = { isOwnHost: () => true, needsKey: () => Promise.resolve(false) };
  const api = makeApi(service, { ...open, ...rules }, [
    (app) => app.openapi(getPicks, (context) => conditional(context, '"v1"', "{}")),
  ]);
  return { lines, ask: async (path: string, init?: RequestInit) => await api.request(path, init) };
}

describe("health", () => {
  const never = () => new Promise<void>(() => undefined);
  const fails = () => Promise.reject(new Error("no"));
  const damaged = () => Promise.reject(new StoreError("no", "damaged"));

  test.each([
    ["ok", 200, {}, {}],
    ["starting", 503, { isLoaded: false }, {}],
    ["stopping", 503, {}, { isStopping: () => true }],
    ["store-unavailable", 503, { store: { ping: fails } }, {}],
    ["store-damaged", 503, { store: { ping: damaged } }, {}],
    ["store-damaged", 503, { store: { ping: damaged }, isLoaded: false }, {}],
    ["store-unavailable", 503, { store: { ping: never } }, {}],
  ])("ready says %s with %i, live always that it lives", async (status, code, parts, rules) => {
    const { ask } = asked(parts, { ...rules, needsKey: () => Promise.resolve(true) });
    const from = performance.now();
    const ready = await ask("/health/ready");
    expect(performance.now() - from).toBeLessThan(2000);
    expect([ready.status, await ready.json()]).toEqual([code, { status }]);
    const live = await ask("/health/live");
    expect([live.status, await live.json()]).toEqual([200, { status: "ok" }]);
  });
});

test("ready asks the store once for all who ask meanwhile, and anew after", async () => {
  let pings = 0;
  const ping = async (): Promise<void> => {
    pings++;
    await new Promise((done) => setTimeout(done, 20));
  };
  const { ask } = asked({ store: { ping } });
  const all = Array.from({ length: 100 }, async () => (await ask("/health/ready")).status);
  expect(new Set(await Promise.all(all))).toEqual(new Set([200]));
  expect(pings).toBe(1);
  await ask("/health/ready");
  expect(pings).toBe(2);
});

describe("metrics", () => {
  test("count requests by route, method and status, without ids", async () => {
    const { ask } = asked();
    await ask(PATH);
    await ask(PATH, { method: "HEAD" });
    await ask("/v1/people/ann/picks", { method: "DELETE" });
    await ask("/v1/secret-path");
    await ask(PATH, { method: "PROPFIND" });
    const response = await ask("/metrics");
    expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = await response.text();
    const route = 'route="/v1/people/{personId}/picks"';
    expect(text).toContain(`matinee_requests_total{method="GET",${route},status="200"} 1`);
    expect(text).toContain(`matinee_requests_total{method="HEAD",${route},status="200"} 1`);
    expect(text).toContain('matinee_requests_total{method="DELETE",route="none",status="405"} 1');
    expect(text).toContain('matinee_requests_total{method="other",route="none",status="405"} 1');
    expect(text).toContain(`matinee_request_seconds_count{method="GET",${route}} 1`);
    expect(text).toContain("matinee_requests_in_flight 1");
    expect(text).toContain('matinee_model_info{version="m1"} 1');
    expect(text).toContain("process_cpu_user_seconds_total");
    expect(text).not.toMatch(/s[eé]cret/u);
  });

  test("of two servers in one process do not mix", async () => {
    await asked().ask(PATH);
    expect(await (await asked().ask("/metrics")).text()).not.toContain("/v1/people");
  });

  test("have no series for a status or route that a stranger makes up", async () => {
    const { ask } = asked();
    for (let k = 0; k < 50; k++) await ask(`/v1/made-up-${k}`, { method: "GET" });
    const text = await (await ask("/metrics")).text();
    expect(text.match(/^matinee_requests_total/gmu)).toHaveLength(1);
  });
});

describe("the log", () => {
  const { key, text } = makeApiKey({ name: SECRET, scopes: ["read"], rate: 0, createdAt: 0 });

  test("has a line for a request, by route, without person, address or key", async () => {
    const rules = { logsRequests: true, needsKey: () => Promise.resolve(true) };
    const { lines, ask } = asked({ keys: [key] }, rules);
    const headers = {
      Authorization: `Bearer ${text}`,
      "X-Request-Id": "r1",
      "User-Agent": "secret",
    };
    await ask(PATH, { headers });
    expect(lines).toEqual([
      {
        ...{ level: "info", event: "request", requestId: "r1", method: "GET", status: 200 },
        ...{
          route: "/v1/people/{personId}/picks",
          keyId: key.id,
          ms: expect.any(Number) as number,
        },
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/s[eé]cret/u);
    expect(JSON.stringify(lines)).not.toContain(text.slice(-43));
  });

  test("has none unless asked for", async () => {
    const { lines, ask } = asked();
    await ask(PATH);
    expect(lines).toEqual([]);
  });

  test("is one JSON document a line, whatever its values hold", () => {
    let written = "";
    const log = makeLog(
      (line) => (written += line),
      () => 0,
    );
    const evil = 'a\r\n{"event":"made up"}\u2028\u0000\u001b[2J';
    log({ level: "warn", event: evil, [evil]: evil, n: 1 });
    expect(written.split("\n")).toHaveLength(2);
    expect(written).not.toContain("\r");
    expect(written).not.toContain("\u001b");
    expect(JSON.parse(written)).toEqual({
      ...{ time: "1970-01-01T00:00:00.000Z", level: "warn", event: evil, [evil]: evil, n: 1 },
    });
  });
});
