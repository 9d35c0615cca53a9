import { spawn, spawnSync } from "node:child_process";
import { mkdir, readFile, readdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { packOf } from "../../test/support/pack-of.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { DataSet } from "../core/catalogue/data-set.ts";
import { AbortedError, DataError, WriteError } from "../core/errors.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { HALF_STARS } from "../core/ratings/rating-scale.ts";
import { Random } from "../core/random.ts";
import type { RatingColumns, Ratings } from "../core/ratings/ratings.ts";
import { synthesize } from "../core/synthesis/synthesize.ts";
import { loadPack } from "./node-load-pack.ts";
import type { Pack } from "./node-pack.ts";
import { isPack, openPack } from "./node-pack.ts";
import { writePack } from "./node-write-pack.ts";
import type { PackDirectory } from "./pack/pack-directory.ts";
import { encodeDirectory } from "./pack/pack-directory.ts";
import { decodeHeader, encodeHeader } from "./pack/pack-header.ts";
import type { PackSource } from "./pack/pack-source.ts";
import { dataSetSource } from "./pack/data-set-source.ts";
import { synthesisSource } from "./pack/synthesis-source.ts";

const SMALL = synthesize({ users: 300, movies: 200, ratings: 12_000, seed: 7 });

/** All ratings as texts that tell who, what and how many stars, in one order. */
function triples({ users, movies, userIndex, movieIndex, value }: Ratings): string[] {
  return Array.from(value, (stars, n) => {
    const ids = [users.idAt(userIndex[n]!), movies.idAt(movieIndex[n]!)];
    return `${JSON.stringify(ids)} ${stars}`;
  }).toSorted();
}

function opened(path: string): Pack {
  const pack = openPack(path);
  onTestFinished(() => pack.close());
  return pack;
}

function buffersFor(pack: Pack): { rows: Uint32Array; levels: Uint8Array } {
  const most = Math.max(pack.largestBucket(), ...pack.movieSizes);
  return { rows: new Uint32Array(most), levels: new Uint8Array(most) };
}

/** Rows of a table as a source, with these ids and any repeats. */
function sourceOf(
  rows: readonly (readonly [user: number, movie: number, stars: number])[],
  userIds: readonly (number | string)[],
  movieIds: readonly (number | string)[],
): PackSource {
  function* batches(): Generator<RatingColumns> {
    for (const [user, movie, stars] of rows) {
      yield {
        userIndex: Uint32Array.of(user),
        movieIndex: Uint32Array.of(movie),
        value: Float32Array.of(stars),
      };
    }
  }
  const film = (id: number | string): DataSet["catalogue"]["movies"][number] => ({
    ...{ id, title: `Film ${id}`, year: 1990, genres: ["X"], alternatives: ["Ein Film"] },
  });
  const rest = {
    ...{ name: "A table", scale: HALF_STARS, superseded: 0 },
    users: new IdMap(userIds),
    catalogue: new Catalogue(movieIds.map(film)),
  };
  return { batches: batches(), rest: () => rest };
}

describe("a pack", () => {
  test("holds every rating of a data set, its users, its films and their counts", async () => {
    const { path, ...written } = await packOf(SMALL);
    const { ratings, catalogue, name, superseded } = await loadPack(path);
    expect([name, superseded]).toEqual([SMALL.name, 0]);
    expect(triples(ratings)).toEqual(triples(SMALL.ratings));
    expect(ratings.scale).toEqual(SMALL.ratings.scale);
    expect(catalogue.movies.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(
      SMALL.catalogue.movies.map((movie) => ({ ...movie, imdbId: undefined, tmdbId: undefined })),
    );
    expect(written).toMatchObject({ users: 300, movies: 200, ratings: 12_000, superseded: 0 });
    expect(written.bytes).toBe((await readFile(path)).length);
    const pack = opened(path);
    expect(pack.userCounts).toEqual(ratings.userCounts());
    expect(pack.movieCounts).toEqual(ratings.movieCounts());
  });

  test("takes 10 bytes a rating, and little besides", async () => {
    const large = synthesize({ users: 500, movies: 300, ratings: 60_000, seed: 1 });
    const { bytes } = await packOf(large);
    expect(bytes).toBeGreaterThan(600_000);
    expect(bytes).toBeLessThan(625_000);
  });

  test("is the same, byte by byte, however little memory it was sorted in, and whatever the batches", async () => {
    const first = await readFile((await packOf(SMALL)).path);
    const parts = await readFile((await packOf(SMALL, { memoryBytes: 2 ** 16 })).path);
    const made = join(temporaryFolder(), "made.pack");
    await writePack(made, synthesisSource({ users: 300, movies: 200, ratings: 12_000, seed: 7 }));
    expect(parts.equals(first)).toBe(true);
    expect((await readFile(made)).equals(first)).toBe(true);
    expect((await readFile((await packOf(SMALL, { seed: 2 })).path)).equals(first)).toBe(false);
  });

  test("has the same ratings by bucket and by film", async () => {
    const pack = opened((await packOf(SMALL, { blockRows: 20, memoryBytes: 2 ** 16 })).path);
    expect([pack.directory.userBlocks, pack.directory.movieBlocks]).toEqual([15, 10]);
    const into = buffersFor(pack);
    const byBucket: string[] = [];
    for (let bucket = 0; bucket < pack.bucketSizes.length; bucket++) {
      const size = pack.readBucket(bucket, into);
      const [user, movie] = [
        pack.userStart[Math.floor(bucket / 10)]!,
        pack.movieStart[bucket % 10]!,
      ];
      for (let n = 0; n < size; n++) {
        const cell = into.rows[n]!;
        byBucket.push(`${user + (cell >>> 16)} ${movie + (cell & 0xffff)} ${into.levels[n]}`);
      }
    }
    const byMovie: string[] = [];
    for (let block = 0; block < pack.movieSizes.length; block++) {
      pack.readMovies(block, into);
      let n = 0;
      for (let row = pack.movieStart[block]!; row < pack.movieStart[block + 1]!; row++) {
        let last = -1;
        for (let k = 0; k < pack.movieCounts[row]!; k++, n++) {
          expect(into.rows[n]).toBeGreaterThan(last);
          last = into.rows[n]!;
          byMovie.push(`${last} ${row} ${into.levels[n]}`);
        }
      }
    }
    expect(byBucket).toHaveLength(12_000);
    expect(byMovie.toSorted()).toEqual(byBucket.toSorted());
  });

  test("gives a part of a block as it stands in the whole, into shared memory too", async () => {
    const pack = opened((await packOf(SMALL)).path);
    const whole = buffersFor(pack);
    const some = {
      rows: new Uint32Array(new SharedArrayBuffer(40)),
      levels: new Uint8Array(new SharedArrayBuffer(10)),
    };
    for (const read of ["readBucket", "readMovies"] as const) {
      expect(pack[read](3, some, 5, 15)).toBe(10);
      pack[read](3, whole);
      expect([...some.rows]).toEqual([...whole.rows.subarray(5, 15)]);
      expect([...some.levels]).toEqual([...whole.levels.subarray(5, 15)]);
    }
  });

  test("has the ratings of a bucket in random order", async () => {
    const pack = opened((await packOf(SMALL)).path);
    const into = buffersFor(pack);
    const size = pack.readBucket(0, into);
    const users = Array.from(into.rows.subarray(0, size), (cell) => cell >>> 16);
    const rising = users.filter((user, n) => n > 0 && user >= users[n - 1]!).length / size;
    expect(rising).toBeGreaterThan(0.4);
    expect(rising).toBeLessThan(0.6);
  });

  test("keeps the last of a pair that was rated twice, and counts the others", async () => {
    const random = new Random(3);
    const rows = Array.from({ length: 9000 }, () => {
      return [random.below(30), random.below(20), 1 + random.below(9) / 2] as const;
    });
    const ids = { users: Array.from({ length: 30 }, (_, k) => k), movies: [...Array(20).keys()] };
    const last = new Map(rows.map(([user, movie, stars]) => [`[${user},${movie}]`, stars]));
    const folder = temporaryFolder();
    for (const memoryBytes of [2 ** 16, 2 ** 30]) {
      const path = join(folder, `${memoryBytes}.pack`);
      const source = sourceOf(rows, ids.users, ids.movies);
      const written = await writePack(path, source, { memoryBytes });
      expect(written).toMatchObject({ ratings: last.size, superseded: 9000 - last.size });
      const { ratings, superseded } = await loadPack(path);
      expect(superseded).toBe(9000 - last.size);
      expect(triples(ratings)).toEqual(
        [...last].map(([pair, stars]) => `${pair} ${stars}`).toSorted(),
      );
    }
  });

  test("keeps ids that are texts, numbers of any kind, or both; users and films without a rating", async () => {
    const path = join(temporaryFolder(), "odd.pack");
    const users = ["ann", "Амели", 3, -2.5, "no one"];
    await writePack(
      path,
      sourceOf(
        [
          [0, 1, 5],
          [1, 0, 4.5],
          [2, 1, 3],
          [3, 1, 0.1],
        ],
        users,
        ["a", "b", "c"],
      ),
    );
    const { ratings, catalogue } = await loadPack(path);
    expect(triples(ratings)).toEqual([
      ...[
        '["ann","b"] 5',
        '["Амели","a"] 4.5',
        '[-2.5,"b"] 0.10000000149011612',
        '[3,"b"] 3',
      ].toSorted(),
    ]);
    expect(new Set(ratings.users.toArray())).toEqual(new Set(users));
    expect(catalogue.movies.map(({ title }) => title).toSorted()).toEqual([
      "Film a",
      "Film b",
      "Film c",
    ]);
    expect(catalogue.at(0).alternatives).toEqual(["Ein Film"]);
    const numbers = join(temporaryFolder(), "numbers.pack");
    await writePack(numbers, sourceOf([[0, 0, 1]], [2 ** 40, 0.5], [7]));
    expect(new Set((await loadPack(numbers)).ratings.users.toArray())).toEqual(
      new Set([2 ** 40, 0.5]),
    );
  });

  test("is refused for no rating at all, and for more than 256 different ones", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "x.pack");
    const none = writePack(path, sourceOf([], [], []));
    await expect(none).rejects.toThrow(DataError);
    await expect(none).rejects.toThrow("Cannot pack the ratings: there is none");
    const rows = (count: number): (readonly [number, number, number])[] =>
      Array.from({ length: count }, (_, k) => [0, k, k / 100]);
    const ids = [...Array(257).keys()];
    const many = writePack(path, sourceOf(rows(257), [0], ids));
    await expect(many).rejects.toThrow(DataError);
    await expect(many).rejects.toThrow(
      "Cannot pack the ratings: a pack takes 256 different ratings, got more; round them, to tenths say",
    );
    expect(await readdir(folder)).toEqual([]);
    expect(await writePack(path, sourceOf(rows(256), [0], ids))).toMatchObject({ ratings: 256 });
  });
});

describe("writePack()", () => {
  test("leaves nothing when it is stopped, at whatever it is", async () => {
    for (const phase of ["reading", "sharing out", "sorting by person", "sorting by film"]) {
      const folder = temporaryFolder();
      const signal = { aborted: false };
      const large = synthesize({ users: 900, movies: 900, ratings: 300_000, seed: 1 });
      const onProgress = (progress: { phase: string }): void => {
        if (progress.phase === phase) signal.aborted = true;
      };
      const options = { signal, onProgress, memoryBytes: 2 ** 16, breathMs: 0 };
      const writing = writePack(join(folder, "a.pack"), dataSetSource(large), options);
      await expect(writing).rejects.toThrow(AbortedError);
      expect(await readdir(folder)).toEqual([]);
    }
  });

  test("replaces a file only when the new one is whole, through a link too", async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, "old.pack"), "old");
    await symlink("old.pack", join(folder, "link.pack"));
    const failing = sourceOf([[0, 0, 1]], [0], [0]);
    const path = join(folder, "link.pack");
    const broken = {
      ...failing,
      rest: () => {
        throw new DataError("Cannot read on");
      },
    };
    await expect(writePack(path, broken)).rejects.toThrow("Cannot read on");
    expect(await readFile(path, "utf8")).toBe("old");
    await writePack(path, sourceOf([[0, 0, 1]], [0], [0]));
    expect(isPack(join(folder, "old.pack"))).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(["link.pack", "old.pack"]);
  });

  test("refuses a folder, a folder that is not there, and wrong options", async () => {
    const folder = temporaryFolder();
    const source = (): PackSource => sourceOf([[0, 0, 1]], [0], [0]);
    await expect(writePack(folder, source())).rejects.toThrow(WriteError);
    await expect(writePack(folder, source())).rejects.toThrow("it is a folder; name a file");
    const missing = writePack(join(folder, "none", "a.pack"), source());
    await expect(missing).rejects.toThrow(WriteError);
    await expect(missing).rejects.toThrow("there is no folder");
    const wrong = writePack(join(folder, "a.pack"), source(), { memoryBytes: 5 });
    await expect(wrong).rejects.toThrow(
      'Cannot pack the ratings: "memoryBytes" must be an integer',
    );
    const unknown = writePack(join(folder, "a.pack"), source(), { breath: 5 } as object);
    await expect(unknown).rejects.toThrow('"breath" is not an option; did you mean "breathMs"?');
    expect(await readdir(folder)).toEqual([]);
  });

  test("refuses what would be too many buckets or open files before anything is read", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.pack");
    const sizes = { users: 1_000_000, movies: 60_000, ratings: 100_000_000 };
    let isRead = false;
    function* batches(): Generator<RatingColumns> {
      isRead = true;
      yield* [];
    }
    const source = { ...sourceOf([], [], []), batches: batches(), sizes };
    const buckets = writePack(path, source, { blockRows: 40 });
    await expect(buckets).rejects.toThrow(DataError);
    await expect(buckets).rejects.toThrow(
      "Cannot pack the ratings: blocks of 40 rows give more than 16777216 buckets of 1000000 users and " +
        '60000 films; raise "blockRows" to 80',
    );
    const parts = writePack(path, source, { memoryBytes: 2 ** 16 });
    await expect(parts).rejects.toThrow(DataError);
    await expect(parts).rejects.toThrow(
      "Cannot pack the ratings: 65536 bytes of memory are too few for 100000000 ratings or more, which " +
        'would be sorted in over 200 parts; raise "memoryBytes" (--memory) to 6M at least',
    );
    expect(isRead).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  test("refuses them as soon as so many have come, where nobody knows before", async () => {
    const folder = temporaryFolder();
    let read = 0;
    const batch = {
      userIndex: new Uint32Array(100_000),
      movieIndex: new Uint32Array(100_000),
      value: new Float32Array(100_000),
    };
    function* batches(users: number, movies: number): Generator<RatingColumns> {
      for (read = 1; read <= 30; read++) {
        batch.userIndex[0] = users * read;
        batch.movieIndex[0] = movies * read;
        yield batch;
      }
    }
    const from = (users: number, movies: number): PackSource => {
      return { ...sourceOf([], [], []), batches: batches(users, movies) };
    };
    const options = { memoryBytes: 2 ** 16, blockRows: 1 };
    const parts = writePack(join(folder, "a.pack"), from(500, 5), options);
    await expect(parts).rejects.toThrow('raise "memoryBytes" (--memory) to 1M at least');
    expect(read).toBe(11); // 200 times 5461 ratings
    const buckets = writePack(join(folder, "a.pack"), from(1000, 1000), { blockRows: 1 });
    await expect(buckets).rejects.toThrow('raise "blockRows" to 2');
    expect(read).toBe(5); // 4096 squared
    expect(await readdir(folder)).toEqual([]);
  });

  test("sweeps, before it reads anything, what killed runs left beside it, through a link too", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const folder = temporaryFolder();
    await mkdir(join(folder, "far"));
    await writeFile(join(folder, "far", "b.pack"), "old");
    await symlink(join("far", "b.pack"), join(folder, "a.pack"));
    const dead = [`.a.pack.${pid}.0a1b2c3d.part`, join("far", `.b.pack.${pid}.0a1b2c3d.part`)];
    const kept = [
      `.a.pack.${process.pid}.0a1b2c3d.part`, // of a process that lives
      `.c.pack.${pid}.0a1b2c3d.part`,
    ];
    for (const name of dead) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "0"), "many ratings");
    }
    for (const name of kept) await writeFile(join(folder, name), "");
    const there = async (names: readonly string[]): Promise<string[]> => {
      const found = await readdir(folder, { recursive: true });
      return found.filter((name) => names.includes(name)).toSorted();
    };
    expect(await there([...dead, ...kept])).toHaveLength(4);
    const { batches, ...source } = sourceOf([[0, 0, 1]], [0], [0]);
    let left: readonly string[] = dead;
    async function* watched(): AsyncGenerator<RatingColumns> {
      left = await there([...dead, ...kept]);
      yield* batches;
    }
    await writePack(join(folder, "a.pack"), { ...source, batches: watched() });
    expect(left).toEqual(kept.toSorted());
  });

  test("says that the disk is full, and leaves it as it was (skipped without rights to mount one)", async ({
    skip,
  }) => {
    const disk = join(temporaryFolder(), "disk");
    await mkdir(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", disk]);
    if (mounted.status !== 0) skip();
    try {
      for (const ratings of [60_000, 100_000]) {
        // full while sorting, while reading
        const source = synthesisSource({ users: 400, movies: 900, ratings });
        const writing = writePack(join(disk, "a.pack"), source);
        await expect(writing).rejects.toThrow(WriteError);
        await expect(writing).rejects.toThrow(/a\.pack": the disk is full; free some space/u);
        expect(await readdir(disk)).toEqual([]);
      }
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});

/** The bytes of a pack with another directory, whose checksums are right. */
function withDirectory(
  bytes: Buffer,
  change: (directory: PackDirectory) => PackDirectory,
): Buffer<ArrayBuffer> {
  const { directoryOffset } = decodeHeader(bytes, "", bytes.length);
  const directory = JSON.parse(bytes.toString("utf8", directoryOffset)) as PackDirectory;
  const end = encodeDirectory(change(directory));
  const header = encodeHeader({
    fileBytes: directoryOffset + end.length,
    directoryOffset,
    directoryBytes: end.length,
    directoryChecksum: crc32(end),
  });
  return Buffer.concat([header, bytes.subarray(header.length, directoryOffset), end]);
}

describe("openPack()", () => {
  /** A pack with some bytes changed, or cut. */
  async function changed(change: (bytes: Buffer) => Buffer | void): Promise<string> {
    const { path } = await packOf(SMALL);
    const bytes = await readFile(path);
    await writeFile(path, change(bytes) ?? bytes);
    return path;
  }

  test.each<[string, (bytes: Buffer) => Buffer | void, string | RegExp]>([
    [
      "no pack",
      () => Buffer.from("userId,movieId\n"),
      'it is no pack of ratings; write one with "matinee data pack"',
    ],
    ["an empty file", () => Buffer.alloc(0), "it is no pack of ratings"],
    [
      "a later version",
      (b) => {
        b.writeUInt32LE(2, 8);
        b.writeUInt32LE(crc32(b.subarray(0, 40)), 40);
      },
      "it is of version 2, and this program reads version 1",
    ],
    [
      "the other byte order",
      (b) => void b.writeUInt32BE(0x01020304, 12),
      "its numbers have the other byte order",
    ],
    ["a damaged number of its version", (b) => void (b[8]! ^= 2), "its header is damaged"],
    [
      "bytes beyond its end",
      (b) => Buffer.concat([b, Buffer.from("more")]),
      /it is damaged: (\d+) bytes were written, got (?!\1)\d+; write it again/u,
    ],
    ["a damaged header", (b) => void (b[20]! ^= 1), "its header is damaged"],
    ["a header alone", (b) => b.subarray(0, 20), "it is cut short: it has only 20 bytes"],
    ["a file cut short", (b) => b.subarray(0, -1), "it is cut short: 1"],
    ["a damaged directory", (b) => void (b[b.length - 2]! ^= 1), "its directory is damaged"],
  ])("tells of %s, naming the file and the remedy", async (_, change, message) => {
    const path = await changed(change);
    expect(() => openPack(path)).toThrow(DataError);
    expect(() => openPack(path)).toThrow(`${path}: Cannot read the pack: `);
    expect(() => openPack(path)).toThrow(message);
    expect(() => openPack(path)).toThrow('with "matinee data pack"');
  });

  test("takes no memory by a directory that tells of more than the file holds", async () => {
    for (const users of [1e9, 1e15]) {
      const path = await changed((bytes) =>
        withDirectory(bytes, (directory) => {
          const { sections } = directory;
          const userCounts = { ...sections.userCounts, bytes: 4 * users };
          return { ...directory, users, sections: { ...sections, userCounts } };
        }),
      );
      expect(() => openPack(path)).toThrow(DataError);
      expect(() => openPack(path)).toThrow("its directory is damaged");
    }
    const before = await changed((bytes) => {
      const header = decodeHeader(bytes, "", bytes.length);
      const directoryBytes = 2 ** 32 - 1;
      const directoryOffset = bytes.length - directoryBytes;
      encodeHeader({ ...header, directoryOffset, directoryBytes }).forEach(
        (b, k) => (bytes[k] = b),
      );
    });
    expect(() => openPack(before)).toThrow("its header is damaged");
  });

  test.each(["userCounts", "movieCounts"] as const)(
    "tells of %s that are not those of the buckets",
    async (name) => {
      const path = await changed((bytes) =>
        withDirectory(bytes, (directory) => {
          const { sections } = directory;
          const { offset, bytes: length } = sections[name];
          // From the first row, the busiest, to the last, of another block: the sum over all stays.
          const last = offset + length - 4;
          bytes.writeUInt32LE(bytes.readUInt32LE(offset) - 1, offset);
          bytes.writeUInt32LE(bytes.readUInt32LE(last) + 1, last);
          const checksum = crc32(bytes.subarray(offset, offset + length));
          return {
            ...directory,
            sections: { ...sections, [name]: { ...sections[name], checksum } },
          };
        }),
      );
      expect(() => openPack(path)).toThrow(DataError);
      expect(() => openPack(path)).toThrow(
        `${path}: Cannot read the pack: its counts do not agree; write it again with "matinee data pack"`,
      );
    },
  );

  test("tells of a damaged block when that is read, by name, and of no other", async () => {
    const path = await changed((bytes) => void (bytes[64]! ^= 1));
    const pack = opened(path);
    const into = buffersFor(pack);
    expect(() => pack.readBucket(0, into)).toThrow(DataError);
    expect(() => pack.readBucket(0, into, 5, 6)).toThrow(
      `${path}: Cannot read the pack: bucket 0 is damaged: its checksum is wrong; write it again with "matinee data pack"`,
    );
    pack.readBucket(1, into);
    const { offset } = pack.directory.sections.byMovie;
    const other = opened(await changed((bytes) => void (bytes[offset]! ^= 1)));
    expect(() => other.readMovies(0, into)).toThrow("block 0 of films is damaged");
    other.readMovies(1, into);
    await expect(loadPack(path)).rejects.toThrow("bucket 0 is damaged");
  });

  test("tells of damaged users, films and counts", async () => {
    const { userIds, films, userCounts } = opened((await packOf(SMALL)).path).directory.sections;
    const flip = (at: number): Promise<string> => changed((bytes) => void (bytes[at]! ^= 1));
    const ids = opened(await flip(userIds.offset + 9));
    expect(() => ids.users()).toThrow('its part "userIds" is damaged');
    expect(() => opened(ids.path).catalogue()).not.toThrow();
    const other = opened(await flip(films.offset + 100));
    expect(() => other.catalogue()).toThrow('its part "films" is damaged');
    const counts = await flip(userCounts.offset);
    expect(() => openPack(counts)).toThrow('its part "userCounts" is damaged');
  });

  test("tells what is cut off while it is open", async () => {
    const { path } = await packOf(SMALL);
    const pack = opened(path);
    await truncate(path, 70);
    expect(() => pack.readBucket(0, buffersFor(pack))).toThrow(
      "it is cut short: the file ends at 70",
    );
  });

  test("tells that a file is not there", () => {
    const path = join(temporaryFolder(), "none.pack");
    expect(() => openPack(path)).toThrow(DataError);
    expect(() => openPack(path)).toThrow("Cannot read the pack: there is no such file");
    expect(isPack(path)).toBe(false);
  });
});

describe("isPack()", () => {
  test("opens no pipe, which would wait for who writes to it (skipped without mkfifo)", async ({
    skip,
  }) => {
    const path = join(temporaryFolder(), "ratings.csv");
    if (spawnSync("sh", ["-c", 'mkfifo "$0"', path]).status !== 0) skip();
    const writer = spawn("sh", ["-c", 'echo ready; : > "$0"', path]); // waits for who reads from it
    onTestFinished(() => void writer.kill());
    await new Promise((ready) => writer.stdout.once("data", ready));
    expect(isPack(path)).toBe(false);
    const ended = new Promise((resolve) => writer.once("exit", () => resolve("opened")));
    const waited = new Promise((resolve) => setTimeout(resolve, 200, "still waiting"));
    expect(await Promise.race([ended, waited])).toBe("still waiting");
  });
});

describe("loadPack()", () => {
  test("gives way, so that a signal is heard and progress told", async () => {
    const { path } = await packOf(SMALL, { blockRows: 20 });
    const told: number[] = [];
    const stop = new AbortController();
    const onProgress = (read: number): void => void told.push(read);
    const options = { signal: stop.signal, onProgress, breathMs: 0 };
    setImmediate(() => stop.abort());
    await expect(loadPack(path, options)).rejects.toThrow(AbortedError);
    expect(told[0]).toBeGreaterThan(0);
    expect(told.at(-1)).toBeLessThan(12_000);
    const before = loadPack(path, { signal: stop.signal });
    await expect(before).rejects.toThrow("Cannot read the pack: interrupted");
  });

  test("refuses more ratings than memory takes, with a remedy for each use", async () => {
    const { path } = await packOf(SMALL);
    const loading = loadPack(path, { maxRatings: 11_999 });
    await expect(loading).rejects.toThrow(DataError);
    await expect(loading).rejects.toThrow(
      `${path}: Cannot read the pack: its 12000 ratings would take 141 KiB of memory, and at most 11999 are taken; ` +
        'learn from all of them with "matinee train" and --method gradient-descent or weighted-als, which ' +
        "read them block by block, and for anything else pack the ratings of fewer people",
    );
    expect((await loadPack(path, { maxRatings: 12_000 })).ratings.length).toBe(12_000);
  });
});
