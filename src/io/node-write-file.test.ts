import { existsSync, statSync } from "node:fs";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AbortedError, WriteError } from "../core/errors.ts";
import { removeUnfinishedFiles } from "./node-unfinished-files.ts";
import { writeFileAtomically } from "./node-write-file.ts";

const NO_FULL_DISK = !existsSync("/dev/full");
const NO_RIGHTS = process.platform === "win32";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "matinee-write-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return await promise.then(
    () => expect.unreachable("it succeeded"),
    (error: Error) => error,
  );
}

describe("writeFileAtomically()", () => {
  test.each([
    ["text, as UTF-8", (): string => "Amélie\n"],
    ["bytes", (): Uint8Array => new TextEncoder().encode("Amélie\n")],
    ["chunks", (): AsyncIterable<Uint8Array> => bytes("Am", "", "élie", "\n")],
  ])("writes %s and leaves no other file", async (_, content) => {
    await writeFileAtomically(join(folder, "a.txt"), content());
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("Amélie\n");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  test("writes an empty file", async () => {
    await writeFileAtomically(join(folder, "a.txt"), "");
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("");
  });

  test("replaces a file only when all is there", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "old");
    async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
      yield new Uint8Array(100_000);
      expect(await readFile(path, "utf8")).toBe("old");
      yield new Uint8Array(1);
    }
    await writeFileAtomically(path, content());
    expect(statSync(path).size).toBe(100_001);
  });

  test.skipIf(NO_RIGHTS)("keeps the access rights of what it replaces", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "old");
    await chmod(path, 0o640);
    await writeFileAtomically(path, "new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test.skipIf(NO_RIGHTS)("writes to where a symbolic link leads, and keeps the link", async () => {
    const link = join(folder, "link");
    await writeFile(join(folder, "a.txt"), "old");
    await symlink("a.txt", link);
    await writeFileAtomically(link, "new");
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("new");
    expect(await readlink(link)).toBe("a.txt");
  });

  test("passes an error of the content on and leaves what was there", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "old");
    const broken = new RangeError("the model is broken");
    async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
      yield* bytes("half");
      throw broken;
    }
    expect(await failureOf(writeFileAtomically(path, content()))).toBe(broken);
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  test("leaves nothing when the signal is set between two chunks", async () => {
    const controller = new AbortController();
    async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
      yield* bytes("half");
      controller.abort();
      yield* bytes("rest");
    }
    const path = join(folder, "a.txt");
    const { signal } = controller;
    const error = await failureOf(writeFileAtomically(path, content(), { signal }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.message).toBe(`Cannot write "${path}": interrupted`);
    expect(await readdir(folder)).toEqual([]);
  });

  test("writes nothing when the signal is set beforehand", async () => {
    const path = join(folder, "a.txt");
    const signal = AbortSignal.abort();
    await expect(writeFileAtomically(path, "x", { signal })).rejects.toBeInstanceOf(AbortedError);
    expect(await readdir(folder)).toEqual([]);
  });

  test("says which folder is missing", async () => {
    const path = join(folder, "none", "a.txt");
    const error = await failureOf(writeFileAtomically(path, "x"));
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ code: "E_WRITE", file: path });
    expect(error.message).toBe(
      `Cannot write "${path}": there is no folder "${join(folder, "none")}"; ` +
        "create it or choose another one",
    );
  });

  test("says that a folder is in the way", async () => {
    const path = join(folder, "a.txt");
    await mkdir(path);
    const error = await failureOf(writeFileAtomically(path, "x"));
    expect(error).toBeInstanceOf(WriteError);
    expect(error.message).toBe(`Cannot write "${path}": it is a folder; name a file`);
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  test("says that the folder is a file", async () => {
    const file = join(folder, "a.txt");
    await writeFile(file, "x");
    const error = await failureOf(writeFileAtomically(join(file, "b.txt"), "x"));
    expect(error).toBeInstanceOf(WriteError);
    expect(error.message).toContain(`"${file}" is a file, not a folder`);
  });

  test.skipIf(NO_RIGHTS || process.getuid?.() === 0)(
    "does not replace a write-protected file (skipped for root, who may)",
    async () => {
      const path = join(folder, "a.txt");
      await writeFile(path, "old", { mode: 0o400 });
      const error = await failureOf(writeFileAtomically(path, "x"));
      expect(error).toBeInstanceOf(WriteError);
      expect(error.message).toContain("there is no permission to write it");
    },
  );

  test.skipIf(NO_FULL_DISK)("says that the disk is full (skipped without /dev/full)", async () => {
    const path = join(folder, "a.txt");
    await symlink("/dev/full", path);
    const error = await failureOf(writeFileAtomically(path, "x".repeat(100_000)));
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ code: "E_WRITE", file: path, cause: { code: "ENOSPC" } });
    expect(error.message).toBe(
      `Cannot write "${path}": the disk is full; free some space or choose another folder`,
    );
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  });

  test.skipIf(!existsSync("/dev/null"))("writes to a device as it is", async () => {
    await writeFileAtomically("/dev/null", "x");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

test("removeUnfinishedFiles() removes a file that is being written, and only that", async () => {
  await writeFile(join(folder, "other.txt"), "x");
  async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* bytes("half");
    expect(await readdir(folder)).toHaveLength(2);
    removeUnfinishedFiles();
    expect(await readdir(folder)).toEqual(["other.txt"]);
  }
  // In the CLI the process ends here; the renaming that fails shows that the file is gone.
  await expect(writeFileAtomically(join(folder, "a.txt"), content())).rejects.toBeInstanceOf(
    WriteError,
  );
  expect(await readdir(folder)).toEqual(["other.txt"]);
});
