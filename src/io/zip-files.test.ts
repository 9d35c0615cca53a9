import { crc32, constants, deflateRawSync } from "node:zlib";
import { BlobWriter, Reader, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { describe, expect, test } from "vitest";
import { handmade } from "../../test/support/handmade-zip.ts";
import { DataError } from "../core/errors.ts";
import { loadMovieLens } from "./movielens.ts";
import type { ZipLimits } from "./zip-files.ts";
import { zipFiles } from "./zip-files.ts";

interface Packed {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly password?: string;
  readonly level?: number;
}

async function zipped(...entries: readonly Packed[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const { name, content = "", password, level = 5 } of entries) {
    const reader =
      typeof content === "string" ? new TextReader(content) : new Uint8ArrayReader(content);
    await writer.add(name, reader, { level, ...(password === undefined ? {} : { password }) });
  }
  return await writer.close();
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function refusal(source: Blob | Reader<unknown>, limits?: ZipLimits): Promise<DataError> {
  const error: unknown = await (async () => {
    const files = await zipFiles(source, "x.zip", limits);
    for await (const chunk of files.open(files.names[0]!)) void chunk;
  })().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

describe("zipFiles() reads", () => {
  test("files, without the folder that wraps them", async () => {
    const archive = await zipped(
      { name: "ml-100k/" },
      { name: "ml-100k/u.data", content: "1\t1\t5\n" },
      { name: "ml-100k/u.item", content: "x" },
      { name: "__MACOSX/ml-100k/._u.data", content: "junk" },
      { name: "ml-100k/.DS_Store", content: "junk" },
    );
    const files = await zipFiles(archive, "ml-100k.zip");
    expect([files.place, files.names]).toEqual(["ml-100k.zip", ["u.data", "u.item"]]);
    expect(await textOf(files.open("u.data"))).toBe("1\t1\t5\n");
    await files.close();
  });

  test.each([
    ["no folder", ["ratings.csv", "likes/films.csv"], ["ratings.csv", "likes/films.csv"]],
    ["two folders", ["a/ratings.csv", "b/ratings.csv"], ["a/ratings.csv", "b/ratings.csv"]],
    ["folders in a folder", ["a/b/x.csv", "a/c/x.csv"], ["b/x.csv", "c/x.csv"]],
    ["a folder called .", ["./ratings.csv", "./movies.csv"], ["ratings.csv", "movies.csv"]],
    ["nothing", [], []],
  ])("archives with %s around", async (_, paths, names) => {
    const files = await zipFiles(await zipped(...paths.map((name) => ({ name }))), "x.zip");
    expect(files.names).toEqual(names);
  });

  test("files that are not packed, empty ones, and names beyond ASCII", async () => {
    const archive = await zipped(
      { name: "Amélie.txt", content: "stored", level: 0 },
      { name: "empty.txt", content: "" },
    );
    const files = await zipFiles(archive, "x.zip");
    expect(await textOf(files.open("Amélie.txt"))).toBe("stored");
    expect(await textOf(files.open("empty.txt"))).toBe("");
  });

  test("a file as often as it is opened, also at the same time", async () => {
    const content = "ratings ".repeat(100_000);
    const files = await zipFiles(await zipped({ name: "a", content }, { name: "b" }), "x.zip");
    const [one, other] = await Promise.all([textOf(files.open("a")), textOf(files.open("a"))]);
    expect(one === content && other === content).toBe(true);
    expect(await textOf(files.open("a"))).toBe(content);
  });

  test("and tells what a file unpacks to before it is", async () => {
    const files = await zipFiles(await zipped({ name: "a", content: "x".repeat(999) }), "x.zip");
    expect(files.size("a")).toBe(999);
    expect(() => files.size("b")).toThrow('it does not hold "b"');
  });

  test("no further when a reader stops early, and leaves nothing behind", async () => {
    const content = new Uint8Array(20_000_000);
    const files = await zipFiles(await zipped({ name: "a", content }), "x.zip");
    for await (const chunk of files.open("a")) {
      expect(chunk.length).toBeLessThan(content.length);
      break;
    }
    expect((await textOf(files.open("a"))).length).toBe(content.length);
  });

  test("a whole data set", async () => {
    const archive = await zipped(
      { name: "ml-25m/ratings.csv", content: "userId,movieId,rating\n1,7,4.5\n" },
      { name: "ml-25m/movies.csv", content: "movieId,title,genres\n7,Heat (1995),Crime\n" },
    );
    const { name, ratings } = await loadMovieLens(await zipFiles(archive, "ml-25m.zip"));
    expect([name, ratings.length]).toEqual(["MovieLens 25M", 1]);
  });

  test("from any reader of bytes, without a type of zip.js or a Blob", async () => {
    const bytes = await bytesOf(await zipped({ name: "u.data", content: "1\t1\t5\n" }));
    const reader = {
      size: bytes.length,
      readUint8Array: (index: number, length: number) =>
        Promise.resolve(bytes.slice(index, index + length)),
    };
    const files = await zipFiles(reader, "x.zip");
    expect(await textOf(files.open("u.data"))).toBe("1\t1\t5\n");
  });

  test("from the readers of zip.js", async () => {
    const bytes = await bytesOf(await zipped({ name: "u.data", content: "1\t1\t5\n" }));
    const files = await zipFiles(new Uint8ArrayReader(bytes), "x.zip");
    expect(await textOf(files.open("u.data"))).toBe("1\t1\t5\n");
  });
});

describe("zipFiles() refuses", () => {
  test.each([
    ["text", new Blob(["userId,movieId,rating\n1,2,3\n"])],
    ["nothing", new Blob([])],
    ["a few bytes", new Blob(["PK"])],
  ])("%s in the place of a ZIP archive", async (_, source) => {
    const error = await refusal(source);
    expect([error.code, error.file]).toEqual(["E_DATA", "x.zip"]);
    expect(error.message).toBe("x.zip: Cannot read the archive: it is no ZIP archive");
  });

  test("an archive that is cut short, wherever", async () => {
    const whole = await bytesOf(
      await zipped({ name: "a.txt", content: "a".repeat(99) }, { name: "b.txt", content: "b" }),
    );
    for (let length = 4; length < whole.length; length += 7) {
      const error = await refusal(new Blob([whole.subarray(0, length)]));
      expect(error.message).toBe(
        "x.zip: Cannot read the archive: it is cut short, its list of files is missing; get it anew",
      );
    }
  });

  test.each([0, 5])("bytes that do not have their checksum, packed at level %i", async (level) => {
    const text = "ratings and more ratings";
    const whole = await bytesOf(await zipped({ name: "a.txt", content: text, level }));
    const crc = new DataView(new ArrayBuffer(4));
    crc.setUint32(0, crc32(text), true);
    for (let at = 0; at < whole.length - 4; at++) {
      if (crc.getUint32(0) === new DataView(whole.buffer).getUint32(at)) whole[at]! ^= 1;
    }
    const error = await refusal(new Blob([whole]));
    expect(error.file).toBe("x.zip/a.txt");
    expect(error.message).toBe(
      "x.zip/a.txt: Cannot read the archive: the unpacked bytes do not match their checksum (CRC-32) or length; get it anew",
    );
  });

  test("bytes that were changed, and packed bytes that make no sense", async () => {
    const content = "ratings and more ratings";
    const stored = await bytesOf(await zipped({ name: "a.txt", content, level: 0 }));
    stored[new TextDecoder("latin1").decode(stored).indexOf(content)]! ^= 0xff;
    expect((await refusal(new Blob([stored]))).message).toContain("checksum (CRC-32)");
    const junk = handmade("a.txt", [new Uint8Array(100).fill(0xff)], { size: 100 });
    expect((await refusal(junk)).message).toMatch(/checksum|are damaged/u);
  });

  test("an encrypted file", async () => {
    const error = await refusal(
      await zipped({ name: "a.txt" }, { name: "u.data", content: "1", password: "secret" }),
    );
    expect(error.message).toBe(
      'x.zip: Cannot read the archive: "u.data" is encrypted; pack it anew without a password',
    );
  });

  test.each([
    ["../x.txt", 'a step up ("..")', '"../x.txt"'],
    ["a/../../x.txt", 'a step up ("..")', '"a/../../x.txt"'],
    ["a/..", 'a step up ("..")', '"a/.."'],
    ["/etc/passwd", "a path from the root", '"/etc/passwd"'],
    ["..\\x.txt", "a backslash", '"..\\x.txt"'],
    ["\\\\server\\x.txt", "a backslash", '"\\\\server\\x.txt"'],
    ["C:/x.txt", "a drive letter", '"C:/x.txt"'],
    ["c:x.txt", "a drive letter", '"c:x.txt"'],
    ["u.data\0.txt", "a control character", '"u.data\\u0000.txt"'],
  ])("a name that leads elsewhere: %j", async (name, found, shown) => {
    const error = await refusal(handmade(name, [], { size: 0, method: 0 }));
    expect(error.message).toBe(
      `x.zip: Cannot read the archive: its names must stay within it, got ${found} in ${shown}`,
    );
  });

  test("a name that stands twice", async () => {
    const archive = await zipped({ name: "a/x" }, { name: "a//x" });
    expect((await refusal(archive)).message).toContain('it holds "a/x" twice');
  });

  test("too many entries", async () => {
    const archive = await zipped({ name: "a/" }, { name: "a/b" }, { name: "a/c" });
    expect((await zipFiles(archive, "x.zip", { maxEntries: 3 })).names).toEqual(["b", "c"]);
    expect((await refusal(archive, { maxEntries: 2 })).message).toBe(
      "x.zip: Cannot read the archive: it may hold at most 2 entries, got more",
    );
  });

  test("more bytes than may be, as declared", async () => {
    const archive = await zipped({ name: "a", content: "12345" }, { name: "b", content: "6789" });
    expect((await zipFiles(archive, "x.zip", { maxBytes: 9 })).names).toEqual(["a", "b"]);
    expect((await refusal(archive, { maxBytes: 8 })).message).toBe(
      "x.zip: Cannot read the archive: it may unpack to at most 8 bytes, got 9 bytes or more",
    );
  });

  test("a way of packing that it does not know", async () => {
    const archive = handmade("a", [new Uint8Array(9)], { size: 9, method: 12 });
    expect((await refusal(archive)).message).toContain(
      "it must be packed by deflate or not at all",
    );
  });

  test("a file that is shorter than declared", async () => {
    const archive = handmade("a", [deflateRawSync(new Uint8Array(9))], {
      size: 10,
      crc: crc32(new Uint8Array(9)),
    });
    expect((await refusal(archive)).message).toMatch(/or length|another number of bytes/u);
  });

  test("an archive that its reader cannot read", async () => {
    class BrokenReader extends Reader<undefined> {
      override size = 1_000_000;
      override readUint8Array(): Promise<Uint8Array> {
        return Promise.reject(new RangeError("the disk is gone"));
      }
    }
    const error = await refusal(new BrokenReader(undefined));
    expect(error.message).toBe(
      "x.zip: Cannot read the archive: it is damaged or cannot be read (the disk is gone)",
    );
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("two files that share their bytes", async () => {
    const one = await bytesOf(await zipped({ name: "a", content: "x".repeat(99), level: 0 }));
    const view = new DataView(one.buffer);
    const at = one.length - 22;
    const [length, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const record = one.slice(offset, offset + length);
    record[46] = 0x62; // the second name is b
    const end = one.slice(at);
    const endView = new DataView(end.buffer);
    endView.setUint16(8, 2, true);
    endView.setUint16(10, 2, true);
    endView.setUint32(12, 2 * length, true);
    const files = await zipFiles(new Blob([one.subarray(0, at), record, end]), "x.zip");
    expect(files.names).toEqual(["a", "b"]);
    expect(await textOf(files.open("a"))).toBe("x".repeat(99));
    await expect(textOf(files.open("b"))).rejects.toThrow("two files of it share their bytes");
  });

  test("a name that is not in it, and names the nearest", async () => {
    const files = await zipFiles(await zipped({ name: "ratings.csv" }), "x.zip");
    expect(() => files.open("rating.csv")).toThrow(
      'x.zip: Cannot read the archive: it does not hold "rating.csv"; did you mean "ratings.csv"?',
    );
    await expect(zipFiles(new Blob([]), "x.zip", { maxEntries: 0 })).rejects.toThrow(RangeError);
    await expect(zipFiles(new Blob([]), "x.zip", { maxBytes: -1 })).rejects.toThrow(RangeError);
  });

  test.each(["<!DOCTYPE html><title>Sign in</title>", "\n <html><body>Sign in</body></html>"])(
    "the web page %j, and says what it is",
    async (page) => {
      const error = await refusal(new Blob([page.padEnd(100)]));
      expect(error.message).toBe(
        "x.zip: Cannot read the archive: it is a web page and no ZIP archive",
      );
    },
  );
});

describe("zipFiles() and an archive of 10 MB that unpacks to 10 GB", () => {
  const blockBytes = 16 * 2 ** 20;
  const block = deflateRawSync(new Uint8Array(blockBytes), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const blocks = 640;
  const data = [...Array.from({ length: blocks }, () => block), Uint8Array.of(3, 0)];

  test("is a valid archive, since a smaller one of the same make is read", async () => {
    const zeros = new Uint8Array(2 * blockBytes);
    const files = await zipFiles(
      handmade("zeros", [block, block, Uint8Array.of(3, 0)], {
        size: zeros.length,
        crc: crc32(zeros),
      }),
      "small.zip",
    );
    let bytes = 0;
    for await (const chunk of files.open("zeros")) bytes += chunk.length;
    expect(bytes).toBe(zeros.length);
  });

  test.each([
    ["that says so", blocks * blockBytes, "it may unpack to at most 4 GB, got 10 GB or more"],
    ["that claims 1 MB", 1_000_000, "it unpacks to another number of bytes than it declares"],
    ["that claims 1 GB, where 1 MB may be", 2 ** 30, "it may unpack to at most 1,000,000 bytes"],
  ])("refuses one %s at once, and without filling the memory", async (_, size, message) => {
    const archive = handmade("bomb", data, { size });
    const limits = size === 2 ** 30 ? { maxBytes: 1_000_000 } : {};
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const error = await refusal(archive, limits);
    expect(error.message).toContain(message);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  test("refuses what unpacks to more than 200 times its bytes, beyond 64 MiB", async () => {
    const archive = handmade("bomb", data.slice(-9), { size: 9 * blockBytes });
    const small = handmade("bomb", data.slice(-2), { size: blockBytes });
    expect((await zipFiles(small, "x.zip")).names).toEqual(["bomb"]);
    expect((await refusal(small, { unjudgedBytes: 2 ** 20 })).message).toContain(
      "at most 200 times",
    );
    expect((await refusal(archive)).message).toMatch(
      /^x\.zip: Cannot read the archive: it may unpack to at most 200 times its bytes, got 144 MB out of [\d,]+ bytes; it should not be trusted$/,
    );
  });
});
