import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runForJson, runMatinee } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";

test("matinee site writes the page, the model, and the terms of both", async () => {
  const cwd = temporaryFolder();
  const { status, stdout } = await runMatinee({ cwd }, "site", "-o", "public");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^public holds the page: \d+ files, \d\.\d MiB\.\n$/u);
  const names = await readdir(join(cwd, "public"));
  expect(names).toEqual(
    expect.arrayContaining([
      ...["index.html", "service-worker.js", "manifest.webmanifest", "icon.svg"],
      ...["movielens-latest-small.safetensors", "LICENSE-MovieLens.md", "NOTICES.md"],
    ]),
  );
  const page = await readFile(join(cwd, "public/index.html"), "utf8");
  expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
  expect(page).not.toMatch(/(?:src|href)="(?:\/|https?:)/u); // works from any folder
});

test("it never holds MovieLens 100K, though this machine may", async () => {
  const cwd = temporaryFolder();
  await mkdir(join(cwd, "data/ml-100k"), { recursive: true });
  await writeFile(join(cwd, "data/ml-100k/u.data"), "1\t2\t3\t4\n");
  await writeFile(join(cwd, "data/ml-100k/u.item"), "2|Heat\n");
  await runMatinee({ cwd }, "site", "-o", "public");
  expect(await readdir(join(cwd, "public/data"))).toEqual(["index.json"]);
  expect(await readFile(join(cwd, "public/data/index.json"), "utf8")).toBe('{"dataSets":[]}\n');
});

test("a site is replaced by --force only, other folders never", async () => {
  const cwd = temporaryFolder();
  const first = await runForJson({ cwd }, "site", "-o", "public");
  expect(first).toMatchObject({ folder: join(cwd, "public"), files: expect.any(Number) });
  const again = await runMatinee({ cwd }, "site", "-o", "public");
  expect(again).toMatchObject({ status: 1, stdout: "" });
  expect(again.stderr).toContain("--force replaces it");
  expect((await runMatinee({ cwd }, "site", "-o", "public", "--force")).status).toBe(0);
  const other = await runMatinee({ cwd }, "site", "-o", ".", "--force");
  expect(other).toMatchObject({ status: 1, stdout: "" });
  expect(other.stderr).toContain("name a new or an empty folder");
});

test("-o has to name a folder", async () => {
  const { status, stderr } = await runMatinee({ cwd: temporaryFolder() }, "site", "-o", " ");
  expect(status).toBe(2);
  expect(stderr).toContain("--output must name a folder, got nothing");
});
