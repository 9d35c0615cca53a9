import { once, type EventEmitter } from "node:events";
import { StoreError } from "../index.ts";
import { throwIfAborted } from "../core/errors.ts";
import { readChunks } from "../io/node-file-chunks.ts";
import { writeFileAtomically } from "../io/node-files.ts";
import {
  exportStore,
  importStore,
  openStore,
  type Store,
  type StoreOptions,
} from "../store/index.ts";
import type { GlobalFlags } from "./options.ts";
import { pathFrom, type Run } from "./run.ts";
import { storeAddress } from "./store-address.ts";
import { counted } from "./terminal/numbers.ts";
import { visibleText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

export interface StoreFlags extends GlobalFlags {
  readonly store?: string;
}

const STANDARD_STREAM = "-";
/** People's ratings and hashes of keys are no one else's business. */
const OWNER_ONLY = 0o600;

/** @throws {StoreError | DataError | WriteError} */
export async function exportTo(run: Run, file: string, flags: StoreFlags): Promise<void> {
  const { io, screen } = run;
  await withStore(storeAddress(flags.store, run.io), { mustExist: true }, async (store) => {
    if (file === STANDARD_STREAM) return await writeOut(run, exportStore(store));
    const path = pathFrom(io, file);
    await writeFileAtomically(path, exportStore(store), { signal: io.signal, mode: OWNER_ONLY });
    if (screen.json) screen.printJson({ store: store.place, file: path });
    else screen.print(`The store ${visibleText(store.place)} is in ${visibleText(file)} now.`);
  });
}

/** @throws {StoreError | DataError} */
export async function importFrom(run: Run, file: string, flags: StoreFlags): Promise<void> {
  const { io, screen } = run;
  const bytes = file === STANDARD_STREAM ? standardInput(run) : readChunks(pathFrom(io, file));
  await withStore(storeAddress(flags.store, io), {}, async (store) => {
    const counts = await importStore(store, untilAborted(bytes, io.signal));
    if (screen.json) {
      screen.printJson({ store: store.place, ...counts });
      return;
    }
    const { people, ratings, signals, keys, models } = counts;
    screen.print(
      `The store ${visibleText(store.place)} has ${counted(people, "person", "people")} now: ${counted(ratings, "rating")}, ` +
        `${counted(signals, "signal")}; ${counted(keys, "key")}, ${counted(models, "model")}.`,
    );
  });
}

/** @throws {StoreError} also for a store that is broken. */
export async function checkStore(run: Run, flags: StoreFlags): Promise<void> {
  const { screen } = run;
  await withStore(storeAddress(flags.store, run.io), { mustExist: true }, async (store) => {
    const problems = await store.check();
    const counts = await store.counts();
    if (screen.json) {
      screen.printJson({ store: store.place, engine: store.engine, ...counts, problems });
    } else {
      const { people, ratings, signals } = counts;
      screen.print(
        `${visibleText(store.place)}: ${counted(people, "person", "people")}, ${counted(ratings, "rating")}, ` +
          `${counted(signals, "signal")}.`,
      );
      for (const problem of problems) screen.print(visibleText(problem));
    }
    if (problems.length === 0) return;
    throw new StoreError(
      `Cannot trust the store ${store.place}: ${problems.length} problems were found; restore it from a backup`,
      "damaged",
    );
  });
}

async function withStore(
  address: string,
  options: StoreOptions,
  work: (store: Store) => Promise<void>,
): Promise<void> {
  const store = await openStore(address, options);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Not faster than whoever reads it. */
async function writeOut({ io }: Run, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { stdout, signal } = io;
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    throwIfAborted("Cannot export the store", signal);
    const isTaken = stdout.write(decoder.decode(chunk, { stream: true }));
    if (isTaken === false) await once(stdout as unknown as EventEmitter, "drain", { signal });
  }
}

function standardInput({ io }: Run): AsyncIterable<Uint8Array> {
  const { stdin } = io;
  if (stdin === undefined || stdin.isTTY === true) {
    throw new UsageError(
      "Cannot import into the store: nothing comes from the standard input; name a file, or use a pipe",
    );
  }
  return stdin as unknown as AsyncIterable<Uint8Array>; // every readable stream of Node's is one
}

async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    throwIfAborted("Cannot import into the store", signal);
    yield chunk;
  }
}
