import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AppParts } from "./app.ts";
import { makeApp } from "./app.ts";
import { pageFiles } from "../io/node-page-files.ts";
import { isLoopback } from "./http/loopback.ts";

const PAGE = "<!doctype html><title>matinee</title>";
const ADDRESS = "http://127.0.0.1:5757";

function appOf(parts: Partial<AppParts> = {}): ReturnType<typeof makeApp> {
  const file = (path: string, text: string) => ({
    path,
    read: () => Promise.resolve(new TextEncoder().encode(text)),
  });
  return makeApp({
    files: [
      file("index.html", PAGE),
      file("immutable/main-1.js", "let x = 1;".repeat(100)),
      file("model/films.safetensors", "00000000"),
      file("a b.txt", "spaced"),
    ],
    isOwnHost: isLoopback,
    onFault: (error) => {
      throw error;
    },
    ...parts,
  });
}

async function ask(path: string, options: RequestInit = {}, app = appOf()): Promise<Response> {
  return await app.fetch(new Request(ADDRESS + path, options));
}

test.each([
  ["GET", "/", 200, "text/html; charset=utf-8"],
  ["GET", "/index.html", 200, "text/html; charset=utf-8"],
  ["GET", "/?from=home", 200, "text/html; charset=utf-8"],
  ["HEAD", "/", 200, "text/html; charset=utf-8"],
  ["GET", "/immutable/main-1.js", 200, "text/javascript; charset=utf-8"],
  ["GET", "/model/films.safetensors", 200, "application/octet-stream"],
  ["GET", "/a%20b.txt", 200, "text/plain; charset=utf-8"],
  ["GET", "/nothing.html", 404, "text/plain; charset=utf-8"],
  ["HEAD", "/nothing.html", 404, "text/plain; charset=utf-8"],
  ["GET", "/immutable/", 404, "text/plain; charset=utf-8"],
  ["GET", "/immutable", 404, "text/plain; charset=utf-8"],
  ["GET", "//index.html", 404, "text/plain; charset=utf-8"],
  ["GET", "/data/ml-100k/u.data", 404, "text/plain; charset=utf-8"],
  ["GET", "/..%2f..%2fpackage.json", 404, "text/plain; charset=utf-8"],
  ["GET", "/%2e%2e/package.json", 404, "text/plain; charset=utf-8"],
  ["GET", "/..%5cpackage.json", 404, "text/plain; charset=utf-8"],
  ["GET", "/index.html%00.js", 404, "text/plain; charset=utf-8"],
  ["GET", "/__proto__", 404, "text/plain; charset=utf-8"],
  ["GET", "/%zz", 404, "text/plain; charset=utf-8"],
  ["POST", "/", 405, "text/plain; charset=utf-8"],
  ["PUT", "/index.html", 405, "text/plain; charset=utf-8"],
  ["DELETE", "/nothing.html", 405, "text/plain; charset=utf-8"],
  ["OPTIONS", "/", 405, "text/plain; charset=utf-8"],
])("%s %s is answered with %i, %s and all security headers", async (method, path, status, type) => {
  const response = await ask(path, { method });
  const headers = Object.fromEntries(response.headers);
  expect({ status: response.status, type: headers["content-type"] }).toEqual({ status, type });
  expect(headers).toMatchObject({
    "content-security-policy":
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; " +
      "style-src 'self' 'sha256-zrfVyvY1E/5V+DXZunsRZW8XTqTsuIZzp8dBDThhSn8='; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
      "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect(headers["permissions-policy"]).toContain("camera=()");
  const text = await response.text();
  expect(text === "").toBe(method === "HEAD");
});

test("what is not answered says what is", async () => {
  expect((await ask("/", { method: "POST" })).headers.get("Allow")).toBe("GET, HEAD");
  expect(await (await ask("/no")).text()).toBe("There is nothing here; the page is at /\n");
});

test("HEAD tells the length that GET has", async () => {
  const { headers } = await ask("/", { method: "HEAD" });
  expect(headers.get("Content-Length")).toBe(String(PAGE.length));
});

describe("caching", () => {
  test("names with a hash are kept for good, all others are asked for again", async () => {
    const kept = (await ask("/immutable/main-1.js")).headers.get("Cache-Control");
    expect(kept).toBe("max-age=31536000, immutable");
    for (const path of ["/", "/model/films.safetensors"]) {
      expect((await ask(path)).headers.get("Cache-Control")).toBe("no-cache");
    }
  });

  const hash = createHash("sha256").update(PAGE).digest("hex").slice(0, 24);

  test.each([
    [`W/"${hash}"`, 304],
    [`"${hash}"`, 304],
    [`"other", W/"${hash}"`, 304],
    ["*", 304],
    [`W/"${hash.slice(1)}"`, 200],
    ["", 200],
  ])("If-None-Match: %s is answered with %i", async (tag, status) => {
    const response = await ask("/", { headers: { "If-None-Match": tag } });
    expect(response.status).toBe(status);
    expect(response.headers.get("ETag")).toBe(`W/"${hash}"`);
    expect((await response.text()) === "").toBe(status === 304);
  });
});

describe("compression", () => {
  test.each([
    ["gzip", "gzip"],
    ["deflate, gzip;q=1.0, *;q=0.5", "gzip"],
    ["GZIP", "gzip"],
    ["gzip;q=0.1", "gzip"],
    ["gzip;q=0", null],
    ["gzip; q=0.0", null],
    ["br", null],
    ["xgzip", null],
    ["", null],
  ])("Accept-Encoding: %s gives %s", async (accepted, encoding) => {
    const response = await ask("/immutable/main-1.js", {
      headers: { "Accept-Encoding": accepted },
    });
    expect(response.headers.get("Content-Encoding")).toBe(encoding);
    expect(response.headers.get("Vary")).toBe("Accept-Encoding");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get("Content-Length")).toBe(String(bytes.length));
    const text = encoding === null ? Buffer.from(bytes) : gunzipSync(bytes);
    expect(text.toString()).toBe("let x = 1;".repeat(100));
  });

  test("what is compressed already is sent as it is", async () => {
    const headers = { "Accept-Encoding": "gzip" };
    const response = await ask("/model/films.safetensors", { headers });
    expect(response.headers.get("Content-Encoding")).toBeNull();
    expect(response.headers.get("Vary")).toBeNull();
  });
});

describe("a request to another name than this machine's", () => {
  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"])(
    "%s is refused, whatever it asks for",
    async (host) => {
      for (const path of ["/", "/nothing"]) {
        const response = await appOf().fetch(new Request(`http://${host}:5757${path}`));
        expect(response.status).toBe(421);
        expect(await response.text()).not.toContain("<title>");
        expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
      }
    },
  );

  test.each(["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "[::1]", "matinee.localhost"])(
    "%s is this machine's",
    async (host) => {
      expect((await appOf().fetch(new Request(`http://${host}:1/`))).status).toBe(200);
    },
  );
});

describe("a file that cannot be read", () => {
  test("is told of to the server only, and read anew when asked for again", async () => {
    const faults: unknown[] = [];
    let tries = 0;
    const read = (): Promise<Uint8Array> => {
      tries++;
      return tries === 1
        ? Promise.reject(new Error("the disk at /home/someone failed"))
        : Promise.resolve(new Uint8Array(3));
    };
    const app = appOf({
      files: [{ path: "index.html", read }],
      onFault: (error) => faults.push(error),
    });
    const failed = await ask("/", {}, app);
    expect(failed.status).toBe(500);
    expect(await failed.text()).toBe("This could not be read; the terminal tells why.\n");
    expect(failed.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(faults).toEqual([new Error("the disk at /home/someone failed")]);
    expect((await ask("/", {}, app)).status).toBe(200);
    expect((await ask("/", {}, app)).status).toBe(200);
    expect(tries).toBe(2);
  });
});

describe("with an API beside the files", () => {
  const asked: string[] = [];
  const api = {
    fetch: (request: Request, arrival?: object) => {
      asked.push(new URL(request.url).pathname);
      return new Response(`api ${JSON.stringify(arrival)}`);
    },
  };

  test.each([
    "/v1",
    "/v1/people/a/picks",
    "/health/live",
    "/metrics",
    "/openapi.json",
    "/docs",
    "/docs.css",
  ])("%s is the API's alone", async (path) => {
    const response = await appOf({ api }).fetch(new Request(ADDRESS + path), { from: "here" });
    expect(await response.text()).toBe('api {"from":"here"}');
    expect(asked.at(-1)).toBe(path);
    expect(response.headers.get("Permissions-Policy")).toBeNull();
  });

  test.each(["/", "/index.html", "/immutable/main-1.js", "/v", "/v1x", "/docs.html", "//v1/model"])(
    "%s is not",
    async (path) => {
      const before = asked.length;
      await ask(path, {}, appOf({ api }));
      expect(asked).toHaveLength(before);
    },
  );

  test("no file of the page has a path of the API's", async () => {
    const names = (await pageFiles()).map(({ path }) => path.split("/")[0]!);
    expect(
      names.filter((name) => /^(?:v1|health|metrics|openapi\.json|docs|docs\.css)$/u.test(name)),
    ).toEqual([]);
  });
});
