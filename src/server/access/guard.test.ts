import { describe, expect, test } from "vitest";
import { RATING, asked, problemOf, telling } from "../../../test/support/asked-api.ts";
import { makeApiKey } from "./api-key.ts";

const made = () => makeApiKey({ name: "", scopes: ["read", "write"], rate: 0, createdAt: 0 });
const [one, other] = [made(), made()];
const JSON_TYPE = { "Content-Type": "application/json" };
const LINES = { "Content-Type": "application/x-ndjson" };

interface Uploading {
  readonly answer: Promise<Response>;
  /** Sends the rest. */
  finish(text: string): void;
}

/** Asks with a body that does not come until it is finished. */
function uploading(
  { ask }: Pick<ReturnType<typeof asked>, "ask">,
  { path, method, headers }: { path: string; method: string; headers: Record<string, string> },
): Uploading {
  let finish: (text: string) => void = () => undefined;
  const body = new ReadableStream({
    start(controller) {
      finish = (text) => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  const answer = ask(path, { method, headers, body, duplex: "half" } as RequestInit);
  return { answer, finish: (text) => finish(text) };
}

const put = (headers = {}) => ({
  ...{ path: RATING, method: "PUT", headers: { ...JSON_TYPE, ...headers } },
});
const bulk = (headers = {}) => ({
  ...{ path: "/v1/ratings", method: "POST", headers: { ...LINES, ...headers } },
});
const by = (text: string) => ({ Authorization: `Bearer ${text}` });
const pause = async (ms: number): Promise<void> =>
  await new Promise((done) => setTimeout(done, ms));

describe("bodies that are slow to come", () => {
  test("of JSON hold no place among those that are answered, and have a limit of their own", async () => {
    const api = asked([telling], {}, { mostAtOnce: 1, mostArriving: 2 });
    const slow = [uploading(api, put()), uploading(api, put())];
    await pause(10);
    expect((await api.ask("/v1/people/ann/picks")).status).toBe(200);
    const third = await api.ask(RATING, { method: "PUT", headers: JSON_TYPE, body: "{}" });
    expect(third.headers.get("Retry-After")).toBe("1");
    expect(await problemOf(third)).toMatchObject({ code: "overloaded", status: 503 });
    slow[0]!.finish('{"rating":3}');
    expect((await slow[0]!.answer).status).toBe(200);
    slow[1]!.finish('{"rating":3}');
    expect((await slow[1]!.answer).status).toBe(200);
  });

  test("of JSON must have come in time", async () => {
    const api = asked([telling], {}, { jsonBodyMs: 50 });
    const { answer } = uploading(api, put());
    expect(await problemOf(await answer)).toMatchObject({ code: "request-timeout", status: 408 });
  });

  test("that are read in pieces have places of their own", async () => {
    const api = asked([telling], {}, { mostStreams: 1 });
    const slow = uploading(api, bulk());
    await pause(10);
    const second = await api.ask("/v1/ratings", { method: "POST", headers: LINES, body: "x" });
    expect(second.headers.get("Retry-After")).toBe("1");
    expect(await problemOf(second)).toMatchObject({ code: "overloaded", status: 503 });
    expect((await api.ask("/v1/people/ann/picks")).status).toBe(200);
    expect((await api.ask(RATING, { ...put(), body: '{"rating":3}' })).status).toBe(200);
    slow.finish("abc");
    expect(await (await slow.answer).json()).toMatchObject({ accepted: 3 });
  });

  test.each([
    ["of JSON", put, '{"rating":3}'],
    ["in pieces", bulk, "abc"],
  ])(
    "%s: one key takes half of the places, the others are for other keys",
    async (_, what, text) => {
      const api = asked(
        [telling],
        { keys: [one.key, other.key] },
        { mostStreams: 2, mostArriving: 2, needsKey: () => Promise.resolve(true) },
      );
      const first = uploading(api, what(by(one.text)));
      await pause(10);
      const second = await uploading(api, what(by(one.text))).answer;
      expect(await problemOf(second)).toMatchObject({ code: "overloaded", status: 503 });
      expect(second.headers.get("Retry-After")).toBe("1");
      const others = uploading(api, what(by(other.text)));
      others.finish(text);
      expect((await others.answer).status).toBe(200);
      first.finish(text);
      expect((await first.answer).status).toBe(200);
      const again = uploading(api, what(by(one.text)));
      again.finish(text);
      expect((await again.answer).status).toBe(200);
    },
  );
});

describe("what a proxy on this machine passes on", () => {
  const forwarded = [
    { Forwarded: "for=192.0.2.1" },
    { "X-Forwarded-For": "192.0.2.1" },
    { "x-forwarded-host": "films.example" },
    { "X-Forwarded-Proto": "https" },
    { "X-Forwarded-Anything": "1" },
    { "X-Real-IP": "192.0.2.1" },
    { Via: "1.1 proxy" },
  ];

  test.each(forwarded)("is refused while no key is needed: %j", async (headers) => {
    const { ask } = asked();
    for (const path of ["/v1/people/ann/picks", "/v1/nothing", "/v1/admin/models"]) {
      const problem = await problemOf(await ask(path, { headers: headers as HeadersInit }));
      expect(problem).toMatchObject({ code: "not-authenticated", status: 401 });
      expect(problem["detail"]).toContain('"matinee keys create"');
    }
    expect((await ask("/health/live", { headers: headers as HeadersInit })).status).toBe(200);
  });

  test.each(forwarded)("is answered with a key: %j", async (headers) => {
    const rules = { needsKey: () => Promise.resolve(true) };
    const { ask } = asked([telling], { keys: [one.key] }, rules);
    const init = { headers: { ...headers, ...by(one.text) } as HeadersInit };
    expect((await ask("/v1/people/ann/picks", init)).status).toBe(200);
  });
});
