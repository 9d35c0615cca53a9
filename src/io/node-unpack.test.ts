import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AbortedError, DataError, WriteError } from "../core/errors.ts";
import type { DataFiles } from "./data-files.ts";
import { makeFolder, unpackFiles } from "./node-unpack.ts";

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "matinee-unpack-"));
  folder = join(parent, "set");
});
afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

function filesOf(contents: Readonly<Record<string, string>>): DataFiles {
  return {
    place: "a.zip",
    names: Object.keys(contents),
    async *open(name) {
      const content = contents[name];
      if (content === undefined) throw new DataError(`Cannot read "${name}": it is damaged`);
      yield await Promise.resolve(new TextEncoder().encode(content));
    },
  };
}

describe("unpackFiles()", () => {
  test("writes the files that are named and no others", async () => {
    await unpackFiles(filesOf({ a: "1", b: "2", c: "3" }), ["a", "c"], folder);
    expect(await readdir(parent)).toEqual(["set"]);
    expect((await readdir(folder)).toSorted()).toEqual(["a", "c"]);
    expect(await readFile(join(folder, "c"), "utf8")).toBe("3");
  });

  test.each([
    [
      "a folder with files",
      (): Promise<unknown> => mkdir(join(folder, "old"), { recursive: true }),
    ],
    ["an empty folder", (): Promise<unknown> => mkdir(folder)],
    ["a file", (): Promise<unknown> => writeFile(folder, "old")],
  ])("replaces %s that is in the way", async (_, make) => {
    await make();
    await unpackFiles(filesOf({ a: "1" }), ["a"], folder);
    expect(await readdir(parent)).toEqual(["set"]);
    expect(await readdir(folder)).toEqual(["a"]);
  });

  test("leaves what was there, and nothing else, when a file is damaged", async () => {
    await mkdir(join(folder, "old"), { recursive: true });
    await expect(unpackFiles(filesOf({ a: "1" }), ["a", "b"], folder)).rejects.toBeInstanceOf(
      DataError,
    );
    expect(await readdir(parent)).toEqual(["set"]);
    expect(await readdir(folder)).toEqual(["old"]);
  });

  test.each(["../evil", "/evil", "..", ".", "a/../../evil", "..\\evil", "C:evil", "a\0b", ""])(
    "refuses the name %j and leaves nothing",
    async (name) => {
      const error = await unpackFiles(filesOf({ a: "1", [name]: "x" }), ["a", name], folder).catch(
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(DataError);
      expect((error as Error).message).toContain("it is no plain file name");
      expect(await readdir(parent)).toEqual([]);
      expect(existsSync(join(parent, "..", "evil"))).toBe(false);
    },
  );

  test("leaves nothing when the signal is set", async () => {
    const signal = AbortSignal.abort();
    const unpacking = unpackFiles(filesOf({ a: "1" }), ["a"], folder, { signal });
    await expect(unpacking).rejects.toBeInstanceOf(AbortedError);
    expect(await readdir(parent)).toEqual([]);
  });

  test("says which folder is missing", async () => {
    const inside = join(parent, "none", "set");
    const error = await unpackFiles(filesOf({ a: "1" }), ["a"], inside).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WriteError);
    expect((error as Error).message).toContain(`there is no folder "${join(parent, "none")}"`);
  });
});

test("makeFolder() makes all folders above too, is content with one, and says what is in the way", async () => {
  await makeFolder(join(folder, "a", "b"));
  await makeFolder(join(folder, "a", "b"));
  expect(await readdir(join(folder, "a"))).toEqual(["b"]);
  await writeFile(join(folder, "file"), "x");
  await expect(makeFolder(join(folder, "file", "c"))).rejects.toBeInstanceOf(WriteError);
});

test.skipIf(!existsSync("/proc/self"))(
  "makeFolder() ends where a folder refuses by no such file (skipped where there is no /proc)",
  async () => {
    await expect(makeFolder("/proc/matinee/cache")).rejects.toBeInstanceOf(WriteError);
  },
);
