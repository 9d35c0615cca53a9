import { describe, expect, test } from "vitest";
import { PUT, RATING, asked, problemOf, telling } from "../../test/support/asked-api.ts";
import { getPicks, getRatings } from "../contract/people-routes.ts";
import { StoreError } from "../core/errors.ts";
import type { Mount } from "./api.ts";
import { conditional } from "./http/conditional.ts";

const throwing =
  (error: unknown): Mount =>
  (api) =>
    void api.openapi(getRatings, () => {
      throw error;
    });

describe("what is wrong with a request is told", () => {
  test.each([
    ["/v1/people/ann/picks?count=0", "query", "count"],
    ["/v1/people/ann/picks?count=3&count=4", "query", "count"],
    ["/v1/people/ann/picks?surprise=1.5", "query", "surprise"],
    ["/v1/people/ann/picks?typo=1", "query", ""],
    ["/v1/people/ann/picks?__proto__=1", "query", ""],
  ])("GET %s: %s %s", async (path, place, name) => {
    const problem = await problemOf(await asked().ask(path));
    expect(problem).toMatchObject({ code: "invalid-request", status: 400 });
    expect(problem["errors"]).toMatchObject([{ in: place, path: name }]);
  });

  test.each([
    ['{"rating":"5"}', "json", "rating"],
    ["{}", "json", "rating"],
    ["[]", "json", ""],
    ["null", "json", ""],
    ["5", "json", ""],
    ['{"rating":5,"x":1}', "json", ""],
    ['{"rating":5,"__proto__":{"a":1}}', "json", ""],
    ['{"rating":1e999}', "json", "rating"],
    ['{"rating":5,"ratedAt":"yesterday"}', "json", "ratedAt"],
  ])("PUT %s: %s %s", async (body, place, name) => {
    const problem = await problemOf(await asked().ask(RATING, { ...PUT, body }));
    expect(problem).toMatchObject({ code: "invalid-request" });
    expect(problem["errors"]).toMatchObject([{ in: place, path: name }]);
  });

  test("large input is not sent back", async () => {
    const body = JSON.stringify({ ["k".repeat(500_000)]: "v".repeat(500_000) });
    const text = await (await asked().ask(RATING, { ...PUT, body })).text();
    expect(text.length).toBeLessThan(2000);
    const many = `?${Array.from({ length: 300 }, (_, k) => `a${k}=1`).join("&")}`;
    expect((await (await asked().ask(`/v1/people/a/picks${many}`)).text()).length).toBeLessThan(
      9000,
    );
  });

  test.each([
    ["", "it is no JSON"],
    ["{", "it is no JSON"],
    ['{"rating": 5,\n oops}', "from line 2, column 2 on"],
    ["[".repeat(1_000_000), "nested more than 64 deep"],
  ])("a body that is no JSON: %.20s", async (body, told) => {
    const problem = await problemOf(await asked().ask(RATING, { ...PUT, body }));
    expect(problem).toMatchObject({ code: "invalid-request", status: 400 });
    expect(problem["detail"]).toContain(told);
  });

  test("bytes that are no UTF-8, a body that is too large", async () => {
    const { ask } = asked();
    const broken = await ask(RATING, { ...PUT, body: Uint8Array.of(0x22, 0xff, 0x22) });
    expect(await problemOf(broken)).toMatchObject({ code: "invalid-request" });
    const large = await ask(RATING, { ...PUT, body: " ".repeat(1_048_577) });
    expect(await problemOf(large)).toMatchObject({ code: "body-too-large", status: 413 });
  });

  test.each([
    ["text/plain", undefined],
    ["application/jsonp", undefined],
    ["application/json; charset=utf-16", undefined],
    ["application/x-www-form-urlencoded", undefined],
    ["application/json", "gzip"],
  ])("a body of %s, %s is of the wrong kind", async (type, encoding) => {
    const headers = {
      "Content-Type": type,
      ...(encoding === undefined ? {} : { "Content-Encoding": encoding }),
    };
    const response = await asked().ask(RATING, { method: "PUT", headers, body: '{"rating":3}' });
    expect(await problemOf(response)).toMatchObject({ code: "wrong-media-type", status: 415 });
  });

  test("JSON may say that it is UTF-8", async () => {
    const headers = { "Content-Type": 'Application/JSON; charset="UTF-8"' };
    const init = { method: "PUT", headers, body: '{"rating":3}' };
    expect((await asked().ask(RATING, init)).status).toBe(200);
  });
});

describe("an address that nothing answers", () => {
  test.each([
    ["GET", "/v1/nothing", 404, null],
    ["GET", "/v1", 404, null],
    ["GET", "/health/nothing", 404, null],
    ["DELETE", "/v1/people/ann/picks", 405, "GET, HEAD"],
    ["PATCH", RATING, 405, "PUT, DELETE"],
    ["POST", RATING, 405, "PUT, DELETE"],
    ["GET", "/v1/picks", 405, "POST"],
    ["OPTIONS", "/v1/picks", 405, "POST"],
    ["POST", "/health/live", 405, "GET, HEAD"],
  ])("%s %s is %i, Allow: %s", async (method, path, status, allow) => {
    const response = await asked().ask(path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get("Allow")).toBe(allow);
    const code = status === 404 ? "nothing-here" : "method-not-allowed";
    expect(await problemOf(response)).toMatchObject({ code });
  });

  test("a handler that the contract does not have is not reached", async () => {
    const secret: Mount = (api) => void api.get("/v1/secret", (context) => context.text("secret"));
    expect((await asked([secret]).ask("/v1/secret")).status).toBe(404);
  });

  test("where a key is needed, nobody without one hears what there is", async () => {
    const rules = { needsKey: () => Promise.resolve(true) };
    const { ask } = asked([telling], {}, rules);
    expect((await ask("/v1/nothing")).status).toBe(401);
    expect((await ask("/v1/picks")).status).toBe(401);
  });
});

describe("what goes wrong inside", () => {
  test.each([
    [new StoreError("at /secret", "unavailable"), "store-unavailable", 503, "1"],
    [new StoreError("at /secret", "full"), "store-full", 507, null],
    [new StoreError("at /secret", "damaged"), "store-damaged", 503, null],
    [new StoreError("at /secret", "newer"), "store-damaged", 503, null],
    [new StoreError("at /secret", "foreign"), "fault", 500, null],
    [new RangeError('"movieId" must be known, got "secret"'), "fault", 500, null],
    [new TypeError("secret"), "fault", 500, null],
  ])("%s is the problem %s", async (error, code, status, retryAfter) => {
    const { ask, lines } = asked([throwing(error)]);
    const response = await ask("/v1/people/ann/ratings");
    expect(response.headers.get("Retry-After")).toBe(retryAfter);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code, status });
    expect(JSON.stringify(problem)).not.toContain("secret");
    expect(lines).toMatchObject([
      { level: "error", event: code, error: error.name, route: "/v1/people/{personId}/ratings" },
    ]);
  });

  test("a fault is logged with where it was, and without what was asked for", async () => {
    const { ask, lines } = asked([throwing(new RangeError("the person is secret\n    at secret"))]);
    await ask("/v1/people/ann/ratings");
    expect(lines[0]!["stack"]).toContain("api.test.ts");
    expect(lines[0]!["requestId"]).toMatch(/^[0-9a-f-]{36}$/u);
  });
});

test("a store that is away is logged once a second, with how often that was left out", async () => {
  const { ask, lines } = asked([throwing(new StoreError("away", "unavailable"))]);
  for (let k = 0; k < 20; k++) await ask("/v1/people/ann/ratings");
  expect(lines).toHaveLength(1);
  await new Promise((done) => setTimeout(done, 1050));
  await ask("/v1/people/ann/ratings");
  expect(lines.map((line) => line["leftOut"])).toEqual([0, 19]);
});

test("a fault is logged every time", async () => {
  const { ask, lines } = asked([throwing(new TypeError("x"))]);
  for (let k = 0; k < 3; k++) await ask("/v1/people/ann/ratings");
  expect(lines).toHaveLength(3);
});

describe("a request's id", () => {
  test.each(["a", "A-b_c.9", "x".repeat(64)])("%s is kept", async (id) => {
    const response = await asked().ask("/health/live", { headers: { "X-Request-Id": id } });
    expect(response.headers.get("X-Request-Id")).toBe(id);
  });

  test.each(["", "a b", "x".repeat(65), "é", '"', "a;b", "<a>"])("%j is replaced", async (id) => {
    const response = await asked().ask("/health/live", { headers: { "X-Request-Id": id } });
    expect(response.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/u);
  });
});

describe("who is answered", () => {
  test("no other host name than the server's own", async () => {
    const isOwnHost = (name: string): boolean => name === "127.0.0.1";
    const { api } = asked([telling], {}, { isOwnHost });
    const status = async (host: string) =>
      (await api.fetch(new Request(`http://${host}/v1/people/ann/picks`))).status;
    expect([
      await status("127.0.0.1"),
      await status("evil.example"),
      await status("127.0.0.1"),
    ]).toEqual([200, 421, 200]);
  });

  test("so many requests at once, then one is told to come again; the next one after is answered", async () => {
    let finish = (): void => undefined;
    const slow: Mount = (api) =>
      void api.openapi(getPicks, async (context) => {
        await new Promise<void>((resolve) => (finish = resolve));
        return conditional(context, '"v1"', "{}");
      });
    const { ask } = asked([slow], {}, { mostAtOnce: 1 });
    const first = ask("/v1/people/ann/picks");
    await new Promise((done) => setTimeout(done, 20));
    const second = await ask("/v1/people/ben/picks");
    expect(second.headers.get("Retry-After")).toBe("1");
    expect(await problemOf(second)).toMatchObject({ code: "overloaded", status: 503 });
    expect((await ask("/health/live")).status).toBe(200);
    finish();
    expect((await first).status).toBe(200);
    const third = ask("/v1/people/ann/picks");
    await new Promise((done) => setTimeout(done, 20));
    finish();
    expect((await third).status).toBe(200);
  });
});
