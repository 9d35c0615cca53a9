import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AbortedError, DownloadError, WriteError } from "../core/errors.ts";
import { downloadFile, type DownloadOptions } from "./node-download.ts";

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3));
const MD5 = createHash("md5").update(CONTENT).digest("hex");

let folder: string;
let target: string;
let server: Server | undefined;
let ranges: (string | undefined)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "matinee-download-"));
  target = join(folder, "a.zip");
  ranges = [];
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server === undefined ? done(0) : server.close(done)));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    listener(request, response);
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.zip`;
}

interface Served {
  readonly content?: Buffer;
  readonly etag?: string;
  /** Cut the connection after so many bytes of this answer. */
  readonly cutAfter?: number | undefined;
}

/** What a static file server does: ranges, If-Range, 416. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { content = CONTENT, etag = '"1"', cutAfter }: Served = {},
): void {
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const same = request.headers["if-range"] === etag;
  const start = asked !== null && same ? Number(asked[1]) : 0;
  if (start > 0 && start >= content.length) {
    response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
    return;
  }
  const rest = content.subarray(start);
  const headers: Record<string, string | number> = { etag, "content-length": rest.length };
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  if (start > 0) headers["content-range"] = range;
  response.writeHead(start > 0 ? 206 : 200, headers);
  if (cutAfter === undefined) response.end(rest);
  else response.write(rest.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 30));
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return await promise.then(
    () => expect.unreachable("it succeeded"),
    (error: Error) => error,
  );
}

function download(url: string, options: DownloadOptions = {}): Promise<void> {
  return downloadFile(url, target, { md5: MD5, waitMs: 5, ...options });
}

async function expectWhole(): Promise<void> {
  expect(CONTENT.equals(await readFile(target))).toBe(true);
  expect(await readdir(folder)).toEqual(["a.zip"]);
}

describe("downloadFile()", () => {
  test("downloads a whole file, replaces what was there and leaves nothing else", async () => {
    await writeFile(target, "old");
    await download(await serve((request, response) => sendFile(request, response)));
    await expectWhole();
    expect(ranges).toEqual([undefined]);
  });

  test("downloads an empty file", async () => {
    const url = await serve((_, response) => response.writeHead(200).end());
    await downloadFile(url, target, { expectedBytes: 0 });
    expect((await stat(target)).size).toBe(0);
  });

  test("tells the progress from nothing to all", async () => {
    const calls: [number, number | undefined][] = [];
    const url = await serve((request, response) => sendFile(request, response));
    await download(url, { onProgress: (received, total) => calls.push([received, total]) });
    expect(calls[0]).toEqual([0, CONTENT.length]);
    expect(calls.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
    const received = calls.map(([bytes]) => bytes);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  });

  test("tells the progress without a total where the server gives none", async () => {
    const totals = new Set<number | undefined>();
    const url = await serve((_, response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" }).end(CONTENT);
    });
    await download(url, { onProgress: (_received, total) => totals.add(total) });
    expect([...totals]).toEqual([undefined]);
    await expectWhole();
  });

  test("goes on with Range where a connection was cut", async () => {
    const url = await serve((request, response) => {
      sendFile(request, response, { cutAfter: ranges.length === 1 ? 100_000 : undefined });
    });
    const received: number[] = [];
    await download(url, { onProgress: (bytes) => received.push(bytes) });
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=100000-"]);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  });

  test("gives up after three tries, keeps the part, and the next call goes on", async () => {
    let broken = true;
    const url = await serve((request, response) => {
      sendFile(request, response, { cutAfter: broken ? 50_000 : undefined });
    });
    const error = await failureOf(download(url));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ code: "E_DOWNLOAD", url });
    expect(error.message).toBe(
      `Cannot download "${url}": the connection was cut after 146 KiB (3 tries); ` +
        "run it again, it goes on from there",
    );
    expect((await readdir(folder)).toSorted()).toEqual(["a.zip.part", "a.zip.part.json"]);
    broken = false;
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=50000-", "bytes=100000-", "bytes=150000-"]);
  });

  test("starts anew where the server knows no ranges", async () => {
    const url = await serve((_, response) => {
      const headers = { etag: '"1"', "content-length": CONTENT.length };
      response.writeHead(200, headers);
      if (ranges.length > 1) return void response.end(CONTENT);
      response.write(CONTENT.subarray(0, 1000), () => setTimeout(() => response.destroy(), 30));
    });
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=1000-"]);
  });

  test("starts anew where the server marks no editions", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      if (ranges.length > 1) return void response.end(CONTENT);
      response.write(CONTENT.subarray(0, 1000), () => setTimeout(() => response.destroy(), 30));
    });
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined, undefined]);
  });

  test("starts anew where the file changed between two tries", async () => {
    const old = Buffer.alloc(CONTENT.length, 1);
    const url = await serve((request, response) => {
      if (ranges.length > 1) sendFile(request, response, { etag: '"2"' });
      else sendFile(request, response, { content: old, cutAfter: 100_000 });
    });
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=100000-"]);
  });

  test("starts anew where the file has become shorter than the part (416)", async () => {
    const url = await serve((request, response) => sendFile(request, response));
    await writeFile(`${target}.part`, Buffer.alloc(CONTENT.length + 5));
    await writeFile(`${target}.part.json`, JSON.stringify({ url, etag: '"1"' }));
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([`bytes=${CONTENT.length + 5}-`, undefined]);
  });

  test.each([
    ["has no note", undefined],
    ["has a damaged note", '{"url": "http'],
    ["has a note of a wrong shape", '{"url": 3}'],
    ["is from another address", '{"url": "http://other.test/a.zip", "etag": "\\"1\\""}'],
  ])("starts anew where the part %s", async (_, note) => {
    const url = await serve((request, response) => sendFile(request, response));
    await writeFile(`${target}.part`, "something else");
    if (note !== undefined) await writeFile(`${target}.part.json`, note);
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined]);
  });

  test("removes the part when the checksum is wrong", async () => {
    const url = await serve((request, response) => sendFile(request, response));
    const error = await failureOf(download(url, { md5: "0".repeat(32) }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toBe(
      `Cannot download "${url}": its MD5 checksum must be ${"0".repeat(32)}, got ${MD5}; ` +
        "it was damaged on its way or has changed; it has been removed, run it again",
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("removes the part when the length is wrong", async () => {
    const url = await serve((request, response) => sendFile(request, response));
    const error = await failureOf(download(url, { expectedBytes: 7 }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain("300000 bytes came instead of 7");
    expect(await readdir(folder)).toEqual([]);
  });

  test("finds a part that was damaged on disk by the checksum of the whole", async () => {
    const url = await serve((request, response) => sendFile(request, response));
    await writeFile(`${target}.part`, Buffer.alloc(100_000));
    await writeFile(`${target}.part.json`, JSON.stringify({ url, etag: '"1"' }));
    expect((await failureOf(download(url))).message).toContain("its MD5 checksum must be");
    await download(url);
    await expectWhole();
  });

  test("calls a body that is shorter than announced a cut", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": CONTENT.length, connection: "close" });
      response.write("short", () => setTimeout(() => response.socket?.end(), 200)); // read by then
    });
    const error = await failureOf(download(url));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain("the connection was cut after 5 bytes (3 tries); run it again");
    expect(ranges).toHaveLength(3);
    expect(existsSync(target)).toBe(false);
  });

  test.each([
    [404, "the server has no such file (404)"],
    [500, "the server is out of order (500); try again later"],
  ])("does not repeat a request that is answered with %i", async (status, words) => {
    const url = await serve((_, response) => response.writeHead(status).end("sorry"));
    const error = await failureOf(download(url));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ code: "E_DOWNLOAD", url, status });
    expect(error.message).toBe(`Cannot download "${url}": ${words}`);
    expect(ranges).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("says that the connection was refused", async () => {
    const url = await serve(() => undefined);
    await new Promise((done) => server?.close(done));
    const error = await failureOf(download(url));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toBe(
      `Cannot download "${url}": "${new URL(url).host}" refused the connection`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("does not wait for a server that falls silent within the file", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": CONTENT.length, etag: '"1"' });
      response.write(CONTENT.subarray(0, 1000));
    });
    const error = await failureOf(download(url, { idleMs: 100, tries: 1 }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toBe(
      `Cannot download "${url}": the server sent nothing for 0.1 s after 1000 bytes; ` +
        "run it again, it goes on from there",
    );
  });

  test("does not wait for a server that never answers", async () => {
    const url = await serve(() => undefined);
    const error = await failureOf(download(url, { idleMs: 50, tries: 2 }));
    expect(error.message).toBe(
      `Cannot download "${url}": the server sent nothing for 0.05 s after 0 bytes (2 tries); ` +
        "run it again",
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("keeps the part, and no final file, when the signal is set on the way", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const url = await serve((request, response) => {
      if (ranges.length > 1) return sendFile(request, response);
      response.writeHead(200, { "content-length": CONTENT.length, etag: '"1"' });
      response.write(CONTENT.subarray(0, 1000));
    });
    const stop = (received: number): void => {
      if (received > 0) controller.abort();
    };
    const error = await failureOf(download(url, { signal, onProgress: stop }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.message).toBe(`Cannot download "${url}": interrupted`);
    expect((await readdir(folder)).toSorted()).toEqual(["a.zip.part", "a.zip.part.json"]);
    await download(url);
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=1000-"]);
  });

  test("ends its pause between two tries when the signal is set", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const url = await serve((_, response) => {
      response.destroy();
      setTimeout(() => controller.abort(), 20);
    });
    const error = await failureOf(download(url, { signal, waitMs: 60_000 }));
    expect(error).toBeInstanceOf(AbortedError);
  });

  test("asks for nothing when the signal is set beforehand", async () => {
    const url = await serve(() => undefined);
    const error = await failureOf(download(url, { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(ranges).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test("says that a folder is in the way, or missing", async () => {
    await mkdir(target);
    const inTheWay = await failureOf(download("http://127.0.0.1:9/a.zip"));
    expect(inTheWay).toBeInstanceOf(WriteError);
    expect(inTheWay.message).toBe(`Cannot write "${target}": it is a folder; name a file`);
    target = join(folder, "none", "a.zip");
    const missing = await failureOf(download("http://127.0.0.1:9/a.zip"));
    expect(missing).toBeInstanceOf(WriteError);
    expect(missing.message).toContain(`there is no folder "${join(folder, "none")}"`);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "says that the disk is full, and leaves nothing of an empty part (skipped without /dev/full)",
    async () => {
      const url = await serve((request, response) => sendFile(request, response));
      await symlink("/dev/full", `${target}.part`);
      const error = await failureOf(download(url));
      expect(error).toBeInstanceOf(WriteError);
      expect(error).toMatchObject({ code: "E_WRITE", file: target, cause: { code: "ENOSPC" } });
      expect(error.message).toBe(
        `Cannot write "${target}": the disk is full after 0 bytes; ` +
          "free some space and run it again",
      );
      expect(await readdir(folder)).toEqual([]);
      expect(existsSync("/dev/full")).toBe(true);
    },
  );
});
