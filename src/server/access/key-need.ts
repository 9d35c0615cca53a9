import type { Store } from "../../store/store.ts";

/** How long "there is no key" is believed; that there was one is true for good. */
const BELIEVED_MS = 1000;

/**
 * Tells whether requests need a key: at an address that others can reach always, on loopback as soon as the
 * store has ever had one.
 *
 * @param elapsed - milliseconds since any moment, never set back.
 */
export function makeNeedsKey(
  store: Pick<Store, "keys">,
  isLoopback: boolean,
  elapsed: () => number = () => performance.now(),
): () => Promise<boolean> {
  const YES = Promise.resolve(true);
  if (!isLoopback) return () => YES;
  let known: { readonly answer: Promise<boolean>; readonly askedAt: number } | undefined;
  let isNeeded = false;
  return () => {
    if (isNeeded) return YES;
    const now = elapsed();
    if (known !== undefined && now - known.askedAt < BELIEVED_MS) return known.answer;
    const answer = store.keys().then((keys) => {
      if (keys.length > 0) isNeeded = true;
      return isNeeded;
    });
    const asked = { answer, askedAt: now };
    known = asked;
    answer.catch(() => {
      if (known === asked) known = undefined;
    });
    return answer;
  };
}
