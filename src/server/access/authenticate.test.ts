import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { StoreError } from "../../core/errors.ts";
import type { ApiKey } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import { makeApiKey, matches, parseApiKey } from "./api-key.ts";
import { Authenticator } from "./authenticate.ts";
import { makeNeedsKey } from "./key-need.ts";

const made = () => makeApiKey({ name: "", scopes: ["read"], rate: 0, createdAt: 0 });

function ring(keys: Map<string, ApiKey>) {
  let [now, reads] = [0, 0];
  const keyOf = (id: string): Promise<ApiKey | undefined> => {
    reads++;
    return Promise.resolve(keys.get(id));
  };
  const authenticator = new Authenticator({ keyOf }, () => now);
  const status = async (text: string, address = "10.0.0.1"): Promise<number> => {
    try {
      await authenticator.keyOf(`Bearer ${text}`, address);
      return 200;
    } catch (error) {
      if (error instanceof ProblemError) return error.status;
      throw error;
    }
  };
  return { status, reads: () => reads, wait: (ms: number) => void (now += ms) };
}

describe("a key", () => {
  test("is kept as the SHA-256 of its secret alone", () => {
    const { key, text } = made();
    const { id, secret } = parseApiKey(`Bearer ${text}`)!;
    expect(text).toBe(`mat_${id}_${secret}`);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(Buffer.from(key.hash)).toEqual(createHash("sha256").update(secret).digest());
    expect(JSON.stringify(key)).not.toContain(secret);
    expect(matches(key, secret)).toBe(true);
  });

  test("differs from every other one", () => {
    const texts = Array.from({ length: 500 }, () => made());
    expect(new Set(texts.map(({ key }) => key.id)).size).toBe(500);
    expect(new Set(texts.map(({ text }) => text.slice(-43))).size).toBe(500);
  });

  test("is matched by no other secret, nor by any where there is none", () => {
    const [one, other] = [made(), made()];
    const secret = other.text.slice(-43);
    expect(matches(one.key, secret)).toBe(false);
    expect(matches(undefined, secret)).toBe(false);
    expect(matches({ ...one.key, hash: new Uint8Array(0) }, one.text.slice(-43))).toBe(false);
  });

  test.each(["bearer", "BEARER", "Bearer  "])("is read after %s", (scheme) => {
    expect(parseApiKey(`${scheme} ${made().text}`)).toBeDefined();
  });
});

describe("a key that was found", () => {
  test("is remembered for a second at most, so one revoked elsewhere is refused then", async () => {
    const { key, text } = made();
    const keys = new Map([[key.id, key]]);
    const { status, reads, wait } = ring(keys);
    expect(await status(text)).toBe(200);
    keys.set(key.id, { ...key, revokedAt: 5 });
    wait(999);
    expect([await status(text), reads()]).toEqual([200, 1]);
    wait(1);
    expect([await status(text), reads()]).toEqual([401, 2]);
  });

  test("is still compared: a wrong secret is refused while it is remembered", async () => {
    const { key, text } = made();
    const { status } = ring(new Map([[key.id, key]]));
    expect(await status(text)).toBe(200);
    expect(await status(text.slice(0, -43) + made().text.slice(-43))).toBe(401);
  });

  test("is made known as soon as it is made: that there is none is not remembered", async () => {
    const { key, text } = made();
    const keys = new Map<string, ApiKey>();
    const { status } = ring(keys);
    expect(await status(text)).toBe(401);
    keys.set(key.id, key);
    expect(await status(text)).toBe(200);
  });

  test("is nobody's while the store does not answer, and read anew after", async () => {
    const { key, text } = made();
    const answers = [
      () => Promise.reject(new StoreError("no", "unavailable")),
      () => Promise.resolve(key),
    ];
    const authenticator = new Authenticator({ keyOf: () => answers.shift()!() });
    await expect(authenticator.keyOf(`Bearer ${text}`, "")).rejects.toThrow(StoreError);
    expect((await authenticator.keyOf(`Bearer ${text}`, "")).id).toBe(key.id);
  });
});

describe("wrong keys", () => {
  test("are refused 20 times a minute of one address, then told to wait", async () => {
    const { status } = ring(new Map());
    const statuses: number[] = [];
    for (let k = 0; k < 25; k++) statuses.push(await status(made().text));
    expect(statuses).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)]);
    expect(await status("malformed")).toBe(429);
    expect(await status(made().text, "10.0.0.2")).toBe(401);
  });

  test("of others at the same address keep nobody out who has a right one, known before or not", async () => {
    const [known, fresh] = [made(), made()];
    const keys = new Map([known, fresh].map(({ key }) => [key.id, key]));
    const { status, wait } = ring(keys);
    expect(await status(known.text)).toBe(200);
    for (let k = 0; k < 25; k++) await status(made().text);
    expect(await status(made().text)).toBe(429);
    expect([await status(known.text), await status(fresh.text)]).toEqual([200, 200]);
    wait(5000);
    expect(await status(known.text)).toBe(200);
  });

  test("from one IPv6 network count together", async () => {
    const { status } = ring(new Map());
    for (let k = 0; k < 20; k++) await status(made().text, `2001:db8:1:2::${k.toString(16)}`);
    expect(await status(made().text, "2001:db8:1:2:ffff::1")).toBe(429);
    expect(await status(made().text, "2001:db8:1:3::1")).toBe(401);
  });
});

describe("whether a key is needed", () => {
  test("on loopback, within a second of the first one, and for good", async () => {
    let [now, keys, reads] = [0, [] as readonly ApiKey[], 0];
    const store = { keys: () => (reads++, Promise.resolve(keys)) };
    const needsKey = makeNeedsKey(store, true, () => now);
    expect([await needsKey(), await needsKey(), reads]).toEqual([false, false, 1]);
    keys = [{ ...made().key, revokedAt: 3 }];
    now = 1000;
    expect(await needsKey()).toBe(true);
    keys = [];
    now = 5000;
    expect([await needsKey(), reads]).toEqual([true, 2]);
  });

  test("at an address that others reach, always, without a look", async () => {
    const store = { keys: () => Promise.reject(new Error("not to be asked")) };
    expect(await makeNeedsKey(store, false)()).toBe(true);
  });

  test("is not taken for no while the store does not answer", async () => {
    const store = { keys: () => Promise.reject(new StoreError("no", "unavailable")) };
    const needsKey = makeNeedsKey(store, true);
    await expect(needsKey()).rejects.toThrow(StoreError);
    await expect(needsKey()).rejects.toThrow(StoreError);
  });
});
