import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { synthesize, train } from "../src/index.ts";
import { makeApi } from "../src/server/api.ts";
import { ProblemError } from "../src/server/http/problem-error.ts";
import { MOUNTS } from "../src/server/mounts.ts";
import { makeAnswerCache } from "../src/server/serving/answers.ts";
import { makeServedModel } from "../src/server/serving/served-model.ts";
import type { LogLine, Service } from "../src/server/service.ts";
import { openStore } from "../src/store/open-store.ts";
import { fuzzRequests } from "../tools/service/fuzz-requests.mjs";
import type { FuzzRequest } from "../tools/service/fuzz-requests.mjs";
import { judgeBy } from "../tools/service/judge-answer.mjs";
import { operationsOf } from "../tools/service/operations.mjs";

const REQUESTS = 1500;
const SIZE = { users: 60, movies: 40, ratings: 900 };
/** Need a training, a second model or one that is not served, which requests at random do not bring about. */
const NEED_MORE = new Set([
  ...["postTraining", "getTraining", "cancelTraining", "promoteModel", "rollBack", "deleteModel"],
]);

test(
  `${REQUESTS} requests, right and wrong, are answered as the OpenAPI document says, and never with a 5xx`,
  { timeout: 60_000 },
  async () => {
    const { api, faults, movieIds } = await fuzzedService();
    const document = await (await api.request("/openapi.json")).json();
    const judge = judgeBy(document);
    const known = { movieIds, people: ["ann", "Zoë", "a/b", "🎬"], key: "none" };
    for (const personId of known.people) await rate(api, personId, movieIds);
    const requests = fc.sample(fuzzRequests(document, known), { seed: 7, numRuns: REQUESTS });
    const wrong: string[] = [];
    const answeredWell = new Set<string>();
    for (const request of requests) {
      const said = await answer(api, request);
      const fault = judge(request.method, request.target, said);
      if (fault !== undefined) wrong.push(`${fault}: ${JSON.stringify(request)}`);
      if (said.status < 300 && request.mutations.length === 0) answeredWell.add(request.operation);
    }
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
    const never = operationsOf(document).filter(({ id }) => !answeredWell.has(id));
    expect(never.map(({ id }) => id).filter((id) => !NEED_MORE.has(id))).toEqual([]);
  },
);

type Api = ReturnType<typeof makeApi>;

/** Everything of the service but what listens and what trains. */
async function fuzzedService(): Promise<{ api: Api; faults: LogLine[]; movieIds: string[] }> {
  const model = await train(synthesize(SIZE), { method: "weighted-als", factors: 4 });
  const served = makeServedModel("first", model);
  const faults: LogLine[] = [];
  const none = (): Promise<never> =>
    Promise.reject(new ProblemError("training-unknown", { detail: "there is none here" }));
  const store = await openStore(":memory:");
  onTestFinished(() => store.close());
  const service: Service = {
    store,
    models: {
      ...{ current: served, base: served, isLoaded: true },
      ...{
        prepare: () => Promise.resolve(true),
        refresh: () => Promise.resolve(),
        close: () => undefined,
      },
    },
    trainer: {
      start: () =>
        Promise.reject(new ProblemError("nothing-to-train-on", { detail: "nobody trains here" })),
      ...{ cancel: none, get: none, list: () => Promise.resolve([]), close: none },
    },
    answers: makeAnswerCache(1_000_000),
    log: (line) => {
      if (line.event === "fault") faults.push(line);
    },
    now: () => Date.now(),
  };
  const rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(false) };
  const movieIds = model.catalogue.ids.toArray().map(String);
  return { api: makeApi(service, rules, MOUNTS), faults, movieIds };
}

async function rate(api: Api, personId: string, movieIds: readonly string[]): Promise<void> {
  const lines = movieIds
    .slice(0, 8)
    .map((movieId, place) => JSON.stringify({ personId, movieId, rating: 1 + (place % 5) }));
  const { status } = await api.request("/v1/ratings", {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson" },
    body: lines.join("\n"),
  });
  expect(status).toBe(200);
}

async function answer(api: Api, { method, target, headers, body }: FuzzRequest) {
  const sent = new Headers();
  for (const [name, value] of headers) {
    // the right key: none is needed here, and a wrong one would be refused
    if (value !== "Bearer none") sent.append(name, value);
  }
  const withBody = body === undefined ? {} : { body: Uint8Array.from(body) };
  const url = `http://127.0.0.1${target}`;
  const response = await api.request(new Request(url, { method, headers: sent, ...withBody }));
  const type = response.headers.get("Content-Type") ?? "";
  return { status: response.status, type, body: await response.text() };
}
