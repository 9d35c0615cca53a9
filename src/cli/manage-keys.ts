import type { Scope } from "../contract/scope.ts";
import { SCOPES } from "../contract/scope.ts";
import { makeApiKey, parseApiKey } from "../server/access/api-key.ts";
import { DataError } from "../index.ts";
import { openStore } from "../store/open-store.ts";
import type { ApiKey, Store } from "../store/store.ts";
import type { GlobalFlags } from "./options.ts";
import type { Run } from "./run.ts";
import { isThere, storeAddress, storeHint } from "./store-address.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed after any of `matinee keys`. */
export interface KeysFlags extends GlobalFlags {
  readonly store?: string;
}

/** What was typed after `matinee keys create`. */
export interface KeyFlags extends KeysFlags {
  readonly scopes: string;
  readonly name: string;
  readonly rate: number;
}

const MOST_NAME_LENGTH = 100;
/** Characters of an id. */
const MOST_SHOWN = 12;
const MUST_EXIST = { mustExist: true };

/**
 * Makes a key and prints it, which nothing can do later.
 *
 * @throws {UsageError} for a scope that there is not.
 * @throws {StoreError} if it could not be stored; nothing is printed then.
 */
export async function createKey(run: Run, flags: KeyFlags): Promise<void> {
  const { screen } = run;
  const scopes = scopesOf(flags.scopes);
  if (flags.name.length > MOST_NAME_LENGTH) {
    throw new UsageError(
      `Cannot make the key: --name may have ${MOST_NAME_LENGTH} characters at most; choose a shorter one`,
    );
  }
  const { name, rate } = flags;
  const { key, text } = makeApiKey({ name, scopes, rate, createdAt: Date.now() });
  await withStore(run, flags, async (store) => await store.addKey(key));
  if (screen.json) {
    screen.printJson({ key: text, ...shown(key) });
    return;
  }
  screen.print(text);
  screen.notice(
    `This is the key, and it is not shown again. "matinee keys revoke ${key.id}${storeHint(flags.store)}" revokes it.`,
  );
}

/** Prints what is known of the keys, oldest first. */
export async function listKeys(run: Run, flags: KeysFlags): Promise<void> {
  const { screen } = run;
  const keys = await withStore(run, flags, async (store) => await store.keys(), MUST_EXIST);
  if (screen.json) {
    screen.printJson({ keys: keys.map(shown) });
    return;
  }
  if (keys.length === 0) {
    const create = `matinee keys create --scopes read,write${storeHint(flags.store)}`;
    screen.notice(`There are no keys yet; "${create}" makes one.`);
    return;
  }
  const headers = ["id", "scopes", "a second", "made", "revoked", "name"];
  const rows = keys.map((key) => [
    key.id,
    key.scopes.join(","),
    key.rate === 0 ? "any" : String(key.rate),
    dayOf(key.createdAt),
    key.revokedAt === null ? "" : dayOf(key.revokedAt),
    plainText(key.name),
  ]);
  screen.print(
    ...tableLines(
      headers.map((header) => ({ header })),
      rows,
    ),
  );
}

/**
 * @param given - the id of a key, or the whole key.
 * @throws {UsageError} if there is no such key.
 */
export async function revokeKey(run: Run, given: string, flags: KeysFlags): Promise<void> {
  const { screen } = run;
  const id = parseApiKey(`Bearer ${given}`)?.id ?? given;
  // What is longer than an id may be a key that was cut or mistyped: its secret is not for terminals and logs.
  const named = id.length <= MOST_SHOWN ? `the key ${JSON.stringify(id)}` : "this key";
  const revoke = async (store: Store): Promise<boolean> => await store.revokeKey(id, Date.now());
  if (!(await withStore(run, flags, revoke, MUST_EXIST))) {
    const list = `matinee keys list${storeHint(flags.store)}`;
    throw new UsageError(`Cannot revoke ${named}: there is none; "${list}" shows their ids`);
  }
  if (screen.json) screen.printJson({ id, revoked: true });
  else screen.print(`The key ${id} is revoked; servers refuse it a second later.`);
}

/** @throws {DataError} for a store that is not there but must be: a mistyped name would make a new one. */
async function withStore<T>(
  { io, screen }: Run,
  { store: flag }: KeysFlags,
  work: (store: Store) => Promise<T>,
  { mustExist = false } = {},
): Promise<T> {
  const address = storeAddress(flag, io);
  if (mustExist && !(await isThere(address))) {
    throw new DataError("Cannot open the store: there is no such file; name it by --store", {
      file: address,
    });
  }
  const store = await openStore(address, { mustExist });
  try {
    const done = await work(store);
    screen.notice(`The store is ${plainText(store.place)}`);
    return done;
  } finally {
    await store.close();
  }
}

function scopesOf(list: string): readonly Scope[] {
  const named = new Set(list.split(",").map((scope) => scope.trim()));
  const wrong = [...named].find((name) => !SCOPES.some((scope) => scope === name));
  if (wrong !== undefined) {
    throw new UsageError(
      `Cannot make the key: --scopes must be some of ${SCOPES.join(",")}, got ${JSON.stringify(wrong)}`,
    );
  }
  return SCOPES.filter((scope) => named.has(scope));
}

function shown({ id, name, scopes, rate, createdAt, revokedAt }: ApiKey): object {
  return {
    ...{ id, name, scopes, rate, createdAt: new Date(createdAt).toISOString() },
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
