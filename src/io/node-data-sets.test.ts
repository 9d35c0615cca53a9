import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  AbortedError,
  DataError,
  DataSetError,
  DownloadError,
  WriteError,
} from "../core/errors.ts";
import { DATA_SETS } from "./data-sets.ts";
import {
  findDataSet,
  getDataSet,
  listDataSets,
  openDataSet,
  type FindDataSetOptions,
} from "./node-data-sets.ts";

const NAME = "ml-latest-small"; // its checksum is not fixed, so a tiny archive can stand for it
const CONTENTS = {
  [`${NAME}/ratings.csv`]:
    "userId,movieId,rating,timestamp\n1,10,4.0,964982703\n2,10,3.5,964982931\n2,20,5.0,964982400\n",
  [`${NAME}/movies.csv`]:
    'movieId,title,genres\n10,Fargo (1996),Comedy|Crime\n20,"Matrix, The (1999)",Action\n',
  [`${NAME}/links.csv`]: "movieId,imdbId,tmdbId\n10,0116282,275\n20,0133093,603\n",
  [`${NAME}/README.txt`]: "Terms\n",
  [`${NAME}/tags.csv`]: "userId,movieId,tag,timestamp\n",
};

let root: string;
let cwd: string;
let cache: string;
let env: Record<string, string | undefined>;
let server: Server | undefined;
let asked: string[];
let shelf: Map<string, Uint8Array | string>;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "matinee-sets-"));
  cwd = join(root, "work", "project");
  await mkdir(cwd, { recursive: true });
  cache = join(root, "cache", "matinee");
  env = { XDG_CACHE_HOME: join(root, "cache"), HOME: root };
  asked = [];
  shelf = new Map();
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server === undefined ? done(0) : server.close(done)));
  server = undefined;
  await rm(root, { recursive: true, force: true });
});

/** A mirror on loopback that gives what is on the shelf; `env` leads to it. */
async function openMirror(): Promise<void> {
  server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    asked.push(name);
    const content = shelf.get(name);
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { etag: '"1"' }).end(content);
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  env["MATINEE_MIRROR"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function zipOf(contents: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(contents)) {
    await writer.add(name, new Blob([text]).stream());
  }
  return await writer.close();
}

/** Puts an archive on the shelf with its checksum beside it. */
async function shelve(contents: Readonly<Record<string, string>> = CONTENTS): Promise<void> {
  const zip = await zipOf(contents);
  shelf.set(`${NAME}.zip`, zip);
  const md5 = createHash("md5").update(zip).digest("hex");
  shelf.set(`${NAME}.zip.md5`, `MD5 (${NAME}.zip) = ${md5}\n`);
}

async function putFolder(parent: string): Promise<string> {
  const folder = join(parent, NAME);
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries(CONTENTS)) {
    await writeFile(join(folder, path.slice(NAME.length + 1)), text);
  }
  return folder;
}

async function putZip(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  await writeFile(join(parent, `${NAME}.zip`), await zipOf(CONTENTS));
  return join(parent, `${NAME}.zip`);
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return await promise.then(
    () => expect.unreachable("it succeeded"),
    (error: Error) => error,
  );
}

describe("findDataSet()", () => {
  const find = (nameOrPath: string): ReturnType<typeof findDataSet> =>
    findDataSet(nameOrPath, { env, cwd });

  test("finds nothing where there is nothing, nor under a name that is not known", async () => {
    expect(await find(NAME)).toBeUndefined();
    expect(await find("other")).toBeUndefined();
  });

  test("takes a path that exists as it is, before a name", async () => {
    await putFolder(join(cwd, "data"));
    const folder = await putFolder(cwd);
    expect(await find(NAME)).toEqual({ path: folder, origin: "path" });
    expect(await find(folder)).toEqual({ path: folder, origin: "path" });
    const zip = await putZip(join(cwd, "zips"));
    expect(await find(`zips/${NAME}.zip`)).toEqual({ path: zip, origin: "path" });
  });

  test("looks in MATINEE_DATA, ./data, ../shared/data and the cache, in this order", async () => {
    const places = [
      [join(root, "first"), "MATINEE_DATA"],
      [join(cwd, "second"), "MATINEE_DATA"],
      [join(cwd, "data"), "./data"],
      [join(root, "work", "shared", "data"), "../shared/data"],
      [cache, "cache"],
    ] as const;
    env["MATINEE_DATA"] = ["", join(root, "first"), "second"].join(delimiter);
    for (const [parent] of places) await putFolder(parent);
    for (const [parent, origin] of places) {
      expect(await find(NAME)).toEqual({ path: join(parent, NAME), origin });
      await rm(parent, { recursive: true });
    }
    expect(await find(NAME)).toBeUndefined();
  });

  test("finds an archive, and a folder before it", async () => {
    const zip = await putZip(join(cwd, "data"));
    expect(await find(NAME)).toEqual({ path: zip, origin: "./data" });
    const folder = await putFolder(join(cwd, "data"));
    expect(await find(NAME)).toEqual({ path: folder, origin: "./data" });
  });

  test("passes over a folder of the cache that has lost a file", async () => {
    const folder = await putFolder(cache);
    await rm(join(folder, "movies.csv"));
    expect(await find(NAME)).toBeUndefined();
  });
});

describe("listDataSets()", () => {
  test("tells of each known set where it is, if it is", async () => {
    const folder = await putFolder(join(cwd, "data"));
    const listed = await listDataSets({ env, cwd });
    expect(listed.map(({ info }) => info)).toEqual(DATA_SETS);
    for (const { info, found } of listed) {
      const wanted = info.name === NAME ? { path: folder, origin: "./data" } : undefined;
      expect(found).toEqual(wanted);
    }
  });
});

describe("getDataSet()", () => {
  test("downloads, compares the checksum, unpacks what is wanted and removes the archive", async () => {
    await shelve();
    await openMirror();
    const calls: [number, number][] = [];
    const onProgress = (received: number, total: number): void => {
      calls.push([received, total]);
    };
    const got = await getDataSet(NAME, { env, onProgress });
    expect(got).toEqual({ path: join(cache, NAME), downloaded: true, verified: true });
    expect(await readdir(cache)).toEqual([NAME]);
    expect((await readdir(got.path)).toSorted()).toEqual([
      "README.txt",
      "links.csv",
      "movies.csv",
      "ratings.csv",
    ]);
    const ratings = await readFile(join(got.path, "ratings.csv"), "utf8");
    expect(ratings).toBe(CONTENTS[`${NAME}/ratings.csv`]);
    expect(asked).toEqual([`${NAME}.zip.md5`, `${NAME}.zip`]);
    expect(calls.at(-1)?.[0]).toBe(shelf.get(`${NAME}.zip`)?.length);
  });

  test("uses the cache the second time", async () => {
    await shelve();
    await openMirror();
    await getDataSet(NAME, { env });
    asked.length = 0;
    const got = await getDataSet(NAME, { env });
    expect(got).toEqual({ path: join(cache, NAME), downloaded: false, verified: undefined });
    expect(asked).toEqual([]);
  });

  test("makes a folder of the cache anew that has lost a file", async () => {
    await shelve();
    await openMirror();
    await getDataSet(NAME, { env });
    await rm(join(cache, NAME, "movies.csv"));
    expect((await getDataSet(NAME, { env })).downloaded).toBe(true);
    expect(await readdir(join(cache, NAME))).toContain("movies.csv");
    expect(await readdir(cache)).toEqual([NAME]);
  });

  test("called twice at once downloads once, and both get all", async () => {
    await shelve();
    await openMirror();
    let waits = 0;
    const onWait = (): void => void waits++;
    const got = await Promise.all([
      getDataSet(NAME, { env, onWait }),
      getDataSet(NAME, { env, onWait }),
    ]);
    expect(got.map(({ downloaded }) => downloaded).toSorted()).toEqual([false, true]);
    expect(waits).toBe(1);
    expect(asked).toEqual([`${NAME}.zip.md5`, `${NAME}.zip`]);
    expect(await readdir(cache)).toEqual([NAME]);
  });

  test("unpacks an archive whose unpacking was interrupted", async () => {
    await putZip(cache);
    const got = await getDataSet(NAME, { env });
    expect(got).toMatchObject({ downloaded: false, verified: undefined });
    expect(await readdir(cache)).toEqual([NAME]);
  });

  test("says so where no checksum is published", async () => {
    await shelve();
    shelf.delete(`${NAME}.zip.md5`);
    await openMirror();
    expect(await getDataSet(NAME, { env })).toMatchObject({ downloaded: true, verified: false });
  });

  test("refuses an archive with a wrong checksum, fixed or published", async () => {
    await shelve();
    shelf.set(`${NAME}.zip.md5`, `${"0".repeat(32)}  ${NAME}.zip\n`);
    shelf.set("ml-100k.zip", shelf.get(`${NAME}.zip`)!);
    await openMirror();
    for (const name of [NAME, "ml-100k"]) {
      const error = await failureOf(getDataSet(name, { env }));
      expect(error).toBeInstanceOf(DownloadError);
      expect(error.message).toContain("its MD5 checksum must be");
    }
    expect(await readdir(cache)).toEqual([]);
  });

  test("refuses a checksum file that holds none", async () => {
    await shelve();
    shelf.set(`${NAME}.zip.md5`, "<html>Please log in</html>");
    await openMirror();
    const error = await failureOf(getDataSet(NAME, { env }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain(".md5\": it does not hold the archive's MD5 checksum");
  });

  test.each([
    ["lacks a file", { "ml/ratings.csv": "x" }, "it does not hold movies.csv"],
    ["is no archive", undefined, ""],
    [
      "has an entry that leads out of the folder",
      { ...CONTENTS, "../../evil.csv": "x" },
      "evil.csv",
    ],
  ])("refuses an archive that %s, and leaves nothing", async (_, contents, words) => {
    await shelve(contents);
    if (contents === undefined)
      shelf.set(`${NAME}.zip`, "no archive, but as long as a short one is");
    if (contents === undefined) shelf.delete(`${NAME}.zip.md5`);
    await openMirror();
    const error = await failureOf(getDataSet(NAME, { env }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error.cause).toBeInstanceOf(DataError);
    expect(error.message).toContain(`Cannot unpack the data set "${NAME}": `);
    expect(error.message).toContain(words);
    expect(await readdir(cache)).toEqual([]);
    expect((await readdir(root)).toSorted()).toEqual(["cache", "work"]);
  });

  test("says of a web page in the place of the archive what it is, once, and that it is gone", async () => {
    shelf.set(`${NAME}.zip`, `<!DOCTYPE html><title>Sign in</title>${" ".repeat(100)}`);
    await openMirror();
    const error = await failureOf(getDataSet(NAME, { env }));
    expect(error.message).toBe(
      `Cannot unpack the data set "${NAME}": it is a web page and no ZIP archive; the archive has been removed, run it again`,
    );
  });

  test("sweeps what killed runs left of this set, and nothing else", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await shelve();
    await openMirror();
    const swept = join(cache, `.${NAME}.${pid}.0a1b2c3d.part`);
    await mkdir(swept, { recursive: true });
    await writeFile(join(swept, "movies.csv"), "half");
    const kept = [
      `.${NAME}.${process.pid}.0a1b2c3d.part`, // of a process that lives
      `.ml-latest.${pid}.0a1b2c3d.part`, // another set's, whose lock is not held
      `.${NAME}.${pid}.part`,
    ];
    for (const name of kept) await writeFile(join(cache, name), "");
    await getDataSet(NAME, { env });
    expect((await readdir(cache)).toSorted()).toEqual([...kept, NAME].toSorted());
  });

  test.each(["matinee", "cache"])(
    "names the remedy for a file in the place of %s",
    async (name) => {
      const file = name === "matinee" ? cache : join(root, "cache");
      await mkdir(join(file, ".."), { recursive: true });
      await writeFile(file, "");
      const error = await failureOf(openDataSet(NAME, { env, cwd }));
      expect(error).toBeInstanceOf(DataSetError);
      expect(error).toMatchObject({ code: "E_DATA_SET" });
      expect(error.cause).toBeInstanceOf(WriteError);
      expect(error.message).toContain(`the cache folder "${cache}" cannot be written: `);
      expect(error.message).toMatch(
        /; set XDG_CACHE_HOME to a folder that can be written, or put the set under \.\/data$/,
      );
      expect(error.message).not.toContain("EEXIST");
    },
  );

  test("refuses an option that there is not, naming the nearest", async () => {
    const wrong = { env, bsaeUrl: "x" };
    const error = await failureOf(getDataSet(NAME, wrong));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe(
      'Cannot get the data set: "bsaeUrl" is not an option; did you mean "baseUrl"?',
    );
  });

  test("asks for a name where it is given a path that exists", async () => {
    const error = await failureOf(getDataSet(root, { env }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error.message).toContain(
      `Cannot get the data set "${root}": a name is wanted, and this is a folder; `,
    );
  });

  test("takes a mirror that is given before the one of the environment", async () => {
    await shelve();
    await openMirror();
    const baseUrl = env["MATINEE_MIRROR"] ?? "";
    env["MATINEE_MIRROR"] = "http://127.0.0.1:9/nothing";
    expect((await getDataSet(NAME, { env, baseUrl })).downloaded).toBe(true);
  });

  test("stops when the signal is set", async () => {
    await openMirror();
    const error = await failureOf(getDataSet(NAME, { env, signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(await readdir(cache)).toEqual([]);
  });

  test("suggests the nearest name for one that is not known", async () => {
    const error = await failureOf(getDataSet("ml-10k", { env }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error).toMatchObject({ code: "E_DATA_SET" });
  });
});

describe("openDataSet()", () => {
  test("reads a set by its name, a folder and an archive", async () => {
    const folder = await putFolder(join(cwd, "data"));
    const zip = await putZip(join(cwd, "zips"));
    for (const [nameOrPath, path] of [
      [NAME, folder],
      [`data/${NAME}`, folder],
      [`zips/${NAME}.zip`, zip],
    ] as const) {
      const opened = await openDataSet(nameOrPath, { env, cwd, download: false });
      expect(opened.path).toBe(path);
      expect(opened.files.names).toContain("ratings.csv");
      expect(opened.dataSet.ratings.length).toBe(3);
      await opened.files.close();
    }
  });

  test("reads a file of ratings by its path, with films named by their ids", async () => {
    const path = join(cwd, "mine.csv");
    await writeFile(path, "userId,movieId,rating\nann,Fargo (1996),4.5\nbob,Heat,3\n");
    await writeFile(join(cwd, "links.csv"), "nothing that anybody reads\n");
    const { dataSet, files, path: found } = await openDataSet("mine.csv", { env, cwd });
    expect([dataSet.name, found]).toEqual(["Ratings in mine.csv", path]);
    expect(dataSet.catalogue.at(0)).toMatchObject({ title: "Fargo", year: 1996 });
    expect([...dataSet.ratings.value]).toEqual([4.5, 3]);
    await files.close();
    await writeFile(path, "userId,movieId,rating\nann,Fargo (1996),7\n");
    await expect(openDataSet("mine.csv", { env, cwd })).rejects.toThrow(
      `${path}:2:3: Cannot read the ratings`,
    );
  });

  test("downloads a set that is not on this machine", async () => {
    await shelve();
    await openMirror();
    let received = 0;
    const onDownload = (bytes: number): void => void (received = bytes);
    const opened = await openDataSet(NAME, { env, cwd, onDownload });
    expect(opened.path).toBe(join(cache, NAME));
    expect(opened.dataSet.ratings.length).toBe(3);
    expect(received).toBeGreaterThan(0);
    await opened.files.close();
  });

  const remedy =
    "Put its folder or ZIP under ./data, name its parent folder in MATINEE_DATA, " +
    "or pass it with --data DIR";

  test("says in three lines what was tried and what to do when it cannot be had", async () => {
    env["MATINEE_MIRROR"] = "http://127.0.0.1:9";
    env["MATINEE_DATA"] = join(root, "films");
    const refused: typeof fetch = () => {
      const cause = Object.assign(new Error("x"), { code: "ENOTFOUND" });
      return Promise.reject(new TypeError("fetch failed", { cause }));
    };
    const error = await failureOf(openDataSet("ml-1m", { env, cwd, fetch: refused }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error).toMatchObject({ code: "E_DATA_SET" });
    expect(error.cause).toBeInstanceOf(DownloadError);
    expect(error.message.split("\n")).toEqual([
      `Cannot get the data set "ml-1m": it is in none of ${join(root, "films")}, ./data, ` +
        `../shared/data, ${cache}`,
      'Not downloaded either: Cannot download "http://127.0.0.1:9/ml-1m.zip": ' +
        'the name "127.0.0.1:9" cannot be resolved; check the network connection',
      remedy,
    ]);
  });

  test("says so when it may not be downloaded", async () => {
    const error = await failureOf(openDataSet(NAME, { env, cwd, download: false }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error.cause).toBeUndefined();
    expect(error.message).toContain("\nNot downloaded either: downloading it was not allowed\n");
    expect(error.message).toContain(remedy);
  });

  test("suggests the nearest name, and lists all, for one that is not known", async () => {
    const error = await failureOf(openDataSet("ml-10k", { env, cwd }));
    expect(error).toBeInstanceOf(DataSetError);
    expect(error.message).toBe(
      'Cannot find the data set "ml-10k": it is neither a folder or ZIP nor a known name; ' +
        'did you mean "ml-100k"?\n' +
        "Known names: ml-100k, ml-1m, ml-10m, ml-20m, ml-25m, ml-32m, ml-latest-small, ml-latest",
    );
  });

  test("refuses an option that there is not, naming the nearest", async () => {
    const wrong = { env, cwd, dowload: false };
    const error = await failureOf(openDataSet(NAME, wrong));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe(
      'Cannot open the data set: "dowload" is not an option; did you mean "download"?',
    );
  });

  test("passes on that a file of a folder cannot be used", async () => {
    const folder = await putFolder(join(cwd, "data"));
    await rm(join(folder, "ratings.csv"));
    const options: FindDataSetOptions = { env, cwd };
    expect(await failureOf(openDataSet(NAME, options))).toBeInstanceOf(DataError);
  });
});
