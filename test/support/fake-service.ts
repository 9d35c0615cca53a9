import type { LogLine, Service } from "../../src/server/service.ts";
import type { ApiKey, Store } from "../../src/store/store.ts";

/** What a fake service is made of. */
export interface FakeParts {
  readonly keys?: readonly ApiKey[];
  readonly store?: Partial<Store>;
  readonly isLoaded?: boolean;
}

/** A service without people or movies: keys are looked up, the store answers, and the log is kept. */
export function fakeService(parts: FakeParts = {}): {
  readonly service: Service;
  readonly lines: LogLine[];
} {
  const lines: LogLine[] = [];
  const { keys = [], store = {}, isLoaded = true } = parts;
  const service: Service = {
    store: {
      keyOf: (id) => Promise.resolve(keys.find((key) => key.id === id)),
      keys: () => Promise.resolve(keys),
      ping: () => Promise.resolve(),
      ...store,
    } as Partial<Store> as Store,
    models: { isLoaded, current: { version: "m1" } } as Service["models"],
    trainer: {} as Service["trainer"],
    answers: {} as Service["answers"],
    log: (line) => void lines.push(line),
    now: () => Date.now(),
  };
  return { service, lines };
}
