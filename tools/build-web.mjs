// @ts-check
// The page as static files in dist/web, made of src/web and what that imports. Everything in it is
// addressed relative to index.html, so it works from any folder of any host; what has a hash in its
// name lies in immutable/. The model is not copied: serve and site take it from assets/.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./list-files.mjs";
import { noticesOf } from "./notices.mjs";

const ROOT = join(import.meta.dirname, "..");
const SOURCE = join(ROOT, "src/web");
const OUTPUT = join(ROOT, "dist/web");
const STAMP = join(ROOT, "dist/web.tsbuildinfo"); // of that ending, since the package leaves those out
const SERVICE_WORKER = "service-worker.js";
const TARGET = ["chrome123", "edge123", "firefox120", "safari17.5"]; // the first with light-dark()

/** Everything that draws charts in one file, which is loaded where one is shown and is on no budget. */
const CHARTS = {
  name: "charts",
  test: /node_modules[\\/](?:@observablehq|d3(?:-[a-z-]+)?|delaunator|internmap|interval-tree-1d|binary-search-bounds|isoformat|robust-predicates)[\\/]/u,
};

/** What the page is made of, besides packages: layers that run in browsers, by their folder. */
const SOURCES =
  /^src\/(?:(?:core|kernels|parallel|contract|words|search|io|web)\/(?!.*\bnode-)|[a-z-]+\.ts$)|^assets\//u;

/** Builds the page, unless nothing of it has changed since. */
export async function buildWeb() {
  const stamp = stampOfSources();
  if (isFresh(stamp)) return;
  rmSync(STAMP, { force: true });
  const { build } = await import("vite");
  /** @type {Set<string>} */
  const modules = new Set();
  const plugins = [collectModules(modules)];
  await build({
    ...options(),
    plugins,
    base: "./",
    worker: { format: "es", plugins: () => [collectModules(modules)] },
    build: {
      ...output(),
      emptyOutDir: true,
      assetsDir: "immutable",
      assetsInlineLimit: 0, // no data: in style sheets; one request more is cached for good
      modulePreload: { polyfill: false },
      rollupOptions: { output: { codeSplitting: { groups: [CHARTS] } } },
    },
  });
  writeFileSync(join(OUTPUT, "NOTICES.md"), noticesOf(ROOT, modules));
  await build({
    ...options(),
    publicDir: false,
    define: { SITE: JSON.stringify(siteOf()) },
    build: {
      ...output(),
      emptyOutDir: false,
      rollupOptions: {
        input: join(SOURCE, "service-worker/service-worker.ts"),
        output: { format: "iife", entryFileNames: SERVICE_WORKER },
      },
    },
  });
  writeFileSync(STAMP, stamp);
}

/** @returns {import("vite").InlineConfig} */
function options() {
  return { root: SOURCE, configFile: false, logLevel: "warn" };
}

/** @returns {import("vite").BuildOptions} */
function output() {
  return { outDir: OUTPUT, target: TARGET, reportCompressedSize: false };
}

/**
 * Notes what goes into the page, so that the notices name no package too many and none too few.
 *
 * @param {Set<string>} modules
 * @returns {import("vite").Plugin}
 */
function collectModules(modules) {
  return {
    name: "collect-modules",
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const ids = part.type === "chunk" ? part.moduleIds : part.originalFileNames;
        for (const id of ids) modules.add(id);
      }
    },
  };
}

/** @param {string} stamp */
function isFresh(stamp) {
  const isThere = existsSync(join(OUTPUT, SERVICE_WORKER)) && existsSync(STAMP);
  return isThere && readFileSync(STAMP, "utf8") === stamp;
}

/** Of contents, not of times: a checkout of another commit and back builds nothing. */
function stampOfSources() {
  const sources = [
    ...["src", "assets"].flatMap((folder) =>
      listFiles(join(ROOT, folder)).map((path) => `${folder}/${path}`),
    ),
  ].filter((path) => SOURCES.test(path) && !/\.test\.tsx?$|\/assembly\//u.test(path));
  return hashOf(["package-lock.json", "tsconfig.base.json", "tools/build-web.mjs", ...sources]);
}

/**
 * @param {readonly string[]} paths - below the checkout.
 */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest("hex").slice(0, 16);
}

/** What the service worker keeps, and a version that changes with any of it. */
function siteOf() {
  const page = listFiles(OUTPUT).filter(
    (path) => path !== SERVICE_WORKER && !path.startsWith("data/"),
  );
  const beside = listFiles(join(ROOT, "assets"));
  const version = hashOf([
    ...page.map((path) => `dist/web/${path}`),
    ...beside.map((path) => `assets/${path}`),
  ]);
  return { version, files: [...page, ...beside] };
}
