// @ts-check
// LIBMF compiled here from its own source with all that this processor has: the library in the npm
// package is compiled without SIMD. The source comes in the Rust package `libmf`.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { NotHereError, mustRun } from "./python.mjs";
import { progress } from "./side-by-side.mjs";

const VERSION = "0.4.0"; // of the Rust package
const FOLDER = path.resolve(".cache/libmf");
/** As LIBMF's own Makefile has them. */
const FLAGS = ["-O3", "-march=native", "-std=c++11", "-pthread", "-fopenmp", "-DUSEOMP"];

/**
 * @returns {string} the shared library
 * @throws {NotHereError} without cargo, its registry or a C++ compiler.
 */
export function compiledLibmf() {
  const library = path.join(FOLDER, `libmf-${VERSION}.so`);
  if (existsSync(library)) return library;
  progress("compiling LIBMF");
  mkdirSync(FOLDER, { recursive: true });
  const made = path.join(FOLDER, "made.so");
  mustRun("g++", [...FLAGS, "-fPIC", "-shared", "-o", made, source()]);
  copyFileSync(made, library);
  return library;
}

/** Fetches the Rust package as a dependency of one that is empty. */
function source() {
  const project = path.join(FOLDER, "fetch");
  const home = path.join(FOLDER, "cargo");
  mkdirSync(path.join(project, "src"), { recursive: true });
  writeFileSync(path.join(project, "src/lib.rs"), "");
  writeFileSync(
    path.join(project, "Cargo.toml"),
    `[package]\nname = "fetch"\nversion = "0.0.0"\n[workspace]\n[dependencies]\nlibmf = "=${VERSION}"\n`,
  );
  mustRun("cargo", ["fetch", "--quiet"], {
    cwd: project,
    env: { ...process.env, CARGO_HOME: home },
  });
  const registries = path.join(home, "registry/src");
  for (const registry of readdirSync(registries)) {
    const file = path.join(registries, registry, `libmf-${VERSION}/vendor/libmf/mf.cpp`);
    if (existsSync(file)) return file;
  }
  throw new NotHereError(`the Rust package libmf ${VERSION} has no vendor/libmf/mf.cpp`);
}
