import { StoreError } from "../core/errors.ts";

/** Does it name a server rather than a file? */
export function isServerAddress(address: string): boolean {
  return /^postgres(?:ql)?:\/\//iu.test(address);
}

/** One letter is a drive of Windows. */
const SCHEME = /^([a-z][a-z\d+.-]+):/iu;

/**
 * Refuses an address of a kind that is not taken: as the path of a file it would name a new one.
 *
 * @throws {StoreError} without what stands behind the colon, which may be a password.
 */
export function checkAddress(address: string): void {
  if (isServerAddress(address)) return;
  const how = "give the path of a file, or postgres://user:password@host:port/database";
  if (address === "") {
    throw new StoreError(`Cannot open the store: its address is empty; ${how}`, "foreign");
  }
  const scheme = SCHEME.exec(address)?.[1];
  if (scheme === undefined) return;
  const path = 'a path with a colon begins with "./"';
  throw new StoreError(
    `Cannot open the store: an address that begins with "${scheme}:" is none that is taken; ${how} (${path})`,
    "foreign",
  );
}
