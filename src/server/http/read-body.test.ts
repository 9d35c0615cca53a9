import { expect, test } from "vitest";
import { ProblemError } from "./problem-error.ts";
import { bodyBytes, bodyChunks } from "./read-body.ts";

function asked(chunks: AsyncIterable<Uint8Array> | string, headers = {}): Request {
  const body = typeof chunks === "string" ? chunks : streamOf(chunks);
  return posted({ body, headers });
}

/** What Node asks for with a stream, which no type knows of. */
function posted(init: RequestInit): Request {
  const whole: RequestInit & { duplex: string } = { method: "POST", duplex: "half", ...init };
  return new Request("http://127.0.0.1/", whole);
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

async function* pieces(count: number, waitMs = 0): AsyncGenerator<Uint8Array> {
  for (let k = 0; k < count; k++) {
    if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
    yield new Uint8Array(10).fill(k);
  }
}

async function read(request: Request, limits: Parameters<typeof bodyChunks>[1]): Promise<number> {
  let bytes = 0;
  for await (const chunk of bodyChunks(request, limits)) bytes += chunk.length;
  return bytes;
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).code;
}

test("a body of just the bytes that it may have is read, in pieces or whole", async () => {
  expect(await read(asked(pieces(5)), { mostBytes: 50 })).toBe(50);
  expect(await bodyBytes(asked(pieces(5)), { mostBytes: 50 })).toHaveLength(50);
  const headers = { "Content-Length": "5" };
  expect(await bodyBytes(asked("hello", headers), { mostBytes: 5 })).toEqual(
    new TextEncoder().encode("hello"),
  );
});

test("no body has no bytes", async () => {
  const request = new Request("http://127.0.0.1/", { method: "POST" });
  expect(await read(request, { mostBytes: 0 })).toBe(0);
  expect(await bodyBytes(request, { mostBytes: 0 })).toHaveLength(0);
});

test("a byte more is refused when it comes", async () => {
  expect(await problemOf(read(asked(pieces(6)), { mostBytes: 59 }))).toBe("body-too-large");
  expect(await problemOf(bodyBytes(asked(pieces(6)), { mostBytes: 59 }))).toBe("body-too-large");
});

test("a length that is too large is refused before anything is read", async () => {
  let reads = 0;
  for (const reading of [read, bodyBytes]) {
    const request = posted({
      headers: { "Content-Length": "1000000000" },
      body: new ReadableStream({ pull: () => void reads++ }, { highWaterMark: 0 }),
    });
    expect(await problemOf(reading(request, { mostBytes: 100 }))).toBe("body-too-large");
  }
  expect(reads).toBe(0);
});

test("a piece that takes too long ends it, however many came", async () => {
  const slow = { mostBytes: 100, idleMs: 20 };
  expect(await problemOf(read(asked(pieces(2, 200)), slow))).toBe("request-timeout");
  expect(await problemOf(bodyBytes(asked(pieces(2, 200)), slow))).toBe("request-timeout");
});

test("pieces that each come in time may take too long together", async () => {
  const drip = { mostBytes: 10_000, idleMs: 500, totalMs: 60 };
  expect(await problemOf(read(asked(pieces(100, 10)), drip))).toBe("request-timeout");
});

test("one that comes too slowly is ended after a while, one that comes fast enough is not", async () => {
  const slow = { mostBytes: 10_000, slowMs: 60 };
  expect(await problemOf(read(asked(pieces(100, 20)), slow))).toBe("request-timeout");
  expect(await problemOf(bodyBytes(asked(pieces(100, 20)), slow))).toBe("request-timeout");
  const early = async function* () {
    yield new Uint8Array(5000); // enough for five seconds
    yield* pieces(5, 30);
  };
  expect(await read(asked(early()), slow)).toBe(5050);
});

test("the time that the reader takes is not that of the body", async () => {
  let bytes = 0;
  for await (const chunk of bodyChunks(asked(pieces(3)), {
    mostBytes: 100,
    idleMs: 50,
    totalMs: 60,
  })) {
    bytes += chunk.length;
    await new Promise((done) => setTimeout(done, 70));
  }
  expect(bytes).toBe(30);
});

test("a body that breaks off is the fault of whoever sent it, and tells nothing of the inside", async () => {
  const broken = async function* () {
    yield new Uint8Array(3);
    throw new Error("ECONNRESET inside");
  };
  const error: unknown = await read(asked(broken()), { mostBytes: 100 }).catch((reason) => reason);
  expect(error).toMatchObject({
    code: "invalid-request",
    told: { headers: { Connection: "close" } },
  });
  expect((error as Error).message).not.toContain("ECONNRESET");
});
