import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import SqliteDatabase from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

const CHILD = join(import.meta.dirname, "../../test/support/store-child.mjs");

async function opened(path: string, waitMs = 5_000): Promise<Store> {
  const store = await openStore(path, { waitMs });
  onTestFinished(async () => await store.close());
  return store;
}

function newPath(): string {
  return join(temporaryFolder(), "store.sqlite");
}

describe("a store in a SQLite file", () => {
  test("is made for its owner alone, in folders that are made too", async () => {
    const path = join(temporaryFolder(), "a/b/store.sqlite");
    const store = await opened(path);
    await store.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
    for (const name of await readdir(join(path, ".."))) {
      expect((await stat(join(path, "..", name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(path, ".."))).mode & 0o777).toBe(0o700);
  });

  test("says what it is in its header, and is whole in one file once it is closed", async () => {
    const path = newPath();
    const store = await openStore(path);
    await store.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
    await store.close();
    const header = (await readFile(path)).subarray(0, 100);
    expect(header.toString("latin1", 68, 72)).toBe("mtne");
    await writeFile(`${path}.copy`, await readFile(path));
    const copy = await opened(`${path}.copy`);
    expect(await copy.counts()).toEqual({ people: 1, ratings: 1, signals: 0 });
  });

  test("keeps what was written when it is opened again", async () => {
    const path = newPath();
    const first = await openStore(path);
    await first.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
    const revision = await first.revisionOf("ann");
    await first.close();
    expect(await (await opened(path)).revisionOf("ann")).toBe(revision);
  });

  test("refuses calls once it is closed", async () => {
    const store = await openStore(newPath());
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ name: "StoreError", fault: "unavailable" });
  });

  test("of another program's database, of none, and of a folder is refused", async () => {
    const path = newPath();
    const other = new SqliteDatabase(path);
    other.exec("create table moz_places (id integer)");
    other.close();
    await expect(openStore(path)).rejects.toMatchObject({
      fault: "damaged",
      message: `Cannot open the store ${path}: it has a table "moz_places" that is not matinee's; give it a file or a database of its own`,
    });
    await writeFile(`${path}.txt`, "userId,movieId\n".repeat(1000));
    await expect(openStore(`${path}.txt`)).rejects.toMatchObject({
      fault: "damaged",
      message: `Cannot open the store ${path}.txt: its file is no SQLite database; name another file, or restore a backup`,
    });
    await mkdir(`${path}.d`);
    await expect(openStore(`${path}.d`)).rejects.toMatchObject({ fault: "unavailable" });
    await expect(openStore(`${path}/x.sqlite`)).rejects.toMatchObject({ fault: "unavailable" });
  });

  test("of a later version is refused", async () => {
    const path = newPath();
    await (await openStore(path)).close();
    const later = new SqliteDatabase(path);
    later.exec("update store_version set version = 99");
    later.close();
    await expect(openStore(path)).rejects.toMatchObject({
      fault: "newer",
      message: `Cannot open the store ${path}: it is of version 99, and this matinee reads up to 1; use a later matinee`,
    });
  });

  test("that lost a part of its bytes is found out", async () => {
    const path = newPath();
    const store = await openStore(path);
    await store.putRatings(
      Array.from({ length: 5_000 }, (_, k) => {
        return { personId: `p${k}`, movieId: "1", rating: 1, ratedAt: k };
      }),
    );
    expect(await store.check()).toEqual([]);
    await store.close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0xee, bytes.length / 2, bytes.length / 2 + 8192));
    const broken = await opened(path);
    const found = await broken.check().catch((error: unknown) => [(error as Error).message]);
    expect(found.length).toBeGreaterThan(0);
    await expect(
      (async () => {
        for await (const block of broken.ratingBlocks()) void block;
      })(),
    ).rejects.toMatchObject({ fault: "damaged" });
  });

  test("is not ready any more once damage was met in it", async () => {
    const path = newPath();
    const store = await openStore(path);
    await store.putRatings(
      Array.from({ length: 3_000 }, (_, k) => {
        return { personId: `p${k}`, movieId: "1", rating: 1, ratedAt: k };
      }),
    );
    await store.close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0xee, bytes.length / 2, bytes.length - 4096));
    const broken = await opened(path);
    await broken.ping();
    const read = Array.from({ length: 3_000 }, async (_, k) => await broken.readPerson(`p${k}`));
    const wrong = (await Promise.allSettled(read)).filter(({ status }) => status === "rejected");
    expect(wrong.length).toBeGreaterThan(0);
    for (const { reason } of wrong as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ fault: "damaged" });
    }
    await expect(broken.ping()).rejects.toMatchObject({ fault: "damaged" });
  });

  test("that must be there is not made, nor are folders where none can be", async () => {
    const path = newPath();
    await expect(openStore(path, { mustExist: true })).rejects.toMatchObject({
      ...{ fault: "foreign", message: expect.stringContaining("there is no such file") },
    });
    await expect(stat(path)).rejects.toThrow("ENOENT");
    await (await openStore(path)).close();
    await (await openStore(path, { mustExist: true })).close();
    await expect(openStore("/proc/x/y.db")).rejects.toMatchObject({ fault: "unavailable" });
  });

  test("that another process keeps locked is unavailable after the waiting time, without blocking", async () => {
    const path = newPath();
    const store = await opened(path, 150);
    const other = new SqliteDatabase(path);
    other.exec("begin immediate");
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const write = store.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
    await expect(write).rejects.toMatchObject({ fault: "unavailable" });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
    expect(await store.revisionOf("ann")).toBeUndefined();
    other.exec("rollback");
    other.close();
    await store.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
  });

  test("is migrated once by processes that open it at the same time, which then lose nothing", async () => {
    const path = newPath();
    const children = Array.from({ length: 4 }, (_, k) => fork(CHILD, [path, `c${k}`, "20"]));
    const ends = await Promise.all(
      children.map(async (child) => ((await once(child, "exit")) as [number])[0]),
    );
    expect(ends).toEqual([0, 0, 0, 0]);
    const store = await opened(path);
    expect(await store.counts()).toEqual({ people: 5, ratings: 160, signals: 0 });
    expect(await store.check()).toEqual([]);
  });

  test("holds everything acknowledged to a process that is killed while it writes", async () => {
    const path = newPath();
    for (let round = 0; round < 3; round++) {
      const child = fork(CHILD, [path, `r${round}`, "1000000"]);
      let acknowledged = 0;
      child.on("message", (count: number) => {
        acknowledged = count;
        if (count > 40 + 30 * round) child.kill("SIGKILL");
      });
      await once(child, "exit");
      const store = await openStore(path);
      expect(await store.check()).toEqual([]);
      const own = (await store.readPerson(`r${round}`))?.ratings.length ?? 0;
      expect(own).toBeGreaterThanOrEqual(acknowledged);
      await store.close();
    }
  });
});

describe("a person deleted from a SQLite file", () => {
  const unclean = async (path: string, marker: string): Promise<string[]> => {
    const found: string[] = [];
    for (const suffix of ["", "-wal", "-shm"]) {
      const bytes = await readFile(path + suffix).catch(() => Buffer.alloc(0));
      if (bytes.includes(marker)) found.push(suffix);
    }
    return found;
  };

  test("leaves not a byte in file, log and free pages, however pages were split and joined", async () => {
    const path = newPath();
    const store = await opened(path);
    let wasThere = 0;
    for (let round = 0; round < 40; round++) {
      const [id, movie] = [`MARK${round}.`, `UNIQ${round}.`];
      for (let step = 0; step < 8; step++) {
        await store.putRatings(
          Array.from({ length: 30 }, (_, k) => {
            const isTheirs = (k * 7 + step) % 3 === 0;
            const other = `MARK${(round * 37 + k * 13 + step) % 99}`;
            const movieId = "long".repeat((k * 11 + round) % 40) + String(k * step);
            const own = isTheirs ? movieId + movie : movieId;
            return { personId: isTheirs ? id : other, movieId: own, rating: 3, ratedAt: step };
          }),
        );
      }
      await store.putSignals([{ personId: id, movieId: movie, signal: "seen", markedAt: 1 }]);
      wasThere += (await unclean(path, movie)).length;
      await store.deletePerson(id);
      expect(await unclean(path, id)).toEqual([]);
      expect(await unclean(path, movie)).toEqual([]);
    }
    expect(wasThere).toBeGreaterThan(39);
    expect(await store.check()).toEqual([]);
  });

  test("does not hold up others, and is removed together with those deleted meanwhile", async () => {
    const path = newPath();
    const store = await opened(path);
    for (let batch = 0; batch < 10; batch++) {
      await store.putRatings(
        Array.from({ length: 5_000 }, (_, k) => {
          const movieId = `${k % 7}UNIQ${batch}`;
          return { personId: `MARK${(k * 31) % 997}`, movieId, rating: 3, ratedAt: k };
        }),
      );
    }
    const ids = ["MARK31", "MARK62", "MARK93"].map((id) => `${id}.`);
    await store.putRatings(
      ids.map((personId) => ({ personId, movieId: "1", rating: 3, ratedAt: 1 })),
    );
    await Promise.all(
      ids.map(async (id, k) => {
        for (let turn = 0; turn < k; turn++) await new Promise(setImmediate);
        await store.deletePerson(id);
        expect(await unclean(path, id)).toEqual([]);
      }),
    );
    await store.deletePerson("nobody");
  });

  test.each([
    ["asked again", async (store: Store) => await store.deletePerson("MARK")],
    ["what was cut off is gone on with", async (store: Store) => await store.finishDeletions()],
  ])(
    "is said to be still in the log while someone reads a snapshot, and gone when %s",
    async (_, again) => {
      const path = newPath();
      const store = await opened(path, 100);
      await store.putRating({ personId: "MARK", movieId: "UNIQ", rating: 3, ratedAt: 1 });
      const reading = store.ratingBlocks()[Symbol.asyncIterator]();
      await reading.next();
      await store.putRating({ personId: "ann", movieId: "1", rating: 3, ratedAt: 1 });
      await expect(store.deletePerson("MARK")).rejects.toMatchObject({
        fault: "unavailable",
        message: `Cannot remove what was deleted from the log of ${path}: someone is reading from it; delete again in a minute`,
      });
      expect(await store.revisionOf("MARK")).toBeUndefined();
      expect(await unclean(path, "MARK")).not.toEqual([]);
      await reading.return?.();
      await again(store);
      expect(await unclean(path, "MARK")).toEqual([]);
    },
  );
});
