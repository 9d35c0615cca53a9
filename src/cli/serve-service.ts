import { createHash } from "node:crypto";
import { basename } from "node:path";
import { Model, ModelFileError } from "../index.ts";
import { readWholeFile } from "../io/node-files.ts";
import { loadEmbeddedModel } from "../node.ts";
import { isLoopback, ownHosts } from "../server/http/loopback.ts";
import { makeLog } from "../server/operation/log-lines.ts";
import type { StartedService } from "../server/start-service.ts";
import { beginService } from "../server/start-service.ts";
import { openStore } from "../store/open-store.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { isThere, storeAddress, storeHint } from "./store-address.ts";
import { UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

/** What of the flags of `matinee serve` is about the service. */
export interface ServiceFlags {
  readonly host: string;
  /** Names that a proxy in front passes on. */
  readonly publicHost?: readonly string[];
  readonly store?: string;
  readonly model?: string;
  readonly allowOrigin?: readonly string[];
  readonly log: "requests" | "faults";
}

const MOST_MODEL_BYTES = 2 ** 31;

/** Can nobody but this machine reach it? */
export function isPrivate({ host, publicHost = [] }: ServiceFlags): boolean {
  return isLoopback(host) && publicHost.length === 0;
}

/**
 * Opens the store and the model, and begins to start the service.
 *
 * @throws {UsageError} for an address that others can reach while no key is in force.
 * @throws {StoreError} if the store cannot be used.
 * @throws {DataError} or {@link ModelFileError} if the model cannot.
 */
export async function openService({ io }: Run, flags: ServiceFlags): Promise<StartedService> {
  const address = storeAddress(flags.store, io);
  const isOwn = isPrivate(flags);
  if (!isOwn) await refuseWithoutKey(address, flags);
  const base = await baseModel(io, flags.model);
  const store = await openStore(address);
  const logsRequests = flags.log === "requests";
  const write = makeLog((line) => void io.stderr.write(line));
  try {
    return beginService({
      ...{ store, storeAddress: address, base, isLoopback: isOwn, signal: io.signal },
      isOwnHost: ownHosts(flags.host, flags.publicHost),
      version: VERSION,
      log: (line) => {
        if (logsRequests || line.level !== "info") write(line);
      },
      allowOrigins: flags.allowOrigin ?? [],
      logsRequests,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Whoever reaches it could read and write what people rated, so there must be a key. A store that is not there has
 * none, and is not made either: what was refused leaves nothing behind.
 */
async function refuseWithoutKey(address: string, flags: ServiceFlags): Promise<void> {
  if (!(await isThere(address))) throw withoutKey(flags);
  const store = await openStore(address, { mustExist: true });
  try {
    const keys = await store.keys();
    if (!keys.some(({ revokedAt }) => revokedAt === null)) throw withoutKey(flags);
  } finally {
    await store.close();
  }
}

function withoutKey({ host, publicHost = [], store }: ServiceFlags): UsageError {
  const flag = publicHost.length > 0 ? "--public-host" : "--host";
  const at = publicHost.length > 0 ? publicHost.join(", ") : host;
  return new UsageError(
    `Cannot serve at ${JSON.stringify(at)}: others can reach it there, and no API key is in force; make one with ` +
      `"matinee keys create --scopes read,write${storeHint(store)}", or leave out ${flag}`,
  );
}

/** Its version names the file and what is in it, so that nothing worked out for another one is taken for this. */
async function baseModel(
  io: Run["io"],
  file: string | undefined,
): Promise<{ readonly version: string; readonly model: Model }> {
  if (file === undefined) return { version: "embedded", model: await loadEmbeddedModel() };
  const bytes = await readWholeFile(pathFrom(io, file), MOST_MODEL_BYTES);
  const checksum = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const name = basename(file)
    .replace(/\.[^.]*$/u, "")
    .replaceAll(/[^\w.-]+/gu, "-")
    .slice(0, 40);
  try {
    return { version: `${name}-${checksum}`, model: Model.fromBytes(bytes) };
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    throw new ModelFileError(`${file}: ${error.message}`, { cause: error });
  }
}
