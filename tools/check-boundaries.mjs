// @ts-check
// Which folder of src/ may import which. The second of two nets: .oxlintrc.json forbids the same by
// patterns of its own, so a mistake in one of them does not go unseen.
import { readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { listFiles } from "./list-files.mjs";
import { parseModule } from "./source-module.mjs";

/** Layer → layers that it may import, besides itself. */
const MAY_IMPORT = {
  core: [],
  kernels: ["core"],
  parallel: ["kernels", "core"],
  "parallel/node": ["parallel", "core", "io/node"],
  contract: ["core"],
  words: ["core"],
  search: ["core"],
  io: ["core", "kernels"],
  "io/node": ["io", "core"],
  entry: ["core", "kernels", "parallel", "io"],
  "entry/node": ["entry", "core", "kernels", "parallel", "parallel/node", "io", "io/node"],
  client: ["contract", "core"],
  store: ["core", "io", "io/node"],
  spark: ["core", "kernels"],
  server: [
    ...["contract", "store", "words", "search", "core", "kernels", "parallel", "parallel/node"],
    ...["entry", "entry/node", "io", "io/node"],
  ],
  web: ["words", "search", "contract", "core", "kernels", "parallel", "entry", "io"],
  cli: [
    ...["entry", "entry/node", "core", "kernels", "parallel", "parallel/node"],
    ...["io", "io/node", "words", "contract", "store", "server", "spark"],
  ],
};

/** Folders of core in order: each may import those before it, and the files of core itself. */
const CORE_ORDER = [
  "ratings",
  "catalogue",
  "synthesis",
  "learn",
  "taste",
  "features",
  "model",
  "evaluate",
];

/** Bundled whole, so what these import need not be installed by who uses the package. */
const BUNDLED = new Set(["web"]);
const NODE_LAYERS = new Set([
  "io/node",
  "parallel/node",
  "entry/node",
  "store",
  "server",
  "spark",
  "cli",
]);
const NO_PACKAGES = new Set(["core", "kernels"]);
const FILE_SYSTEM = /^(?:node:)?fs(?:\/|$)/u;
const VAGUE_NAMES = new Set(["utils", "util", "helpers", "helper", "common", "misc"]);

/**
 * Everything that is wrong, as `path:line: what`.
 *
 * @param {ReadonlyMap<string, string>} files - path below src/ → text; tests may import anything.
 * @param {ReadonlySet<string>} dependencies - packages that ship with this one.
 * @param {ReadonlySet<string>} [devDependencies] - packages that a bundle may hold.
 * @returns {{ problems: string[], imports: number }}
 */
export function checkBoundaries(files, dependencies, devDependencies = new Set()) {
  const packages = {
    shipped: dependencies,
    bundled: new Set([...dependencies, ...devDependencies]),
  };
  const problems = [];
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  let imports = 0;
  for (const [path, text] of files) {
    const module = parseModule(path, text);
    problems.push(...problemsOfFile(path, text));
    for (const { specifier, line } of module.imports) {
      imports++;
      const problem = problemOfImport(path, specifier, files, packages);
      if (problem !== undefined) problems.push(`src/${path}:${line}: ${problem}`);
      if (specifier.startsWith(".")) addArrow(arrows, path, resolve(path, specifier));
    }
  }
  problems.push(...cycles(arrows).map((cycle) => `src: folders in a circle: ${cycle}`));
  return { problems, imports };
}

/**
 * @param {string} path
 * @param {string} text
 */
function problemsOfFile(path, text) {
  const problems = [];
  const name = basename(path).replace(/\..*$/u, "");
  if (VAGUE_NAMES.has(name)) problems.push(`src/${path}: say what it is instead of "${name}"`);
  const layer = layerOf(path);
  if (layer === undefined) {
    problems.push(`src/${path}: its folder has no row in tools/check-boundaries.mjs`);
  } else if (layer === "core" && coreRank(path) === -1) {
    problems.push(`src/${path}: its folder has no place in CORE_ORDER`);
  }
  if (path !== "cli/main.ts" && /\bprocess\s*\.\s*exit\s*\(/u.test(text)) {
    problems.push(`src/${path}: only src/cli/main.ts ends the process`);
  }
  return problems;
}

/** @typedef {{ shipped: ReadonlySet<string>, bundled: ReadonlySet<string> }} Packages */

/**
 * @param {string} from
 * @param {string} specifier
 * @param {ReadonlyMap<string, string>} files
 * @param {Packages} packages
 * @returns {string | undefined}
 */
function problemOfImport(from, specifier, files, packages) {
  const layer = layerOf(from) ?? "";
  if (FILE_SYSTEM.test(specifier) && layer !== "io/node") {
    return `only src/io/node-*.ts may import "${specifier}"`;
  }
  if (specifier.startsWith("node:")) {
    return NODE_LAYERS.has(layer) ? undefined : `${layer} may not import "${specifier}"`;
  }
  if (!specifier.startsWith(".")) return problemOfPackage(layer, specifier, packages);
  const to = resolve(from, specifier);
  if (to.startsWith("../")) return undefined; // package.json and the like
  if (layer === "web" && to.endsWith(".css")) return undefined; // the bundler finds it or fails
  if (!files.has(to)) return `"${specifier}" is not there; relative imports end in .ts or .tsx`;
  return problemOfArrow(from, to);
}

/**
 * @param {string} layer
 * @param {string} specifier
 * @param {Packages} packages
 */
function problemOfPackage(layer, specifier, { shipped, bundled }) {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (NO_PACKAGES.has(layer)) return `${layer} imports no package, not even "${name}"`;
  if ((BUNDLED.has(layer) ? bundled : shipped).has(name)) return undefined;
  return `"${name}" is not among the dependencies of package.json`;
}

/**
 * @param {string} from
 * @param {string} to
 */
function problemOfArrow(from, to) {
  const [source, target] = [layerOf(from), layerOf(to)];
  if (source === undefined || target === undefined) return undefined; // told of the file itself
  /** @type {readonly string[]} */
  const allowed = MAY_IMPORT[source];
  if (source !== target && !allowed.includes(target)) {
    return `${source} may not import ${target} ("${to}")`;
  }
  if (source === "core" && target === "core" && coreRank(from) < coreRank(to)) {
    return `core/${folderOf(from)} may not import core/${folderOf(to)} ("${to}")`;
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {keyof typeof MAY_IMPORT | undefined}
 */
function layerOf(path) {
  const [folder = "", ...rest] = path.split("/");
  if (rest.length === 0) return path === "node.ts" ? "entry/node" : "entry";
  const isNode = (rest[0] ?? "").startsWith("node-");
  if (isNode && folder === "io") return "io/node";
  if (isNode && folder === "parallel") return "parallel/node";
  return Object.hasOwn(MAY_IMPORT, folder)
    ? /** @type {keyof typeof MAY_IMPORT} */ (folder)
    : undefined;
}

/**
 * The folder below core, empty for core's own files.
 *
 * @param {string} path
 */
function folderOf(path) {
  const parts = path.split("/");
  return parts.length > 2 ? (parts[1] ?? "") : "";
}

/**
 * 0 for the files of core itself, then by CORE_ORDER; −1 for a folder that is not in it.
 *
 * @param {string} path
 */
function coreRank(path) {
  const folder = folderOf(path);
  if (folder === "") return 0;
  const rank = CORE_ORDER.indexOf(folder);
  return rank < 0 ? -1 : rank + 1;
}

/**
 * @param {string} from
 * @param {string} specifier
 */
function resolve(from, specifier) {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/**
 * Notes an import between two folders, neither of which holds the other: `core/learn` may use
 * `core/errors.ts`, and `src/index.ts` everything below it.
 *
 * @param {Map<string, Set<string>>} arrows
 * @param {string} from
 * @param {string} to
 */
function addArrow(arrows, from, to) {
  const [a, b] = [dirname(from), dirname(to)];
  if (a === b || a === "." || b === "." || `${a}/`.startsWith(`${b}/`)) return;
  if (`${b}/`.startsWith(`${a}/`)) return;
  arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
}

/** @param {ReadonlyMap<string, ReadonlySet<string>>} arrows */
function cycles(arrows) {
  /** @type {string[]} */
  const found = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {(folder: string, trail: readonly string[]) => void} */
  const follow = (folder, trail) => {
    const start = trail.indexOf(folder);
    if (start >= 0) found.push([...trail.slice(start), folder].join(" → "));
    if (start >= 0 || done.has(folder)) return;
    for (const next of arrows.get(folder) ?? []) follow(next, [...trail, folder]);
    done.add(folder);
  };
  for (const folder of arrows.keys()) follow(folder, []);
  return found;
}

/** Reads src/ of this checkout, tests and AssemblyScript left out, and prints what is wrong. */
function main() {
  const root = join(import.meta.dirname, "..");
  const paths = listFiles(join(root, "src")).filter(
    (path) => /\.tsx?$/u.test(path) && !/\.test\.tsx?$|^kernels\/assembly\//u.test(path),
  );
  const files = new Map(paths.map((path) => [path, readFileSync(join(root, "src", path), "utf8")]));
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { problems, imports } = checkBoundaries(
    files,
    new Set(Object.keys(manifest.dependencies)),
    new Set(Object.keys(manifest.devDependencies)),
  );
  for (const problem of problems) console.error(problem);
  console.log(
    `${files.size} files, ${imports} imports, ${problems.length} against the arrows of CONTRIBUTING.md`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
