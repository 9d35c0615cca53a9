import { ProblemError } from "../http/problem-error.ts";

const NAMES: ReadonlySet<string> = new Set(["forwarded", "via", "x-real-ip"]);
const PREFIX = "x-forwarded-";

/**
 * Refuses what a proxy passes on where no key is needed: it stands on this machine, but whoever asks it may not.
 *
 * @throws {ProblemError} `not-authenticated`.
 */
export function refuseForwarded(headers: Headers): void {
  if (!isForwarded(headers)) return;
  const detail =
    'A proxy passed this on, so others can reach the service: that takes a key; "matinee keys create" makes the first';
  throw new ProblemError("not-authenticated", {
    detail,
    headers: { "WWW-Authenticate": "Bearer" },
  });
}

/** Did a proxy pass it on, as far as it says so? */
export function isForwarded(headers: Headers): boolean {
  for (const name of headers.keys()) {
    if (NAMES.has(name) || name.startsWith(PREFIX)) return true;
  }
  return false;
}
