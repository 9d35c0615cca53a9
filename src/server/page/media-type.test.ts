import { expect, test } from "vitest";
import { isCompressible, mediaType } from "./media-type.ts";

test.each([
  ["index.html", "text/html; charset=utf-8", true],
  ["immutable/main-1.js", "text/javascript; charset=utf-8", true],
  ["icon.svg", "image/svg+xml", true],
  ["manifest.webmanifest", "application/manifest+json", true],
  ["data/index.json", "application/json", true],
  ["data/ml-100k/u.item", "text/plain; charset=iso-8859-1", true],
  ["serif.woff2", "font/woff2", false],
  ["model/a.safetensors", "application/octet-stream", false],
  ["unknown.constructor", "application/octet-stream", false],
  ["LICENSE", "application/octet-stream", false],
])("%s is %s", (path, type, compressible) => {
  expect(mediaType(path)).toBe(type);
  expect(isCompressible(path)).toBe(compressible);
});
