import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { AbortedError, WriteError } from "../core/errors.ts";
import { writeFolder } from "./node-write-folder.ts";

const marker = "marker.json";

function files(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
}

async function holds(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.slice(folder.length + 1)] = await readFile(path, "utf8");
    else found[`${path.slice(folder.length + 1)}/`] = "";
  }
  delete found[marker];
  return found;
}

const OLD = files({ "index.html": "old", "parts/a.js": "a", "gone/b.js": "b" });
const NEW = files({ "parts/a.js": "a2", "parts/c.js": "c", "index.html": "new" });

describe("writeFolder()", () => {
  test("a new folder appears with all files, and nothing is left beside it", async () => {
    const around = temporaryFolder();
    await writeFolder(join(around, "site"), OLD, { marker });
    expect(await readdir(around)).toEqual(["site"]);
    expect(await holds(join(around, "site"))).toEqual({
      "index.html": "old",
      "parts/": "",
      "parts/a.js": "a",
      "gone/": "",
      "gone/b.js": "b",
    });
  });

  test("an empty folder is filled, be it reached by a link", async () => {
    const around = temporaryFolder();
    await mkdir(join(around, "real"));
    await symlink("real", join(around, "site"));
    await writeFolder(join(around, "site"), NEW, { marker });
    expect(await holds(join(around, "real"))).toMatchObject({ "index.html": "new" });
  });

  test("what an earlier run wrote is replaced, left-overs go, files of others stay", async () => {
    const folder = join(temporaryFolder(), "site");
    await writeFolder(folder, OLD, { marker });
    await writeFile(join(folder, "CNAME"), "films.example");
    await writeFolder(folder, NEW, { marker, replace: true });
    expect(await holds(folder)).toEqual({
      "index.html": "new",
      "parts/": "",
      "parts/a.js": "a2",
      "parts/c.js": "c",
      CNAME: "films.example",
    });
    await writeFolder(folder, OLD, { marker, replace: true });
    expect(await holds(folder)).not.toHaveProperty("parts/c.js");
  });

  test("without `replace` it is an error that changes nothing", async () => {
    const folder = join(temporaryFolder(), "site");
    await writeFolder(folder, OLD, { marker });
    const before = await holds(folder);
    await expect(writeFolder(folder, NEW, { marker })).rejects.toThrow(
      new WriteError(
        `Cannot write "${folder}": it was written before; --force replaces it`,
        folder,
      ),
    );
    expect(await holds(folder)).toEqual(before);
  });

  test.each([
    ["other files", { "thesis.txt": "years of work" }],
    ["a marker of another kind", { [marker]: '{"name":"another program"}' }],
    ["a marker that is no JSON", { [marker]: "mine" }],
  ])("a folder with %s is never touched", async (_, texts) => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    for (const replace of [false, true]) {
      const error: unknown = await writeFolder(folder, NEW, { marker, replace }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(WriteError);
      expect(String(error)).toContain("; name a new or an empty folder");
    }
    expect(await readdir(folder)).toEqual(Object.keys(texts));
  });

  test("a marker cannot have files outside the folder removed", async () => {
    const around = temporaryFolder();
    const folder = join(around, "site");
    await mkdir(folder);
    await writeFile(join(around, "mine"), "kept");
    const listed = ["../mine", join(around, "mine"), "parts/../../mine", "old.js"];
    await writeFile(join(folder, marker), JSON.stringify({ files: listed }));
    await writeFile(join(folder, "old.js"), "old");
    await writeFolder(folder, NEW, { marker, replace: true });
    expect(await readFile(join(around, "mine"), "utf8")).toBe("kept");
    expect(await readdir(folder)).not.toContain("old.js");
  });

  test("a file in the way, and a folder around it that is missing, are errors", async () => {
    const around = temporaryFolder();
    await writeFile(join(around, "file"), "");
    await expect(writeFolder(join(around, "file"), NEW, { marker })).rejects.toThrow(
      "it is a file; name a folder",
    );
    await expect(writeFolder(join(around, "no/site"), NEW, { marker })).rejects.toThrow(
      `there is no folder "${dirname(join(around, "no/site"))}"; create it or choose another one`,
    );
  });

  test("an interrupt leaves nothing behind", async () => {
    const around = temporaryFolder();
    await mkdir(join(around, "empty"));
    const signal = AbortSignal.abort();
    for (const name of ["new", "empty"]) {
      const written = writeFolder(join(around, name), NEW, { marker, signal });
      await expect(written).rejects.toThrow(AbortedError);
    }
    expect(await readdir(around, { recursive: true })).toEqual(["empty"]);
  });
});
