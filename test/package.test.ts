// What users get: the packed archive, installed into an empty project, imported under its own name.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED/u;
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
};
const folder = realpathSync(mkdtempSync(join(tmpdir(), "matinee-package-")));
const obstacle = existsSync(join(ROOT, "dist/index.js")) ? installPackage() : "dist/ is not built";

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(obstacle !== undefined)(
  `the packed package${obstacle === undefined ? "" : ` (skipped: ${obstacle})`}`,
  () => {
    test("exports names under matinee, matinee/node and matinee/client", () => {
      const { status, stdout, stderr } = run(process.execPath, [
        "--input-type=module",
        "--eval",
        'for (const entry of ["matinee", "matinee/node", "matinee/client"]) {' +
          "console.log(entry, Object.keys(await import(entry)).length); }",
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(
        /^matinee [1-9]\d*\nmatinee\/node [1-9]\d*\nmatinee\/client [1-9]\d*\n$/u,
      );
    });

    test("carries a model, and its terms beside it", () => {
      const { status, stdout, stderr } = run(process.execPath, [
        "--input-type=module",
        "--eval",
        'import { loadEmbeddedModel } from "matinee/node";' +
          "console.log((await loadEmbeddedModel()).catalogue.size);",
      ]);
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "9742\n", stderr: "" });
      const assets = join(folder, "node_modules/matinee/assets");
      expect(existsSync(join(assets, "LICENSE-MovieLens.md"))).toBe(true);
    });

    test("installs a command that tells its version", () => {
      const { status, stdout, stderr } = run(join(folder, "node_modules/.bin/matinee"), [
        "--version",
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.trim()).toBe(manifest.version);
    });

    test("has types that a strict compiler reads, those for browsers with no Node types at hand", () => {
      const nodeTypes = dirname(createRequire(import.meta.url).resolve("@types/node/package.json"));
      const errors = [
        ...typeErrors("matinee", { types: [], lib: ["ES2023", "DOM", "DOM.AsyncIterable"] }),
        ...typeErrors("matinee/client", { types: [], lib: ["ES2023", "DOM", "DOM.AsyncIterable"] }),
        ...typeErrors("matinee/node", { types: [nodeTypes], lib: ["ES2023"] }),
      ];
      expect(errors).toEqual([]);
    });

    test("ships no test, no source and no build state", () => {
      const listed = run("tar", ["-tzf", archive()]).stdout.trim().split("\n");
      expect(
        listed.filter((path) => /(?<![a-z])test|\.tsbuildinfo$|(?<!\.d)\.ts$/u.test(path)),
      ).toEqual([]);
      expect(listed).toContain("package/LICENSE");
    });
  },
);

/** Why the package could not be installed, or undefined where it was. */
function installPackage(): string | undefined {
  const packed = npm(ROOT, ["pack", "--ignore-scripts", "--pack-destination", folder]);
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr}`);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  const installed = npm(folder, ["install", ...options, archive()]);
  if (installed.status === 0) return undefined;
  if (NO_NETWORK.test(installed.stderr)) return "no network, and npm's cache lacks a dependency";
  throw new Error(`npm install failed: ${installed.stderr}`);
}

function archive(): string {
  return join(folder, `matinee-${manifest.version}.tgz`);
}

/** Errors in our declarations or in a file that imports all of an entry. */
function typeErrors(entry: string, options: { types: string[]; lib: string[] }): string[] {
  writeFileSync(
    join(folder, "consumer.ts"),
    `import * as everything from "${entry}";\nexport const keys: string[] = Object.keys(everything);\n`,
  );
  const compilerOptions = { ...options, target: "es2023", module: "nodenext", strict: true };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, noEmit: true },
      files: ["consumer.ts"],
    }),
  );
  const compiler = createRequire(import.meta.url).resolve("typescript/package.json");
  const { stdout } = run(process.execPath, [join(dirname(compiler), "lib/tsc.js"), "-p", folder]);
  return stdout
    .split("\n")
    .filter((line) => /^(?:consumer|node_modules\/matinee|error)/u.test(line));
}

function npm(cwd: string, parameters: readonly string[]): ReturnType<typeof run> {
  return run("npm", parameters, cwd);
}

function run(
  command: string,
  parameters: readonly string[],
  cwd: string = folder,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, parameters, { cwd, encoding: "utf8" });
}
