import { setTimeout as wait } from "node:timers/promises";
import { AbortedError } from "../core/errors.ts";

/**
 * Waits for `ms` milliseconds; `action` as in "Cannot download".
 *
 * @throws {AbortedError} if `signal` is set before or meanwhile.
 */
export async function pause(
  action: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw new AbortedError(action);
  }
}
