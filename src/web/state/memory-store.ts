import { OwnLedger } from "./own-ledger.ts";
import type { OwnStore } from "./own-state.ts";

/** A store that keeps everything in this tab alone. */
export function memoryStore(why: string): OwnStore {
  const ledger = new OwnLedger({ kind: "memory", why, remedy: "", canRetry: false });
  return {
    state: () => ledger.state(),
    subscribe: (listener) => ledger.subscribe(listener),
    change: (change) => void ledger.change(change),
    undo: () => void ledger.undo(),
    removeGuest: (key) => void ledger.removeGuest(key),
    retry: () => undefined,
    clear: () => Promise.resolve(ledger.clear()),
  };
}
