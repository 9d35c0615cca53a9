import { describe, expect, test } from "vitest";
import { KeptSite, isolated } from "./kept-site.ts";

const SCOPE = "https://host.example/films/";
const FILES = ["index.html", "immutable/main-1.js", "icon.svg"];
const site = new KeptSite({ version: "v2", files: FILES }, SCOPE);

function wanted(url: string, asked: { method?: string; mode?: string } = {}) {
  return site.wanted({ url, method: "GET", mode: "cors", ...asked });
}

describe("KeptSite", () => {
  test("fetches the page by its folder, and past the browser's cache what has no hash", () => {
    const requests = site.requests().map(({ url, cache }) => [url, cache]);
    expect(requests).toEqual([
      [SCOPE, "no-cache"],
      [`${SCOPE}immutable/main-1.js`, "default"],
      [`${SCOPE}icon.svg`, "no-cache"],
    ]);
  });

  test.each([
    [SCOPE, "navigate", SCOPE],
    [`${SCOPE}?from=home`, "navigate", SCOPE],
    [`${SCOPE}index.html#taste`, "navigate", SCOPE],
    [`${SCOPE}immutable/main-1.js`, "cors", `${SCOPE}immutable/main-1.js`],
    [`${SCOPE}immutable/main-0.js`, "cors", `${SCOPE}immutable/main-0.js`], // of an older version
    [`${SCOPE}icon.svg?v=1`, "no-cors", `${SCOPE}icon.svg`],
  ])("%s (%s) is answered from what is kept", (url, mode, kept) => {
    expect(wanted(url, { mode })).toEqual({ kind: "file", url: kept });
  });

  test.each([
    "https://host.example/",
    "https://host.example/films",
    "https://host.example/other/icon.svg",
    "https://other.example/films/icon.svg",
    `${SCOPE}v1/picks`,
  ])("%s is none of its business", (url) => {
    expect(wanted(url)).toBeUndefined();
  });

  test("only reading is answered", () => {
    expect(wanted(SCOPE, { method: "POST" })).toBeUndefined();
  });

  test("data are asked for anew", () => {
    const url = `${SCOPE}data/ml-100k/u.data`;
    expect(wanted(url)).toEqual({ kind: "data", url });
  });

  test("other versions of this page are outdated, other pages of the host are not", () => {
    const older = new KeptSite({ version: "v1", files: FILES }, SCOPE);
    const other = new KeptSite({ version: "v1", files: FILES }, "https://host.example/");
    expect(site.isOutdated(older.cacheName)).toBe(true);
    expect(site.isOutdated(site.cacheName)).toBe(false);
    expect(site.isOutdated(other.cacheName)).toBe(false);
    expect(other.isOutdated(site.cacheName)).toBe(false);
    expect(site.isOutdated("someone else's")).toBe(false);
  });
});

test("isolated() adds what isolates, keeps the rest, and does not call plain bytes compressed", async () => {
  const headers = { "Content-Type": "text/css", "Content-Encoding": "gzip", "Content-Length": "9" };
  const response = isolated(new Response("a{}", { status: 203, headers }));
  expect(response.status).toBe(203);
  expect(Object.fromEntries(response.headers)).toEqual({
    "content-type": "text/css",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(await response.text()).toBe("a{}");
});
