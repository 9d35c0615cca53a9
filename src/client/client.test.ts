import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { Hono } from "hono";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parseModule } from "../../tools/source-module.mjs";
import { idOfSegment } from "../contract/path-id.ts";
import { AbortedError, ServiceError } from "../core/errors.ts";
import { listen } from "../server/node.ts";
import { MatineeClient } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";

const URL_HERE = "http://127.0.0.1:5757";
type Answer = () => Response | Promise<Response>;

/** A client whose service gives these answers in turn, the last one again and again. */
function clientOf(answers: readonly Answer[], options: Partial<ClientOptions> = {}) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    return answers[Math.min(sent.length, answers.length) - 1]!();
  };
  return { client: new MatineeClient({ url: URL_HERE, fetch, ...options }), sent };
}

function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
): Answer {
  const body = { type: "", title: "", status, code, detail: "it is so; do that", requestId: "r1" };
  return () =>
    new Response(JSON.stringify({ ...body, ...more }), {
      status,
      headers: { "Content-Type": "application/problem+json", ...headers },
    });
}

const ok: Answer = () => Response.json({ model: "1" });
const lost: Answer = () => Promise.reject(new TypeError("fetch failed"));
const header = (init: RequestInit, name: string) => new Headers(init.headers).get(name);

async function failure(promise: Promise<unknown>): Promise<ServiceError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

describe("what a service refuses", () => {
  test("is a ServiceError with status, code, request id and the remedy", async () => {
    const { client } = clientOf([problem(404, "person-unknown")]);
    const error = await failure(client.picks("ann"));
    expect(error.message).toBe("Cannot pick films: it is so; do that");
    expect(error.code).toBe("E_SERVICE");
    expect(error.answer).toEqual({
      ...{ status: 404, problem: "person-unknown", requestId: "r1", retryAfter: undefined },
      errors: [],
    });
  });

  test("names what is wrong with the request: the first in the message, all in the answer", async () => {
    const first = { in: "query", path: "count", message: "must be at least 1" };
    const second = { in: "query", path: "", message: "holds too much" };
    const errors = [first, null, { ...second, path: 7 }, second];
    const { client } = clientOf([problem(400, "invalid-request", {}, { errors })]);
    const error = await failure(client.picks("ann", { count: 0 }));
    expect(error.message).toBe(
      "Cannot pick films: it is so; do that: count: must be at least 1, and 1 more",
    );
    expect(error.answer.errors).toEqual([first, second]);
    const { client: other } = clientOf([problem(400, "invalid-request", {}, { errors: [second] })]);
    expect((await failure(other.model())).message).toMatch(/: query: holds too much$/u);
    const { client: odd } = clientOf([problem(400, "invalid-request", {}, { errors: "many" })]);
    expect((await failure(odd.model())).answer.errors).toEqual([]);
  });

  test("an answer without an end is read no further than 64 MB, and not asked for again", async () => {
    let sentBytes = 0;
    let isStopped = false;
    const endless: Answer = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sentBytes += 1_000_000;
            controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
          },
          cancel: () => void (isStopped = true),
        }),
      );
    const { client, sent } = clientOf([endless]);
    const error = await failure(client.model());
    expect(error.message).toContain("the answer has more than 64 MB; look whether");
    expect(sent).toHaveLength(1);
    expect(isStopped).toBe(true);
    expect(sentBytes).toBeLessThan(70_000_000);
  });

  test.each([
    [502, "<html>Bad gateway</html>"],
    [404, ""],
    [500, "null"],
    [500, '{"code":1}'],
  ])("status %i with %j is told as none of matinee's", async (status, text) => {
    const { client } = clientOf([() => new Response(text, { status })]);
    const error = await failure(client.model());
    expect(error.message).toMatch(/^Cannot read about the model: status \d+ came back, not from/u);
    expect(error.answer).toMatchObject({ status, problem: "" });
  });

  test("a redirect is not followed, so that ratings go nowhere else", async () => {
    const moved: Answer = () => new Response(null, { status: 307, headers: { Location: "/" } });
    const { client, sent } = clientOf([moved]);
    expect((await failure(client.model())).message).toContain('give its new address as "url"');
    expect(sent.map(({ init }) => [init.redirect, init.credentials])).toEqual([["manual", "omit"]]);
  });

  test("a success that is no JSON is an error", async () => {
    const { client } = clientOf([() => new Response("<html>")]);
    expect((await failure(client.model())).message).toContain("the answer holds no JSON");
  });

  test("a server that is not ready is an answer", async () => {
    const { client, sent } = clientOf([
      () => Response.json({ status: "starting" }, { status: 503 }),
    ]);
    expect(await client.ready()).toEqual({ status: "starting" });
    expect(sent).toHaveLength(1);
  });
});

describe("repeating", () => {
  const busy = problem(503, "overloaded", { "Retry-After": "0" });

  test.each<[string, (client: MatineeClient) => Promise<unknown>]>([
    ["a read", (client) => client.model()],
    ["a rating", (client) => client.putRating("ann", 1, 4)],
    ["a deletion", (client) => client.deletePerson("ann")],
    ["stateless picks", (client) => client.picksFor([])],
    ["a movie night", (client) => client.together([])],
    ["an import that stores nothing", (client) => client.importExport(new Uint8Array(1))],
  ])("%s is repeated after 429, 503 and silence", async (_, call) => {
    for (const first of [busy, problem(429, "too-many-requests", { "Retry-After": "0" }), lost]) {
      const { client, sent } = clientOf([first, ok]);
      await call(client);
      expect(sent).toHaveLength(2);
      expect(sent[1]).toEqual({
        ...sent[0],
        init: { ...sent[0]?.init, signal: expect.anything() },
      });
    }
  });

  test.each<[string, (client: MatineeClient) => Promise<unknown>]>([
    ["a training", (client) => client.train()],
    ["a rollback", (client) => client.rollBack()],
    ["a promotion", (client) => client.promote("1")],
    ["the end of a training", (client) => client.cancelTraining("1")],
    ["the deletion of a model", (client) => client.deleteModel("1")],
    [
      "an import that stores",
      (client) => client.importExport(new Uint8Array(1), { personId: "a" }),
    ],
    ["a question about health", (client) => client.live()],
  ])("%s is not", async (_, call) => {
    const { client, sent } = clientOf([busy]);
    expect((await failure(call(client))).answer.status).toBe(503);
    expect(sent).toHaveLength(1);
  });

  test.each([400, 401, 404, 409, 500, 507])("status %i is not repeated", async (status) => {
    const { client, sent } = clientOf([problem(status, "fault")]);
    await failure(client.model());
    expect(sent).toHaveLength(1);
  });

  test("ends after `retries` with the last answer", async () => {
    const { client, sent } = clientOf([busy], { retries: 3 });
    expect((await failure(client.model())).answer).toMatchObject({ status: 503, retryAfter: 0 });
    expect(sent).toHaveLength(4);
  });

  test("waits as long as the service asks for, and not at all if that is too long", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { client, sent } = clientOf([
      problem(429, "too-many-requests", { "Retry-After": "3" }),
      ok,
    ]);
    const answer = client.model();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(await answer).toEqual({ model: "1" });
    const slow = clientOf([problem(429, "too-many-requests", { "Retry-After": "31" })]);
    expect((await failure(slow.client.model())).answer.retryAfter).toBe(31);
    expect(slow.sent).toHaveLength(1);
  });
});

describe("time", () => {
  const never: Answer = () => new Promise(() => {});
  /** As `fetch` does: rejects when its signal is set. */
  const obedient = async (_: string, { signal }: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      const refuse = (): void => reject(new DOMException("aborted", "AbortError"));
      if (signal?.aborted === true) refuse();
      else signal?.addEventListener("abort", refuse);
    });

  test("that is up ends a call, with status 0", async () => {
    const { client } = clientOf([never], { fetch: obedient, timeoutMs: 20 });
    const error = await failure(client.picks("ann"));
    expect(error.answer.status).toBe(0);
    expect(error.message).toBe(
      'Cannot pick films: 127.0.0.1:5757 did not answer in time; look whether the service is well, or allow a longer "timeoutMs"',
    );
  });

  test("is the caller's to end, before and meanwhile", async () => {
    const client = new MatineeClient({ url: URL_HERE, fetch: obedient });
    await expect(client.model({ signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
    const controller = new AbortController();
    const asked = client.model({ signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toThrow(new AbortedError("Cannot read about the model"));
  });

  test("waited for a repetition can be ended too", async () => {
    const { client, sent } = clientOf([problem(503, "stopping", { "Retry-After": "20" })]);
    const controller = new AbortController();
    const asked = client.model({ signal: controller.signal });
    setTimeout(() => controller.abort(), 10);
    await expect(asked).rejects.toThrow(AbortedError);
    expect(sent).toHaveLength(1);
  });

  test("a service that nobody reaches is told with its host", async () => {
    const { client } = clientOf([lost], { retries: 0 });
    const error = await failure(client.model());
    expect(error.message).toContain('127.0.0.1:5757 cannot be reached; look at "url"');
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe("answers that are kept", () => {
  const tagged: Answer = () => Response.json({ model: "1" }, { headers: { ETag: '"a"' } });
  const same: Answer = () => new Response(null, { status: 304, headers: { ETag: '"a"' } });

  test("are not sent again, and are nobody else's to change", async () => {
    const { client, sent } = clientOf([tagged, same], { cacheBytes: 10_000 });
    const first = await client.model();
    Object.assign(first, { model: "changed" });
    expect(await client.model()).toEqual({ model: "1" });
    expect(sent.map(({ init }) => header(init, "If-None-Match"))).toEqual([null, '"a"']);
  });

  test("are those of the same address only", async () => {
    const { client, sent } = clientOf([tagged], { cacheBytes: 10_000 });
    await client.picks("ann");
    await client.picks("bob");
    await client.picks("ann", { count: 4 });
    expect(sent.map(({ init }) => header(init, "If-None-Match"))).toEqual([null, null, null]);
  });

  test("go when there are too many bytes, the least lately used first", async () => {
    const bytes = (name: string) => 2 * (`/v1/people/${name}/profile`.length + 3 + 13);
    const { client, sent } = clientOf([tagged], { cacheBytes: 2 * bytes("a") });
    for (const name of ["a", "b", "a", "c", "a", "b"]) await client.profile(name);
    const asked = sent.map(({ init }) => header(init, "If-None-Match") !== null);
    expect(asked).toEqual([false, false, true, false, true, false]);
  });

  test("are none by default", async () => {
    const { client, sent } = clientOf([tagged]);
    await client.model();
    await client.model();
    expect(header(sent[1]!.init, "If-None-Match")).toBeNull();
  });
});

describe("many ratings", () => {
  const LINE = { personId: "ann", movieId: "x".repeat(200), rating: 4 };
  const result = (lines: number, bad: readonly number[]) => ({
    accepted: lines - bad.length,
    rejected: bad.length,
    errors: bad.map((line) => ({ line, code: "rating-off-scale", message: "" })),
    errorsLeftOut: 0,
  });

  test("go in parts as they come, counted through", async () => {
    const taken: number[] = [];
    let given = 0;
    async function* lines() {
      for (; given < 10_000; given++) yield LINE;
    }
    const fetch = async (_: string, { body }: RequestInit) => {
      const text = body as string;
      expect(text.length).toBeLessThanOrEqual(1_048_576);
      expect(given - taken.reduce((sum, count) => sum + count, 0)).toBeLessThan(5_000);
      taken.push(text.split("\n").length - 1);
      return Response.json(result(taken.at(-1)!, [1]));
    };
    const client = new MatineeClient({ url: URL_HERE, fetch });
    const told = await client.putRatings(lines());
    expect(taken.length).toBeGreaterThan(2);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    expect(told.accepted + told.rejected).toBe(10_000);
    expect(told.errors.map(({ line }) => line).slice(0, 2)).toEqual([1, taken[0]! + 1]);
    expect(told.errorsLeftOut).toBe(0);
  });

  test("are of the moment they were first made, so a repetition overwrites nothing newer", async () => {
    const stored = { rating: 0, ratedAt: "" };
    const bodies: unknown[] = [];
    const fetch = async (_: string, { body }: RequestInit) => {
      bodies.push(body);
      const line = JSON.parse(body as string) as typeof stored;
      if (line.ratedAt >= stored.ratedAt) Object.assign(stored, line);
      if (bodies.length > 1) return Response.json(result(1, []));
      // The answer is lost, and before the repetition somebody rates the movie anew.
      await new Promise((resolve) => setTimeout(resolve, 2));
      Object.assign(stored, { rating: 1, ratedAt: new Date().toISOString() });
      throw new TypeError("fetch failed");
    };
    const client = new MatineeClient({ url: URL_HERE, fetch });
    await client.putRatings([{ ...LINE, rating: 5 }]);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
    expect(stored.rating).toBe(1);
  });

  test("keep the time they bring", async () => {
    const { client, sent } = clientOf([() => Response.json(result(1, []))]);
    const line = { ...LINE, ratedAt: "2020-02-02T02:02:02Z" };
    await client.putRatings([line]);
    expect(JSON.parse(sent[0]!.init.body as string)).toEqual(line);
  });

  test("that are none ask nothing", async () => {
    const { client, sent } = clientOf([ok]);
    expect(await client.putRatings([])).toEqual(result(0, []));
    expect(sent).toEqual([]);
  });

  test("cut off in the middle tell what was done", async () => {
    const { client } = clientOf([
      () => Response.json(result(4_000, [])),
      problem(507, "store-full"),
    ]);
    const error = await failure(client.putRatings(Array.from({ length: 9_000 }, () => LINE)));
    expect(error.message).toMatch(
      /^Cannot store the ratings: it is so; do that; the \d{4} lines before were read, and those with "ratedAt" change nothing if all are sent again$/u,
    );
    expect(error.answer.status).toBe(507);
  });

  test("must be objects", async () => {
    const { client } = clientOf([ok]);
    const wrong = ["ann"] as unknown as (typeof LINE)[];
    await expect(client.putRatings(wrong)).rejects.toThrow(
      new TypeError('Cannot store the ratings: each rating must be an object, got "ann"'),
    );
  });
});

describe("what cannot be sent", () => {
  test.each<[object, string]>([
    [{ url: "localhost:5757" }, '"url" must be an address such as http://127.0.0.1:5757'],
    [{ url: "ftp://a" }, '"url" must be an address'],
    [{}, '"url" must be an address such as http://127.0.0.1:5757, got undefined'],
    [{ url: "http://user:pw@a" }, '"url" must have no user, password'],
    [{ url: `${URL_HERE}/v1` }, '"url" must end before "/v1", which the client adds'],
    [{ url: "https://a/films/v1/" }, '"url" must end before "/v1"'],
    [{ url: URL_HERE, apikey: "x" }, '"apikey" is not an option; did you mean "apiKey"?'],
    [{ url: URL_HERE, apiKey: "mat_a b" }, '"apiKey" must be a key as it was made'],
    [{ url: URL_HERE, fetch: 1 }, '"fetch" must be a function, got 1'],
    [{ url: URL_HERE, timeoutMs: 0 }, '"timeoutMs" must be an integer in [1, 2147483647], got 0'],
    [{ url: URL_HERE, retries: 11 }, '"retries" must be an integer in [0, 10], got 11'],
    [{ url: URL_HERE, cacheBytes: -1 }, '"cacheBytes" must be an integer'],
  ])("options %j are refused", (options, message) => {
    expect(() => new MatineeClient(options as ClientOptions)).toThrow(message);
  });

  test("an option of a call that there is not is refused with the nearest", async () => {
    const { client, sent } = clientOf([ok]);
    const wrong = { cuont: 3 } as object;
    await expect(client.picks("ann", wrong)).rejects.toThrow(
      '"cuont" is not an option; did you mean "count"?',
    );
    await expect(client.deletePerson("ann", wrong)).rejects.toThrow('"cuont" is not an option');
    await expect(client.putRatings([], wrong)).rejects.toThrow('"cuont" is not an option');
    expect(sent).toEqual([]);
  });

  test.each([
    ["", RangeError],
    ["\uD800", RangeError],
    [-1, TypeError],
    [1.5, TypeError],
    [null, TypeError],
  ])("the id %j is refused, since another address would be asked", async (id, kind) => {
    const { client, sent } = clientOf([ok]);
    await expect(client.deletePerson(id as string)).rejects.toThrow(kind);
    expect(sent).toEqual([]);
  });

  test("bytes must be bytes", async () => {
    const { client } = clientOf([ok]);
    await expect(client.importExport("a,b" as unknown as Uint8Array)).rejects.toThrow(
      'Cannot import the export: "bytes" must be a Uint8Array or an ArrayBuffer, got "a,b"',
    );
  });
});

test("the key is in the header and nowhere that is printed", async () => {
  const apiKey = "mat_id_secret";
  const { client, sent } = clientOf([problem(401, "not-authenticated")], { apiKey });
  const error = await failure(client.model());
  expect(header(sent[0]!.init, "Authorization")).toBe("Bearer mat_id_secret");
  expect(inspect(client, { depth: 9 }) + inspect(error, { depth: 9 })).not.toContain("secret");
});

test.each([".", "..", "~.", "a/b", "%2E%2E", "?", "ä"])(
  "the id %j arrives at a server that listens",
  async (personId) => {
    const ended = new AbortController();
    onTestFinished(() => ended.abort());
    const app = new Hono().delete("/v1/people/:personId/ratings/:movieId", ({ req, json }) =>
      json({}, idOfSegment(req.param("personId")) === personId ? 200 : 404),
    );
    const place = { host: "127.0.0.1", port: 0, signal: ended.signal };
    const { url } = await listen((request) => app.fetch(request), place);
    const deleted = new MatineeClient({ url }).deleteRating(personId, "..");
    await expect(deleted).resolves.toBeUndefined();
  },
);

describe("what the client brings along", () => {
  const dist = join(import.meta.dirname, "../../dist");
  const files = reachedFrom(join(dist, "client/index.js"));

  test("is its own code, some of the core's, and no package", () => {
    for (const file of files) {
      expect(
        file.startsWith(join(dist, "client/")) || SHARED.includes(file.slice(dist.length + 1)),
      ).toBe(true);
    }
    expect(files.length).toBeGreaterThan(5);
  });

  test("is small", () => {
    const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(bytes).toBeLessThan(50_000);
  });
});

/** Of other folders; none of these imports anything that is not here. */
const SHARED = ["contract/path-id.js", "core/check.js", "core/errors.js", "core/printable.js"];

/** A file and all that it loads; anything but a file of ours fails. */
function reachedFrom(file: string, seen: Set<string> = new Set()): readonly string[] {
  if (seen.has(file)) return [...seen];
  seen.add(file);
  for (const { specifier } of parseModule(file, readFileSync(file, "utf8")).imports) {
    if (!specifier.startsWith(".")) throw new Error(`${file} imports ${specifier}`);
    reachedFrom(join(dirname(file), specifier), seen);
  }
  return [...seen];
}
