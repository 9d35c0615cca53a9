import { KyselyStore } from "./kysely-store.ts";
import { migrate } from "./migrate.ts";
import { sqliteEngine } from "./sqlite.ts";
import type { Store } from "./store.ts";
import type { Engine } from "./engine.ts";
import { asStoreError } from "./store-fault.ts";

export interface StoreOptions {
  /** How long a read or write waits for others, or for a connection, before it fails; 5 000 unless given. */
  readonly waitMs?: number;
}

export async function openStore(address: string, options: StoreOptions = {}): Promise<Store> {
  const waitMs = options.waitMs ?? 5000;
  let engine: Engine | undefined;
  try {
    engine = await sqliteEngine(address, { waitMs });
    await migrate(engine);
    return new KyselyStore(engine);
  } catch (error) {
    await engine?.close().catch(() => {});
    throw asStoreError(error, "open", address);
  }
}
