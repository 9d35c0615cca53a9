import { onTestFinished } from "vitest";
import { ROUTES } from "../../src/contract/routes.ts";
import type { OperationId } from "../../src/contract/routes.ts";
import type { Model } from "../../src/core/model/model.ts";
import { makeApi } from "../../src/server/api.ts";
import { mountMovies } from "../../src/server/movies/mount-movies.ts";
import { mountPeople } from "../../src/server/people/mount-people.ts";
import { mountRatings } from "../../src/server/ratings/mount-ratings.ts";
import type { LogLine, ServedModel, Service } from "../../src/server/service.ts";
import { makeAnswerCache } from "../../src/server/serving/answers.ts";
import { makeServedModel } from "../../src/server/serving/served-model.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import type { CheckedAnswer } from "./checked-answer.ts";
import { checkedAnswer } from "./checked-answer.ts";

/** The time that a service of tests has, until it is set. */
export const NOW: number = Date.UTC(2026, 10, 29, 17);

/** A service without network and keys, on a store in memory. */
export interface TestService {
  readonly service: Service;
  readonly store: Store;
  /** What the log tells of errors that a route did not expect. */
  readonly faults: LogLine[];
  /** From the next request on. */
  serve(served: ServedModel): void;
  setNow(ms: number): void;
  /** The answer of a route, checked against the contract. */
  ask(operation: OperationId, asked?: Asked): Promise<CheckedAnswer>;
}

export interface Asked {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Of JSON; as it is where it is text, bytes or a stream. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestServiceOptions {
  readonly store?: Store;
  readonly cacheBytes?: number;
}

export async function testService(
  model: Model,
  { store: given, cacheBytes = 10_000_000 }: TestServiceOptions = {},
): Promise<TestService> {
  const store = given ?? (await openStore(":memory:"));
  if (given === undefined) onTestFinished(() => store.close());
  let served = makeServedModel("first", model);
  let now = NOW;
  const faults: LogLine[] = [];
  const none = (): never => {
    throw new Error("not of these tests");
  };
  const service: Service = {
    store,
    models: {
      get current() {
        return served;
      },
      base: served,
      isLoaded: true,
      prepare: () => Promise.resolve(true),
      refresh: () => Promise.resolve(),
      close: () => undefined,
    },
    trainer: { start: none, cancel: none, list: none, get: none, close: none },
    answers: makeAnswerCache(cacheBytes),
    log: (line) => {
      if (line.event === "fault") faults.push(line);
    },
    now: () => now,
  };
  const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(false) };
  const api = makeApi(service, rules, [mountPeople, mountRatings, mountMovies]);
  return {
    ...{ service, store, faults },
    serve: (next) => void (served = next),
    setNow: (ms) => void (now = ms),
    async ask(operation, asked = {}) {
      const route = ROUTES[operation];
      return checkedAnswer(route, await api.request(requestOf(route, asked)));
    },
  };
}

function requestOf(
  { method, path, request }: { method: string; path: string; request?: object },
  { path: parts = {}, query = {}, body, headers = {} }: Asked,
): Request {
  const at = path.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(parts[name]!));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) search.append(name, String(one));
  }
  const types = Object.keys(
    (request as { body?: { content?: object } } | undefined)?.body?.content ?? {},
  );
  const isRaw =
    typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return new Request(`http://127.0.0.1${at}?${search}`, {
    method: method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { "Content-Type": types[0]! }), ...headers },
    ...(body === undefined ? {} : { body: (isRaw ? body : JSON.stringify(body)) as BodyInit }),
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
}
