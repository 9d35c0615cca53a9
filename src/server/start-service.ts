import type { Model } from "../core/model/model.ts";
import type { Store } from "../store/store.ts";
import type { App } from "./app.ts";
import { makeNeedsKey } from "./access/key-need.ts";
import { makeApi } from "./api.ts";
import { MOUNTS } from "./mounts.ts";
import { importReaderOf } from "./ratings/import-reader.ts";
import type { Log, Service } from "./service.ts";
import { makeAnswerCache } from "./serving/answers.ts";
import { startModelHost } from "./serving/model-host.ts";
import { openTrainer } from "./training/node-trainer.ts";

/** What a service is made of, and whom it answers. */
export interface ServiceParts {
  /** Closed with the service. */
  readonly store: Store;
  /** As `openStore` took it, for the process that trains. */
  readonly storeAddress: string;
  /** The model that is served until another one is promoted. */
  readonly base: { readonly version: string; readonly model: Model };
  /** Can nobody but this machine reach it? Then no key is needed until there has been one. */
  readonly isLoopback: boolean;
  /** Is this host name, as in `URL.hostname`, one that the server answers to? */
  isOwnHost(hostname: string): boolean;
  readonly log: Log;
  /** Of the package. */
  readonly version: string;
  readonly allowOrigins?: readonly string[];
  readonly logsRequests?: boolean;
  /** Requests under way at most. */
  readonly mostAtOnce?: number | undefined;
  /** Set when the server begins to end. */
  readonly signal: AbortSignal;
  /** Bytes of answers that are kept. Default 64 MiB. */
  readonly mostAnswerBytes?: number;
}

/** A service that runs. */
export interface StartedService extends Service {
  /** Answers for the paths of the contract. */
  readonly api: App;
  /** Ends what it runs, then closes its store; when all its requests have been answered. */
  close(): Promise<void>;
  /** Fulfilled when there is a model to answer by, or the store cannot tell which; until then, it is starting. */
  readonly started: Promise<void>;
}

const MOST_ANSWER_BYTES = 64 * 2 ** 20;
/** Costs one row where there is nothing to go on with. */
const FINISH_MS = 10_000;

/** Loads the model that is to be served, and opens the service over HTTP. */
export async function startService(parts: ServiceParts): Promise<StartedService> {
  const service = beginService(parts);
  await service.started;
  return service;
}

/** As {@link startService}, but answers at once, that it is starting: to make a model ready takes a while. */
export function beginService(parts: ServiceParts): StartedService {
  const { store, storeAddress, base, log, signal } = parts;
  const { host: models, looked } = startModelHost({ store, base, log });
  const service: Service = {
    ...{ store, models, log },
    trainer: openTrainer({ store, storeAddress, models, log }),
    answers: makeAnswerCache(parts.mostAnswerBytes ?? MOST_ANSWER_BYTES),
    now: () => Date.now(),
  };
  const { version, allowOrigins = [], logsRequests = false, mostAtOnce } = parts;
  const rules = {
    ...{ version, allowOrigins, logsRequests, isStopping: () => signal.aborted },
    ...(mostAtOnce === undefined ? {} : { mostAtOnce }),
    isOwnHost: (hostname: string) => parts.isOwnHost(hostname),
    needsKey: makeNeedsKey(store, parts.isLoopback),
  };
  const stopFinishing = finishDeletions(store);
  return {
    ...service,
    api: makeApi(service, rules, MOUNTS),
    started: looked,
    close: async () => {
      stopFinishing();
      await service.trainer.close();
      models.close();
      await importReaderOf(store).close();
      await store.close();
    },
  };
}

/** What a crash or a long reader has cut off is gone on with by itself, at the start and from time to time. */
function finishDeletions(store: Store): () => void {
  const finish = (): void => void store.finishDeletions().catch(() => {}); // whoever deleted was told
  finish();
  const timer = setInterval(finish, FINISH_MS);
  timer.unref();
  return () => clearInterval(timer);
}
