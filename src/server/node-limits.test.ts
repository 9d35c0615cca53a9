import { once } from "node:events";
import type { Socket } from "node:net";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { fakeService } from "../../test/support/fake-service.ts";
import { putRating } from "../contract/people-routes.ts";
import { postRatings } from "../contract/ratings-routes.ts";
import { makeApi } from "./api.ts";
import { bodyChunks } from "./http/read-body.ts";
import type { Fetch, ListenOptions, Listening } from "./node.ts";
import { listen } from "./node.ts";

interface Running extends Listening {
  readonly stop: AbortController;
}

async function run(fetch: Fetch, options: Partial<ListenOptions> = {}): Promise<Running> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const { signal } = stop;
  return { stop, ...(await listen(fetch, { host: "127.0.0.1", port: 0, signal, ...options })) };
}

interface Talk {
  readonly socket: Socket;
  text(): string;
  /** Fulfilled when the connection has ended. */
  readonly ended: Promise<unknown>;
}

async function talk(url: string, text = ""): Promise<Talk> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let said = "";
  socket.setEncoding("latin1").on("data", (piece: string) => (said += piece));
  socket.on("error", () => undefined); // cut while it writes
  const ended = once(socket, "close");
  await once(socket, "connect");
  socket.write(text);
  return { socket, text: () => said, ended };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const pause = async (ms: number): Promise<void> =>
  await new Promise((done) => setTimeout(done, ms));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

/** Answers when told to. */
function slowAnswers(): { readonly fetch: Fetch; finish(): void; asked(): number } {
  let [asked, finish] = [0, (): void => undefined];
  const gate = new Promise<void>((resolve) => (finish = resolve));
  const fetch: Fetch = async () => {
    asked++;
    await gate;
    return new Response("whole answer");
  };
  return { fetch, finish: () => finish(), asked: () => asked };
}

describe("what is no request is told so, and its connection ended", () => {
  test.each<readonly [name: string, text: string, status: number]>([
    ["no HTTP", "hello\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["a Host that is none", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400],
    ["no path", "GET foo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
    [
      "a backslash in the path",
      "GET /\\evil HTTP/1.1\r\nHost: a:1\r\nConnection: close\r\n\r\n",
      400,
    ],
    ["a header of two lines", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\0\r\n\r\n", 400],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      400,
    ],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    [
      "headers that are too long",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(17_000)}\r\n\r\n`,
      431,
    ],
    ["a path that is too long", `GET /${"x".repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  ])("%s", async (_, text, status) => {
    const { url } = await run(() => new Response("reached"));
    const { ended, text: said } = await talk(url, text);
    await ended;
    expect(said()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, "u"));
    expect(said()).toContain("application/problem+json");
    expect(said()).toContain('"code":"invalid-request"');
    expect(said()).not.toContain("reached");
  });
});

test("an answer that is under way is sent before what came after it is told to be broken", async () => {
  const { fetch, finish, asked } = slowAnswers();
  const { url } = await run(fetch);
  const { ended, text } = await talk(url, `${get("/")}${get("/")}garbage\r\n\r\nmore garbage`);
  await until(() => asked() === 2);
  await pause(20);
  expect(text()).toBe("");
  finish();
  await ended;
  expect(text().match(/HTTP\/1\.1 \d+/gu)).toEqual([
    "HTTP/1.1 200",
    "HTTP/1.1 200",
    "HTTP/1.1 400",
  ]);
  expect(text().match(/whole answer/gu)).toHaveLength(2);
});

describe("who is slow", () => {
  test("to read, and takes nothing at all, is cut off, however many requests it sent", async () => {
    const large = new Uint8Array(16_000_000);
    const { url } = await run(() => new Response(large), { stallMs: 200 });
    const greedy = Array.from({ length: 2 }, () => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => undefined); // cut while it writes
      socket.write(get("/").repeat(3));
      return { socket, ended: new Promise((resolve) => socket.once("close", resolve)) };
    });
    await pause(1500);
    for (const { socket } of greedy) socket.resume();
    await Promise.all(greedy.map(({ ended }) => ended));
    for (const { socket } of greedy) expect(socket.bytesRead).toBeLessThan(3 * large.length);
  });

  test("to read, but goes on doing so, gets all of it", async () => {
    const large = "x".repeat(8_000_000);
    const { url } = await run(() => new Response(large), { stallMs: 1000 });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(get("/").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    const ended = once(socket, "close");
    socket.on("data", () => {
      if (socket.bytesRead > 6_000_000) return;
      socket.pause();
      setTimeout(() => socket.resume(), 30);
    });
    await ended;
    expect(socket.bytesRead).toBeGreaterThan(large.length);
  });

  test("because the server is, keeps waiting", async () => {
    const { fetch, finish } = slowAnswers();
    const { url } = await run(fetch, { stallMs: 100 });
    const waiting = await talk(url, get("/"));
    await pause(500);
    finish();
    await expect.poll(waiting.text).toContain("whole answer");
  });

  test("with headers is cut off, silent or dripping", async () => {
    const { url } = await run(() => new Response("reached"), { headersMs: 300 });
    const silent = await talk(url);
    const dripping = await talk(url, "GET / HTTP/1.1\r\n");
    const drip = setInterval(() => dripping.socket.write("X: y\r\n"), 50);
    const from = performance.now();
    await Promise.all([silent.ended, dripping.ended]);
    clearInterval(drip);
    expect(performance.now() - from).toBeLessThan(2500);
    expect(dripping.text()).toMatch(/^HTTP\/1\.1 408 /u);
    expect(dripping.text()).toContain('"code":"request-timeout"');
  });

  test("keeps nobody else waiting", async () => {
    const { url } = await run(() => new Response("reached"));
    for (let k = 0; k < 100; k++) await talk(url, "GET / HTTP/1.1\r\nX: ");
    expect(await (await fetch(url)).text()).toBe("reached");
  });
});

test("connections beyond the most are cut, those that are there are not", async () => {
  const { url } = await run(() => new Response("reached"), { mostConnections: 2 });
  const [first, second] = [await talk(url), await talk(url)];
  const third = await talk(url, get("/"));
  await third.ended;
  expect(third.text()).toBe("");
  first.socket.write(get("/"));
  await until(() => first.text().includes("reached"));
  second.socket.destroy();
});

describe("a body that is too large is refused before it is sent", () => {
  async function api(): Promise<Running> {
    const { service } = fakeService();
    const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(false) };
    const app = makeApi(service, rules, [
      (routes) => {
        routes.openapi(putRating, () => {
          throw new Error("not to be reached");
        });
        routes.openapi(postRatings, async (context) => {
          for await (const _ of bodyChunks(context.req.raw, { mostBytes: 1000, idleMs: 100 }));
          return context.json({ accepted: 0, rejected: 0, errors: [], errorsLeftOut: 0 }, 200);
        });
      },
    ]);
    return await run((request, arrival) => app.fetch(request, arrival));
  }
  const head = (line: string, type: string, length: string): string =>
    `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;

  test.each([
    ["PUT /v1/people/a/ratings/1", "application/json"],
    ["POST /v1/ratings", "application/x-ndjson"],
  ])("%s of a gigabyte, by its length", async (line, type) => {
    const { url } = await api();
    const { ended, text } = await talk(url, head(line, type, "Content-Length: 1000000000"));
    await ended;
    expect(text()).toMatch(/^HTTP\/1\.1 413 /u);
    expect(text()).toContain('"code":"body-too-large"');
    expect(text()).toMatch(/^connection: close\r$/imu);
  });

  test("a hundred that send on all hear it", { timeout: 20_000 }, async () => {
    const { url } = await api();
    const line = head("POST /v1/ratings", "application/x-ndjson", "Content-Length: 1000000000");
    const piece = Buffer.alloc(65_536, 32);
    for (let k = 0; k < 100; k++) {
      const { socket, text } = await talk(url, line);
      const send = (): void => {
        while (socket.writable && !text().includes("}") && socket.write(piece));
        if (socket.writable && !text().includes("}")) socket.once("drain", send);
      };
      send();
      await until(() => text().includes("}") || socket.destroyed);
      expect(text()).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"body-too-large"/u);
      socket.destroy();
    }
  });

  test.each([
    ["PUT /v1/people/a/ratings/1", "application/json"],
    ["POST /v1/ratings", "application/x-ndjson"],
  ])("%s without end, by its bytes", async (line, type) => {
    const { url } = await api();
    const { socket, ended, text } = await talk(url, head(line, type, "Transfer-Encoding: chunked"));
    const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
    const flood = setInterval(() => socket.writable && socket.write(chunk), 1);
    await ended;
    clearInterval(flood);
    expect(text()).toMatch(/^HTTP\/1\.1 413 /u);
  });

  test("and one that stops coming is given up", async () => {
    const { url } = await api();
    const length = "Content-Length: 100";
    const { ended, text } = await talk(
      url,
      head("POST /v1/ratings", "application/x-ndjson", length),
    );
    await ended;
    expect(text()).toMatch(/^HTTP\/1\.1 408 /u);
    expect(text()).toContain('"code":"request-timeout"');
  });
});

describe("when the server ends", () => {
  test("requests under way are answered, and their connections then ended", async () => {
    const { fetch, finish, asked } = slowAnswers();
    const { url, stop, closed } = await run(fetch);
    const waiting = await talk(url, get("/"));
    await until(() => asked() === 1);
    stop.abort();
    await pause(50);
    expect(waiting.text()).toBe("");
    finish();
    await Promise.all([waiting.ended, closed]);
    expect(waiting.text()).toContain("whole answer");
    expect(waiting.text()).toMatch(/^connection: close\r$/imu);
  });

  test("nobody new is let in, and connections that wait are cut", async () => {
    const { fetch, finish, asked } = slowAnswers();
    const { url, stop, closed } = await run(fetch);
    const waiting = await talk(url, get("/"));
    await until(() => asked() === 1);
    stop.abort();
    await expect(globalThis.fetch(url)).rejects.toThrow("fetch failed");
    finish();
    await Promise.all([waiting.ended, closed]);
  });

  test("a connection that has said nothing, or waits for its next request, does not hold it up", async () => {
    const { url, stop, closed } = await run(() => new Response("reached"));
    const silent = await talk(url);
    const kept = await talk(url, get("/"));
    await until(() => kept.text().includes("reached"));
    const from = performance.now();
    stop.abort();
    await Promise.all([closed, silent.ended, kept.ended]);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  test("a request that comes meanwhile on a connection of old is answered, and the last one there", async () => {
    const { fetch, finish, asked } = slowAnswers();
    const { url, stop, closed } = await run((request, arrival) =>
      request.url.endsWith("/slow") ? fetch(request, arrival) : new Response("quick"),
    );
    const slow = await talk(url, get("/slow"));
    await until(() => asked() === 1);
    const kept = await talk(url, `${get("/")}GET / HTTP/1.1\r\n`);
    await until(() => kept.text().includes("quick"));
    stop.abort();
    kept.socket.write("Host: 127.0.0.1\r\n\r\n");
    await kept.ended;
    expect(kept.text().match(/quick/gu)).toHaveLength(2);
    finish();
    await Promise.all([slow.ended, closed]);
  });

  test("a connection that waits may ask once more while others are answered, and is then ended", async () => {
    const { fetch, finish, asked } = slowAnswers();
    const stopping = new AbortController();
    const { service } = fakeService();
    const api = makeApi(
      service,
      {
        isOwnHost: () => true,
        needsKey: () => Promise.resolve(false),
        isStopping: () => stopping.signal.aborted,
      },
      [],
    );
    const { url, stop, closed } = await run((request, arrival) =>
      request.url.endsWith("/slow") ? fetch(request, arrival) : api.fetch(request, arrival),
    );
    const kept = await talk(url, get("/health/ready"));
    await until(() => kept.text().includes('"ok"'));
    const slow = await talk(url, get("/slow"));
    await until(() => asked() === 1);
    stopping.abort();
    stop.abort();
    await pause(50);
    kept.socket.write(get("/health/ready"));
    await kept.ended;
    expect(kept.text()).toContain('{"status":"stopping"}');
    expect(kept.text()).toMatch(/^connection: close\r$/imu);
    finish();
    await Promise.all([slow.ended, closed]);
  });

  test("what takes longer than the grace is cut", async () => {
    const { fetch, asked } = slowAnswers();
    const { url, stop, closed } = await run(fetch, { graceMs: 100 });
    const waiting = await talk(url, get("/"));
    await until(() => asked() === 1);
    stop.abort();
    await Promise.all([waiting.ended, closed]);
    expect(waiting.text()).toBe("");
  });
});
