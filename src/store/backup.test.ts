import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeWithPostgres } from "../../test/support/postgres.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { exportStore, importStore } from "./backup.ts";
import { openStore } from "./open-store.ts";
import { MOST_OF_A_PERSON, type Store } from "./store.ts";

async function opened(address = ":memory:"): Promise<Store> {
  const store = await openStore(address);
  onTestFinished(async () => await store.close());
  return store;
}

async function textOf(store: Store): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportStore(store)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* inChunks(text: string, length = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

/** Something of everything, with what is hard to keep. */
async function filled(address?: string): Promise<Store> {
  const store = await opened(address);
  const ids = ["ann", "a\0", "\u0001", "é", "e\u0301", "\\", '"', "😀", "\uffff", "line\nfeed", ""];
  await store.putRatings(
    ids.flatMap((personId) =>
      ids.map((movieId, k) => ({ personId, movieId, rating: k / 2 + 0.1, ratedAt: 1.7e12 + k })),
    ),
  );
  await store.putRatings(
    Array.from({ length: 3_000 }, (_, k) => {
      return { personId: `p${k % 321}`, movieId: `m${k}`, rating: 3.5, ratedAt: k };
    }),
  );
  await store.putSignals([
    { personId: "ann", movieId: "1", signal: "seen", markedAt: 5 },
    { personId: "only signals", movieId: "1", signal: "notForMe", markedAt: 6 },
  ]);
  const key = { name: "na\0me", hash: new Uint8Array(32).fill(200), rate: 0.5, createdAt: 3 };
  await store.addKey({ ...key, id: "k1", scopes: ["read", "write"], revokedAt: null });
  await store.addKey({ ...key, id: "k2", scopes: [], revokedAt: 9 });
  for (const [k, version] of ["v1", "v2", "empty"].entries()) {
    const bytes = new Uint8Array(version === "empty" ? 0 : 1_100_000).fill(k + 65);
    await store.addModel({ version, createdAt: k, provenance: '{"a":"\\u0000"}' }, bytes);
  }
  await store.promote("v1");
  await store.promote("v2");
  return store;
}

describe("a backup", () => {
  test("holds what the store holds, and comes back into an empty one", async () => {
    const store = await filled();
    const text = await textOf(store);
    const other = await opened();
    const counts = await importStore(other, inChunks(text, 100_000));
    expect(counts).toEqual({
      ...{ people: 333, ratings: 3_121, signals: 2 },
      ...{ keys: 2, models: 3, parts: 4 },
    });
    expect(await textOf(other)).toBe(text);
    expect(await other.counts()).toEqual(await store.counts());
    expect(await other.serving()).toEqual({ version: "v2", previous: "v1" });
    expect(await other.keys()).toEqual(await store.keys());
    expect(await other.models()).toEqual(await store.models());
    const [model, copy] = [await store.modelBytes("v1"), await other.modelBytes("v1")];
    expect(Buffer.compare(model!, copy!)).toBe(0);
    const [before, after] = [await store.readPerson("a\0"), await other.readPerson("a\0")];
    expect({ ...after, revision: "" }).toEqual({ ...before, revision: "" });
    expect(after?.revision).not.toBe(before?.revision);
  });

  test("of a person who holds the most, under the longest ids, has lines of 1 MB at most", async () => {
    const store = await opened();
    const longId = (start: string): string => (start + "\u0001漢".repeat(128)).slice(0, 256);
    const writes = Array.from({ length: MOST_OF_A_PERSON - 1 }, (_, k) => {
      return { personId: longId(""), movieId: longId(`${k}.`), rating: 3.5, ratedAt: 1.7e12 + k };
    });
    await store.putRatings(writes);
    const signal = { personId: longId(""), movieId: "1", signal: "seen", markedAt: 1 } as const;
    await store.putSignals([signal]);
    await store.putRating({ ...writes[0]!, personId: "z" });
    const text = await textOf(store);
    for (const line of text.split("\n")) expect(Buffer.byteLength(line)).toBeLessThan(1_000_000);
    const other = await opened();
    const counts = await importStore(other, inChunks(text, 65_536));
    expect(counts).toMatchObject({ people: 2, ratings: MOST_OF_A_PERSON, signals: 1 });
    expect(await textOf(other)).toBe(text);
  });

  test("of an empty store is a backup", async () => {
    const text = await textOf(await opened());
    const other = await opened();
    expect((await importStore(other, inChunks(text))).people).toBe(0);
    expect(await textOf(other)).toBe(text);
  });

  test("goes into an empty store only", async () => {
    const text = await textOf(await opened());
    const [person, keyed, model] = [await opened(), await opened(), await opened()];
    await person.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
    const key = { name: "", hash: new Uint8Array(32), scopes: [], rate: 0, createdAt: 0 };
    await keyed.addKey({ id: "k", ...key, revokedAt: null });
    await model.addModel({ version: "v", createdAt: 1, provenance: "{}" }, new Uint8Array(1));
    for (const store of [person, keyed, model]) {
      await expect(importStore(store, inChunks(text))).rejects.toMatchObject({
        ...{ name: "StoreError", fault: "foreign" },
        message:
          "Cannot import into the store :memory:: it is not empty; name a new one, or remove this one first",
      });
    }
  });

  test("that is cut off anywhere is refused, and nothing of it stays", async () => {
    const text = await textOf(await filled());
    const store = await opened();
    const lines = text.split("\n").length - 1;
    const cuts = [0, 1, 18, 19, 500, text.length >> 1, text.length - 100, text.length - 2];
    for (const cut of cuts) {
      await expect(importStore(store, inChunks(text.slice(0, cut), 65_536))).rejects.toMatchObject({
        ...{ name: "StoreError", fault: "foreign" },
        message: expect.stringMatching(/: line \d+: .+; export the other store again$/u),
      });
      expect(await store.counts()).toEqual({ people: 0, ratings: 0, signals: 0 });
      expect(await store.models()).toEqual([]);
    }
    const withoutEnd = text.split("\n").slice(0, -2).join("\n") + "\n";
    await expect(importStore(store, inChunks(withoutEnd, 65_536))).rejects.toThrow(
      `: line ${lines}: the backup ends before its last line, it was cut off`,
    );
    await importStore(store, inChunks(text, 65_536));
  });

  const header = '{"matineeStore":1}';
  test.each([
    [
      "another format",
      ['{"matineeStore":2}'],
      1,
      "the backup is of format 2, and this matinee reads 1",
    ],
    ["something else", ["userId,movieId"], 1, "it is no JSON"],
    ["no header", ['{"person":"a","ratings":[],"signals":[]}'], 1, '"matineeStore"'],
    ["a line of another kind", [header, '{"persons":1}'], 2, "it is no line of a backup"],
    ["a list", [header, "[1]"], 2, "it is no line of a backup"],
    ["the prototype's member", [header, '{"__proto__":{"person":1}}'], 2, "it is no line"],
    [
      "a text for a number",
      [header, '{"person":"a","ratings":[["1","2",3]],"signals":[]}'],
      2,
      '"ratings.0.1"',
    ],
    [
      "half a surrogate",
      [header, '{"person":"\\ud800","ratings":[],"signals":[]}'],
      2,
      "surrogate",
    ],
    ["a member too many", [header, '{"person":"a","ratings":[],"signals":[],"x":1}'], 2, "x"],
    ["two headers", [header, header], 2, "it is no line of a backup"],
    ["bytes that are no text", [header, "\u0000"], 2, "it is no JSON"],
  ])("with %s is refused by line", async (_, lines, line, words) => {
    const store = await opened();
    const error: unknown = await importStore(store, inChunks(lines.join("\n"))).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ name: "StoreError", fault: "foreign" });
    expect((error as Error).message).toContain(`: line ${line}: `);
    expect((error as Error).message).toContain(words);
  });

  test("that was changed is refused by its checksum, and by its counts", async () => {
    const source = await opened();
    await source.putRating({ personId: "ann", movieId: "1", rating: 4.5, ratedAt: 0 });
    const text = await textOf(source);
    const store = await opened();
    await expect(importStore(store, inChunks(text.replace("4.5", "3.5")))).rejects.toThrow(
      "checksum",
    );
    const fewer = text.replace('["1",4.5,0]', "");
    await expect(importStore(store, inChunks(fewer))).rejects.toThrow("1 ratings, and 0 have come");
    await expect(importStore(store, inChunks(`${text}{}\n`))).rejects.toThrow(
      "after the last line",
    );
    expect((await store.counts()).people).toBe(0);
  });

  test("says by its last line what it has, with the SHA-256 of the lines before", async () => {
    const lines = (await textOf(await filled())).split("\n");
    const { sha256 } = JSON.parse(lines.at(-2)!) as { sha256: string };
    const before = `${lines.slice(0, -2).join("\n")}\n`;
    expect(sha256).toBe(createHash("sha256").update(before).digest("hex"));
  });

  test("whose reading fails leaves the store empty, and the failure as it is", async () => {
    const text = await textOf(await filled());
    const store = await opened();
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text.slice(0, 200_000));
      throw new RangeError("the pipe broke");
    }
    await expect(importStore(store, failing())).rejects.toThrow(new RangeError("the pipe broke"));
    expect((await store.counts()).people).toBe(0);
    await store.putRating({ personId: "ann", movieId: "1", rating: 1, ratedAt: 1 });
  });
});

describeWithPostgres("a backup between the engines", (server) => {
  test("from SQLite to Postgres and back gives the same bytes", async () => {
    const sqlite = await filled(join(temporaryFolder(), "a.sqlite"));
    const text = await textOf(sqlite);
    const postgres = await opened(await server().freshSchema());
    await importStore(postgres, inChunks(text, 65_536));
    expect(await textOf(postgres)).toBe(text);
    const back = await opened(join(temporaryFolder(), "b.sqlite"));
    await importStore(back, exportStore(postgres));
    expect(await textOf(back)).toBe(text);
  });
});
