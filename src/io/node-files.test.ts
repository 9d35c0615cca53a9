import { existsSync } from "node:fs";
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import { folderFiles, openDataFiles, readWholeFile, zipOnDisk } from "./node-files.ts";

const NO_RIGHTS = process.platform === "win32" || process.getuid?.() === 0;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "matinee-files-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

async function zipOf(contents: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(contents)) {
    await writer.add(name, new Blob([text]).stream());
  }
  return await writer.close();
}

async function expectDataError(promise: Promise<unknown>, message: string): Promise<void> {
  const error = await promise.then(
    () => expect.unreachable("it succeeded"),
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(DataError);
  expect(error).toMatchObject({ code: "E_DATA" });
  expect((error as Error).message).toBe(message);
}

describe("folderFiles()", () => {
  test("names the files in order and reads each", async () => {
    await writeFile(join(folder, "movies.csv"), "films");
    await writeFile(join(folder, "links.csv"), "");
    const files = await folderFiles(folder);
    expect(files.place).toBe(folder);
    expect(files.names).toEqual(["links.csv", "movies.csv"]);
    expect(await textOf(files.open("movies.csv"))).toBe("films");
    expect(await textOf(files.open("links.csv"))).toBe("");
  });

  test("gives chunks that do not change while others are read", async () => {
    const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) >> 4);
    await writeFile(join(folder, "big"), bytes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await folderFiles(folder)).open("big")) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks[0]?.constructor).toBe(Uint8Array);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  test("leaves out folders, hidden files and links that lead nowhere", async () => {
    await writeFile(join(folder, "u.data"), "x");
    await writeFile(join(folder, ".DS_Store"), "x");
    await mkdir(join(folder, "more"));
    if (process.platform !== "win32") await symlink("nowhere", join(folder, "link"));
    expect((await folderFiles(folder)).names).toEqual(["u.data"]);
  });

  test("goes into a folder that is all there is", async () => {
    await mkdir(join(folder, "ml-1m"));
    await mkdir(join(folder, "__MACOSX"));
    await writeFile(join(folder, "ml-1m", "ratings.dat"), "x");
    const files = await folderFiles(folder);
    expect(files.place).toBe(join(folder, "ml-1m"));
    expect(await textOf(files.open("ratings.dat"))).toBe("x");
  });

  test("refuses a name that it does not hold, even if a path leads there", async () => {
    await writeFile(join(folder, "ratings.csv"), "x");
    await mkdir(join(folder, "in"));
    await writeFile(join(folder, "in", "movies.csv"), "x");
    const files = await folderFiles(join(folder, "in"));
    expect(() => files.open("../ratings.csv")).toThrow(DataError);
    expect(() => files.open("movie.csv")).toThrow(
      `${join(folder, "in", "movie.csv")}: Cannot read the file: ` +
        'the folder holds no such file; did you mean "movies.csv"?',
    );
  });

  test("says that a file has gone since", async () => {
    await writeFile(join(folder, "u.data"), "x");
    const files = await folderFiles(folder);
    await rm(join(folder, "u.data"));
    await expectDataError(
      textOf(files.open("u.data")),
      `${join(folder, "u.data")}: Cannot read the file: there is no such file`,
    );
  });

  test("says that there is no such folder, or that it is a file", async () => {
    await writeFile(join(folder, "ratings.csv"), "x");
    await expectDataError(
      folderFiles(join(folder, "rating.csv")),
      `${join(folder, "rating.csv")}: Cannot read the folder: it does not exist; ` +
        `did you mean "${join(folder, "ratings.csv")}"?`,
    );
    await expectDataError(
      folderFiles(join(folder, "ratings.csv")),
      `${join(folder, "ratings.csv")}: Cannot read the folder: it is a file; ` +
        "name the folder that holds it",
    );
  });

  test.skipIf(NO_RIGHTS)("says that it may not be read (skipped for root, who may)", async () => {
    await mkdir(join(folder, "closed"), { mode: 0 });
    await expectDataError(
      folderFiles(join(folder, "closed")),
      `${join(folder, "closed")}: Cannot read the folder: ` +
        "there is no permission to read it; change its access rights",
    );
  });
});

describe("zipOnDisk()", () => {
  test("reads the files of an archive, without the folder around them", async () => {
    const path = join(folder, "a.zip");
    const long = "12,34,5\n".repeat(100_000);
    await writeFile(path, await zipOf({ "ml/ratings.csv": long, "ml/movies.csv": "films" }));
    const files = await zipOnDisk(path);
    try {
      expect(files.place).toBe(path);
      expect([...files.names].toSorted()).toEqual(["movies.csv", "ratings.csv"]);
      expect(await textOf(files.open("ratings.csv"))).toBe(long);
      expect(await textOf(files.open("movies.csv"))).toBe("films");
    } finally {
      await files.close();
      await files.close();
    }
  });

  test("refuses what is no archive, is cut short, is missing or is a folder", async () => {
    const path = join(folder, "a.zip");
    const bytes = await zipOf({ "ratings.csv": "1,2,3\n".repeat(1000) });
    await writeFile(path, "no archive at all, but some text that is long enough");
    await expect(zipOnDisk(path)).rejects.toBeInstanceOf(DataError);
    await writeFile(path, bytes.subarray(0, bytes.length - 30));
    await expect(zipOnDisk(path)).rejects.toBeInstanceOf(DataError);
    await expectDataError(
      zipOnDisk(folder),
      `${folder}: Cannot read the archive: it is a folder; name a ZIP file`,
    );
    await expectDataError(
      zipOnDisk(join(folder, "none", "a.zip")),
      `${join(folder, "none", "a.zip")}: Cannot read the archive: it does not exist, ` +
        `because there is no folder "${join(folder, "none")}"`,
    );
  });

  test("finds an archive that is cut while it is open", async () => {
    const path = join(folder, "a.zip");
    await writeFile(path, await zipOf({ "ratings.csv": crypto.randomUUID().repeat(1000) }));
    const files = await zipOnDisk(path);
    await truncate(path, 60);
    await expect(textOf(files.open("ratings.csv"))).rejects.toBeInstanceOf(DataError);
    await files.close();
  });
});

describe("openDataFiles()", () => {
  test("takes a folder and an archive, whatever the archive is called", async () => {
    const path = join(folder, "archive.bin");
    await writeFile(path, await zipOf({ "u.data": "x" }));
    const archive = await openDataFiles(path);
    expect(await textOf(archive.open("u.data"))).toBe("x");
    await archive.close();
    const files = await openDataFiles(folder);
    expect(files.names).toEqual(["archive.bin"]);
    await files.close();
  });

  test.each(["userId,movieId,rating\n", "PK", ""])("refuses a file that holds %j", async (text) => {
    const path = join(folder, "ratings.txt");
    await writeFile(path, text);
    await expectDataError(
      openDataFiles(path),
      `${path}: Cannot read the data: it is neither a folder nor a ZIP archive, ` +
        "nor does its name end in .csv or .parquet; name the folder that holds it",
    );
  });

  test.each(["mine.csv", "MINE.PARQUET"])("takes %s by itself for ratings", async (name) => {
    await writeFile(join(folder, name), "userId,movieId,rating\n");
    await writeFile(join(folder, "movies.csv"), "movieId,title\n");
    const files = await openDataFiles(join(folder, name));
    expect([files.names, files.ratingsFile]).toEqual([[name], name]);
    expect(await textOf(files.open(name))).toBe("userId,movieId,rating\n");
    expect(() => files.open("movies.csv")).toThrow("holds no such file");
    await files.close();
  });

  test("takes an archive for one, though it is called a table", async () => {
    const path = join(folder, "ratings.csv");
    await writeFile(path, await zipOf({ "u.data": "x" }));
    const files = await openDataFiles(path);
    expect([files.names, files.ratingsFile]).toEqual([["u.data"], undefined]);
    await files.close();
  });

  test("opens a file to be read at any offset", async () => {
    await writeFile(join(folder, "u.data"), "0123456789");
    const file = (await (await folderFiles(folder)).openAt!("u.data"))!;
    const target = new Uint8Array(4);
    expect([file.size, await file.read(target, 3)]).toEqual([10, 4]);
    expect(new TextDecoder().decode(target)).toBe("3456");
    expect([await file.read(target, 8), await file.read(target, 10)]).toEqual([2, 0]);
    await file.close();
    await file.close();
    await expect((await folderFiles(folder)).openAt!("u.date")).rejects.toThrow(
      'did you mean "u.data"?',
    );
  });

  test("suggests the nearest name for one that is not there", async () => {
    await mkdir(join(folder, "ml-100k"));
    await expectDataError(
      openDataFiles(join(folder, "ml-10k")),
      `${join(folder, "ml-10k")}: Cannot read the data: it does not exist; ` +
        `did you mean "${join(folder, "ml-100k")}"?`,
    );
  });
});

describe("readWholeFile()", () => {
  test("gives all bytes, in memory of their own", async () => {
    const path = join(folder, "a.csv");
    const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * 31) >> 4);
    await writeFile(path, bytes);
    const read = await readWholeFile(path);
    expect(read.constructor).toBe(Uint8Array);
    expect(read.buffer.byteLength).toBe(bytes.length);
    expect(Buffer.from(bytes).equals(read)).toBe(true);
  });

  test("suggests the nearest name for a missing file", async () => {
    await writeFile(join(folder, "ratings.csv"), "x");
    await expectDataError(
      readWholeFile(join(folder, "ratngs.csv")),
      `${join(folder, "ratngs.csv")}: Cannot read the file: it does not exist; ` +
        `did you mean "${join(folder, "ratings.csv")}"?`,
    );
    await expectDataError(
      readWholeFile(join(folder, "watched-films.json")),
      `${join(folder, "watched-films.json")}: Cannot read the file: it does not exist, ` +
        `nor does a similar name in the folder "${folder}"`,
    );
  });

  test("refuses a folder and an empty file", async () => {
    await expectDataError(
      readWholeFile(folder),
      `${folder}: Cannot read the file: it is a folder; name a file in it`,
    );
    const path = join(folder, "a.csv");
    await writeFile(path, "");
    await expectDataError(readWholeFile(path), `${path}: Cannot read the file: it is empty`);
  });

  test("takes a file of exactly the limit and refuses one byte more", async () => {
    const path = join(folder, "a.csv");
    await writeFile(path, "x".repeat(2048));
    expect((await readWholeFile(path, 2048)).length).toBe(2048);
    await appendFile(path, "x");
    await expectDataError(
      readWholeFile(path, 2048),
      `${path}: Cannot read the file: it holds more than the 2.0 KiB that are taken; ` +
        "check that it is the right file",
    );
  });

  test("takes 256 MiB at most where nothing else is said", async () => {
    const path = join(folder, "a.csv");
    const handle = await open(path, "w");
    await handle.truncate(2 ** 30); // sparse: it takes no room
    await handle.close();
    await expectDataError(
      readWholeFile(path),
      `${path}: Cannot read the file: it holds more than the 256 MiB that are taken; ` +
        "check that it is the right file",
    );
  });

  test("says that a part of the path is a file", async () => {
    const path = join(folder, "a.csv");
    await writeFile(path, "x");
    await expectDataError(
      readWholeFile(join(path, "b.csv")),
      `${join(path, "b.csv")}: Cannot read the file: a part of its path is a file, not a folder`,
    );
  });

  test.skipIf(!existsSync("/dev/zero"))("stops at the limit on a device without end", async () => {
    await expect(readWholeFile("/dev/zero", 1000)).rejects.toThrow("more than the 1000 bytes");
  });

  test.skipIf(NO_RIGHTS)("says that it may not be read (skipped for root, who may)", async () => {
    const path = join(folder, "a.csv");
    await writeFile(path, "x", { mode: 0 });
    await expectDataError(
      readWholeFile(path),
      `${path}: Cannot read the file: ` +
        "there is no permission to read it; change its access rights",
    );
    await expect(readFile(path)).rejects.toThrow("EACCES");
  });
});
