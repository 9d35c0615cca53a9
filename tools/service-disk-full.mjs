// @ts-check
// Fills a SQLite store on a small disk until it is full: the error is clear, nothing that was acknowledged is lost,
// the file is sound, and it goes on when there is space again. Needs root, for the disk is a tmpfs of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { openStore } from "../dist/store/index.js";

const DISK_BYTES = 12 * 2 ** 20;
const BALLAST_BYTES = 4 * 2 ** 20;

process.exitCode = process.getuid?.() === 0 ? await main() : skipped("it needs root");

/** @param {string} why */
function skipped(why) {
  console.log(`skipped: ${why} to mount a small disk`);
  return 0;
}

async function main() {
  let status = 0;
  for (const way of /** @type {const} */ (["one by one", "in batches"])) {
    const disk = mkdtempSync(join(tmpdir(), "matinee-disk-"));
    const options = `size=${DISK_BYTES}`;
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]).status === 0;
    try {
      if (!mounted) return skipped("this machine does not allow it");
      const problems = await fill(disk, way);
      for (const problem of problems) console.log(`WRONG: ${problem}`);
      if (problems.length > 0) status = 1;
    } finally {
      // Lazily: libsql holds files open until its statements are collected.
      if (mounted) spawnSync("umount", ["--lazy", disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  }
  return status;
}

/**
 * @param {string} disk
 * @param {"one by one" | "in batches"} way
 * @returns {Promise<string[]>} what went wrong.
 */
async function fill(disk, way) {
  const problems = [];
  const path = join(disk, "store.sqlite");
  const ballast = join(disk, "ballast");
  writeFileSync(ballast, new Uint8Array(BALLAST_BYTES));
  let store = await openStore(path);
  const rows = way === "one by one" ? 1 : 1000;
  const filled = await writeUntilFull(store, rows);
  console.log(`${way}: ${filled.people} people acknowledged, then: ${filled.error}`);
  if (!/fault: full/u.test(filled.error)) problems.push("the error is not the one for a full disk");
  problems.push(...(await lostOf(store, filled.people, "while it is full")));
  const again = await writeUntilFull(store, rows, 5);
  if (!/fault: full/u.test(again.error)) problems.push(`a second write: ${again.error}`);
  rmSync(ballast);
  const more = filled.people;
  try {
    await store.putRating(rating(more));
    await store.deletePerson(String(more));
  } catch (error) {
    problems.push(`with space again: ${String(error)}`);
  }
  await store.close();
  store = await openStore(path);
  problems.push(...(await lostOf(store, filled.people, "after opening it again")));
  const found = await store.check();
  console.log(`${way}: integrity_check ${found.length === 0 ? "ok" : found.join("; ")}`);
  problems.push(...found);
  await store.close();
  return problems;
}

/** @param {number} person */
function rating(person) {
  return { personId: String(person), movieId: "x".repeat(200), rating: 3, ratedAt: person };
}

/**
 * @param {import("../dist/store/index.js").Store} store
 * @param {number} rows - at once.
 * @param {number} [most] - writes.
 */
async function writeUntilFull(store, rows, most = Infinity) {
  let people = 0;
  try {
    for (let k = 0; k < most; k++) {
      const writes = Array.from({ length: rows }, (_, row) => rating(people + row));
      if (most < Infinity)
        writes.push(...Array.from({ length: 20_000 }, (_, row) => rating(1e9 + row)));
      await store.putRatings(writes);
      people += rows;
    }
  } catch (error) {
    const { fault, message } = /** @type {{ fault?: string, message: string }} */ (error);
    return { people, error: `${message} (fault: ${fault})` };
  }
  return { people, error: "no error" };
}

/**
 * @param {import("../dist/store/index.js").Store} store
 * @param {number} people - acknowledged, from 0.
 * @param {string} when
 */
async function lostOf(store, people, when) {
  let lost = 0;
  for (let k = 0; k < people; k++) {
    const found = await store.readPerson(String(k));
    if (found?.ratings[0]?.ratedAt !== k) lost++;
  }
  console.log(`${when}: ${people - lost} of ${people} are there`);
  return lost === 0 ? [] : [`${lost} acknowledged people are lost ${when}`];
}
