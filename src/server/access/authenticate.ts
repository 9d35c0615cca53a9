import type { ApiKey, Store } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import { matches, parseApiKey } from "./api-key.ts";
import { FailedAttempts } from "./failed-attempts.ts";

/** How long a key is remembered, so that one revoked elsewhere is refused a second later. */
const REMEMBERED_MS = 1000;
const MOST_REMEMBERED = 10_000;

interface Remembered {
  readonly key: Promise<ApiKey | undefined>;
  readonly readAt: number;
}

/** Finds out whose key came with a request. */
export class Authenticator {
  readonly #store: Pick<Store, "keyOf">;
  readonly #elapsed: () => number;
  readonly #remembered = new Map<string, Remembered>();
  readonly #failed = new FailedAttempts();

  /** @param elapsed - milliseconds since any moment, never set back. */
  constructor(store: Pick<Store, "keyOf">, elapsed: () => number = () => performance.now()) {
    this.#store = store;
    this.#elapsed = elapsed;
  }

  /**
   * @param authorization - the header.
   * @param address - of whoever asked.
   * @throws {ProblemError} `not-authenticated` without a key that is in force, `too-many-requests` after many wrong
   *   ones. Whoever has a right one is let in whatever others at this address have tried: no secret of 256 bits is guessed.
   * @throws {StoreError} if the store cannot tell.
   */
  async keyOf(authorization: string | undefined, address: string): Promise<ApiKey> {
    if (authorization === undefined) throw notAuthenticated("Bearer");
    const given = parseApiKey(authorization);
    if (given !== undefined) {
      const key = await this.#read(given.id);
      if (matches(key, given.secret) && key?.revokedAt === null) return key;
    }
    await this.#failed.add(address);
    throw notAuthenticated('Bearer error="invalid_token"');
  }

  #read(id: string): Promise<ApiKey | undefined> {
    const now = this.#elapsed();
    const known = this.#remembered.get(id);
    if (known !== undefined && now - known.readAt < REMEMBERED_MS) return known.key;
    const key = this.#store.keyOf(id);
    const entry = { key, readAt: now };
    this.#remembered.set(id, entry);
    const forget = (): void => {
      if (this.#remembered.get(id) === entry) this.#remembered.delete(id);
    };
    key.then((found) => (found === undefined ? forget() : undefined), forget);
    if (this.#remembered.size > MOST_REMEMBERED) {
      this.#remembered.delete(this.#remembered.keys().next().value!);
    }
    return key;
  }
}

function notAuthenticated(challenge: string): ProblemError {
  return new ProblemError("not-authenticated", {
    detail:
      'Send "Authorization: Bearer KEY" with a key that is in force; "matinee keys create" makes one',
    headers: { "WWW-Authenticate": challenge },
  });
}
