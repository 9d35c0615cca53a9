import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { runForJson, runMatinee, type CliPlace } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { openStore } from "../../store/open-store.ts";

async function placeWithStore(): Promise<CliPlace> {
  const cwd = temporaryFolder();
  const store = await openStore(join(cwd, "a.sqlite"));
  await store.putRating({ personId: "ann", movieId: "1", rating: 4.5, ratedAt: 7 });
  await store.putSignals([{ personId: "bob", movieId: "2", signal: "seen", markedAt: 8 }]);
  await store.close();
  return { cwd, env: { MATINEE_STORE: "a.sqlite" } };
}

test("store export writes a file for its owner alone, and store import takes it", async () => {
  const place = await placeWithStore();
  const out = await runMatinee(place, "store", "export", "b.ndjson");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  expect(out.stdout).toBe(`The store ${join(place.cwd, "a.sqlite")} is in b.ndjson now.\n`);
  expect((await stat(join(place.cwd, "b.ndjson"))).mode & 0o777).toBe(0o600);
  const argv = ["store", "import", "b.ndjson", "--store", "new.sqlite"];
  const { status, stdout } = await runMatinee(place, ...argv);
  expect(status).toBe(0);
  expect(stdout).toContain("has 2 people now: 1 rating, 1 signal; 0 keys, 0 models.");
  const again = await runMatinee(place, ...argv);
  expect(again.status).toBe(3);
  expect(again.stderr).toMatch(/Cannot import into the store .*new\.sqlite: it is not empty;/u);
});

test("store export without a file writes to the standard output, and import - reads the input", async () => {
  const place = await placeWithStore();
  const { status, stdout } = await runMatinee(place, "store", "export");
  expect(status).toBe(0);
  expect(stdout.split("\n")[1]).toBe('{"person":"ann","ratings":[["1",4.5,7]],"signals":[]}');
  const stdin = Readable.from([Buffer.from(stdout)]);
  const json = await runForJson({ ...place, stdin }, "store", "import", "-", "--store", "n.sqlite");
  expect(json).toMatchObject({ people: 2, ratings: 1, signals: 1, keys: 0, models: 0 });
});

test("store import of what is no backup names the line, and leaves the store empty", async () => {
  const place = await placeWithStore();
  await writeFile(join(place.cwd, "x.csv"), "userId,movieId\n");
  const argv = ["store", "import", "x.csv", "--store", "n.sqlite"];
  const { status, stderr } = await runMatinee(place, ...argv);
  expect(status).toBe(3);
  expect(stderr.replaceAll(/\s+/gu, " ")).toContain(
    "n.sqlite: line 1: it is no JSON; export the other store again",
  );
  const { people } = await runForJson(place, "store", "check", "--store", "n.sqlite");
  expect(people).toBe(0);
});

test("store import from a terminal, or of a file that is not there, is told", async () => {
  const place = await placeWithStore();
  const none = await runMatinee(place, "store", "import", "-", "--store", "n.sqlite");
  expect(none.status).toBe(2);
  expect(none.stderr).toContain("nothing comes from the standard input");
  const missing = await runMatinee(place, "store", "import", "no.ndjson", "--store", "n.sqlite");
  expect(missing.status).toBe(3);
  expect(missing.stderr).toContain("Cannot read the file: there is no such file");
});

test("a store that is not there is not made by exporting or checking it", async () => {
  const place = { cwd: temporaryFolder() };
  for (const command of ["export", "check"]) {
    const { status, stderr } = await runMatinee(place, "store", command, "--store", "typo.sqlite");
    expect(status).toBe(3);
    expect(stderr).toContain("there is no such file");
  }
  await expect(stat(join(place.cwd, "typo.sqlite"))).rejects.toThrow("ENOENT");
});

test("store check counts, and tells what is broken", async () => {
  const place = await placeWithStore();
  const path = join(place.cwd, "a.sqlite");
  const sound = await runMatinee(place, "store", "check");
  expect(sound).toMatchObject({ status: 0, stdout: `${path}: 2 people, 1 rating, 1 signal.\n` });
  const bytes = await readFile(path);
  bytes.fill(0xee, 4096 * 2, 4096 * 6); // pages of tables
  await writeFile(path, bytes);
  const broken = await runMatinee(place, "store", "check");
  expect(broken.status).toBe(3);
  expect(broken.stderr).toMatch(/damaged|Cannot trust/u);
});
