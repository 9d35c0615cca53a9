import type { Scope } from "../contract/scope.ts";
import { SCOPES } from "../contract/scope.ts";
import { makeApiKey } from "../server/access/api-key.ts";
import { openStore } from "../store/open-store.ts";
import type { ApiKey, Store } from "../store/store.ts";
import type { GlobalFlags } from "./options.ts";
import type { Run } from "./run.ts";
import { storeAddress } from "./store-address.ts";
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
    `This is the key, and it is not shown again. "matinee keys revoke ${key.id}" revokes it.`,
  );
}

/** Prints what is known of the keys, oldest first. */
export async function listKeys(run: Run, flags: KeysFlags): Promise<void> {
  const { screen } = run;
  const keys = await withStore(run, flags, async (store) => await store.keys());
  if (screen.json) {
    screen.printJson({ keys: keys.map(shown) });
    return;
  }
  if (keys.length === 0) {
    screen.notice('There are no keys yet; "matinee keys create --scopes read,write" makes one.');
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

/** @throws {UsageError} if there is no such key. */
export async function revokeKey(run: Run, id: string, flags: KeysFlags): Promise<void> {
  const { screen } = run;
  const isThere = await withStore(
    run,
    flags,
    async (store) => await store.revokeKey(id, Date.now()),
  );
  if (!isThere) {
    throw new UsageError(
      `Cannot revoke the key ${JSON.stringify(id)}: there is none; "matinee keys list" shows their ids`,
    );
  }
  if (screen.json) screen.printJson({ id, revoked: true });
  else screen.print(`The key ${id} is revoked; servers refuse it a second later.`);
}

async function withStore<T>(
  { io }: Run,
  flags: KeysFlags,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(storeAddress(flags.store, io));
  try {
    return await work(store);
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
