import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AbortedError, WriteError } from "../core/errors.ts";
import { withLock } from "./node-lock.ts";
import { removeUnfinishedFiles } from "./node-unfinished-files.ts";

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "matinee-lock-"));
  lock = join(folder, "a.lock");
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const PATIENT = { pollMs: 2, deadMs: 60_000 };

describe("withLock()", () => {
  test("gives what the work gives and leaves no file", async () => {
    const inside = await withLock(lock, () => readFile(lock, "utf8"));
    expect(inside.startsWith(`${hostname()} ${process.pid} `)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  test("leaves no file when the work fails", async () => {
    const failing = withLock(lock, () => Promise.reject(new RangeError("no")));
    await expect(failing).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });

  test("lets one work at a time", async () => {
    let inside = 0;
    let most = 0;
    let waits = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 5));
      inside--;
    };
    const onWait = (): void => void waits++;
    await Promise.all(
      Array.from({ length: 5 }, () => withLock(lock, work, { ...PATIENT, onWait })),
    );
    expect(most).toBe(1);
    expect(waits).toBe(4);
    expect(await readdir(folder)).toEqual([]);
  });

  test("takes over at once from a process that has ended", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await writeFile(lock, `${hostname()} ${pid} 0123\n`);
    const onWait = (): never => expect.unreachable("nobody is there to wait for");
    const options = { ...PATIENT, onWait };
    await expect(withLock(lock, () => Promise.resolve(1), options)).resolves.toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("takes over from a holder that gives no sign of life", async () => {
    await writeFile(lock, "another-computer 1 0123\n");
    const options = { pollMs: 2, deadMs: 50 };
    await expect(withLock(lock, () => Promise.resolve(1), options)).resolves.toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("waits for a holder that gives signs of life, however old they are by our clock", async () => {
    await writeFile(lock, "another-computer 1 0123\n");
    let beats = 0;
    const beat = setInterval(() => {
      const sign = new Date(2000, 0, 1, 0, 0, ++beats);
      if (beats < 10) void utimes(lock, sign, sign).catch(() => undefined);
      else void rm(lock, { force: true });
    }, 20);
    await withLock(lock, () => Promise.resolve(), { pollMs: 2, deadMs: 100 });
    clearInterval(beat);
    expect(beats).toBeGreaterThanOrEqual(10);
  });

  test("does not remove a lock that another one took away from it", async () => {
    await withLock(lock, () => writeFile(lock, "another-computer 1 0123\n"));
    expect(await readFile(lock, "utf8")).toBe("another-computer 1 0123\n");
  });

  test("stops waiting when the signal is set", async () => {
    await writeFile(lock, `${hostname()} ${process.pid} 0123\n`);
    const signal = AbortSignal.timeout(20);
    const error = await withLock(lock, () => Promise.resolve(), { ...PATIENT, signal }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(AbortedError);
    expect((error as Error).message).toBe(`Cannot wait for "${lock}": interrupted`);
  });

  test("says why a lock cannot be made", async () => {
    const path = join(folder, "none", "a.lock");
    const error = await withLock(path, () => Promise.resolve()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WriteError);
    expect((error as Error).message).toContain(`there is no folder "${join(folder, "none")}"`);
  });

  test("has its file removed by removeUnfinishedFiles(), for an interrupted process", async () => {
    await withLock(lock, async () => {
      removeUnfinishedFiles();
      expect(await readdir(folder)).toEqual([]);
    });
  });
});
