import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cacheFolder } from "./node-cache-folder.ts";

const HOME = resolve("/home/ada");

describe("cacheFolder()", () => {
  test("is in XDG_CACHE_HOME on every system", () => {
    const env = { XDG_CACHE_HOME: resolve("/cache"), HOME };
    expect(cacheFolder(env, "linux")).toBe(join(resolve("/cache"), "matinee"));
    expect(cacheFolder(env, "darwin")).toBe(join(resolve("/cache"), "matinee"));
  });

  test.each(["", "relative/cache"])("ignores %j for XDG_CACHE_HOME", (chosen) => {
    const env = { XDG_CACHE_HOME: chosen, HOME };
    expect(cacheFolder(env, "linux")).toBe(join(HOME, ".cache", "matinee"));
  });

  test("is where the system keeps caches", () => {
    expect(cacheFolder({ HOME }, "linux")).toBe(join(HOME, ".cache", "matinee"));
    expect(cacheFolder({ HOME }, "darwin")).toBe(join(HOME, "Library", "Caches", "matinee"));
    expect(cacheFolder({ LOCALAPPDATA: "L", USERPROFILE: HOME }, "win32")).toBe(
      join("L", "matinee", "Cache"),
    );
    expect(cacheFolder({ USERPROFILE: HOME }, "win32")).toBe(
      join(HOME, "AppData", "Local", "matinee", "Cache"),
    );
  });

  test("asks the system for the home folder where the environment has none", () => {
    expect(cacheFolder({}, "linux")).toBe(join(homedir(), ".cache", "matinee"));
    expect(cacheFolder({ HOME: "" }, "linux")).toBe(join(homedir(), ".cache", "matinee"));
  });
});
