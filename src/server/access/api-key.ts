import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { Scope } from "../../contract/scope.ts";
import type { ApiKey } from "../../store/store.ts";

/** What is chosen about a key. */
export interface ApiKeyParts {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Requests a second; 0: as many as come. */
  readonly rate: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A key as it is given with a request. */
export interface GivenKey {
  readonly id: string;
  readonly secret: string;
}

const ID_LENGTH = 12;
const SECRET_BYTES = 32;
/** No `-` or `_`: an id is typed after `keys revoke`, and told from the rest of the key at sight. */
const ID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const KEY = /^mat_(?<id>[0-9A-Za-z]{12})_(?<secret>[\w-]{43})$/u;
const BEARER = /^Bearer +(?<key>\S+)$/iu;

/** Compared with where there is no such key, so that this takes as long. */
const NO_HASH = randomBytes(32);

/** A new key: what the store keeps of it, and the text that is shown once. */
export function makeApiKey({ name, scopes, rate, createdAt }: ApiKeyParts): {
  readonly key: ApiKey;
  readonly text: string;
} {
  const id = Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join(
    "",
  );
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const key = { id, name, hash: hashOf(secret), scopes, rate, createdAt, revokedAt: null };
  return { key, text: `mat_${id}_${secret}` };
}

/** Reads `Authorization: Bearer mat_<id>_<secret>`; undefined for anything else. */
export function parseApiKey(authorization: string): GivenKey | undefined {
  const text = BEARER.exec(authorization)?.groups?.["key"] ?? "";
  const { id, secret } = KEY.exec(text)?.groups ?? {};
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Is this the key's secret? Takes as long for a wrong one, and where there is no key. */
export function matches(key: ApiKey | undefined, secret: string): boolean {
  const hash = key?.hash.length === NO_HASH.length ? key.hash : NO_HASH;
  const isEqual = timingSafeEqual(hashOf(secret), hash);
  return isEqual && hash !== NO_HASH;
}

function hashOf(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}
