/** Waited before the first repetition at most, in milliseconds; twice as long before each further one. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/**
 * How long to wait before a repetition. Clients that were refused together come back spread out, and none
 * before the time that the service asked for.
 *
 * @param repetition - from 0.
 * @param retryAfter - seconds, where the service named some.
 */
export function waitMs(repetition: number, retryAfter: number | undefined): number {
  const spread = Math.min(FIRST_WAIT_MS * 2 ** repetition, LONGEST_WAIT_MS);
  const jitter = Math.random() * spread;
  return retryAfter === undefined ? spread / 2 + jitter / 2 : retryAfter * 1000 + jitter / 4;
}

/** Seconds of a `Retry-After`, which is a number of them or a date. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** Ends after so long, or as soon as the signal is set. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
}
