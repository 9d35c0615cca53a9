import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { describeWithPostgres } from "../support/postgres.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { describeStore } from "./store-contract.ts";

async function opened(address: string): Promise<Store> {
  const store = await openStore(address);
  onTestFinished(async () => await store.close());
  return store;
}

describeStore(
  "a store in a SQLite file",
  async () => await opened(join(temporaryFolder(), "s.sqlite")),
);

describeStore("memory", async () => await opened(":memory:"));

describeWithPostgres("a store in Postgres", (server) => {
  describeStore("a schema", async () => await opened(await server().freshSchema()));
});
