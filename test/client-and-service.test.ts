// The client against a service that listens: what both sides take from the contract, they take alike.
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { MatineeClient, ServiceError } from "../src/client/index.ts";
import type { Fetch } from "../src/client/index.ts";
import { makeApiKey } from "../src/server/access/api-key.ts";
import { listen } from "../src/server/node.ts";
import { startService } from "../src/server/start-service.ts";
import { openStore } from "../src/store/open-store.ts";
import { handMadeModel, randomFilms } from "./support/hand-made-model.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const FILMS = randomFilms(40, 3, 1).map((film, k) => ({
  ...{ ...film, title: `Film ${k}`, year: 1960 + k },
}));
let client: MatineeClient;
let url: string;
const statuses: number[] = [];
const counting: Fetch = async (address, init) => {
  const response = await fetch(address, init);
  statuses.push(response.status);
  return response;
};

beforeEach(async () => {
  const address = join(temporaryFolder(), "store.db");
  const store = await openStore(address);
  const ended = new AbortController();
  const service = await startService({
    ...{ store, storeAddress: address, isLoopback: true, isOwnHost: () => true, version: "1.2.3" },
    base: { version: "first", model: handMadeModel(FILMS, { users: [1, 2, 3] }) },
    ...{ log: () => undefined, signal: ended.signal },
  });
  const { key, text } = makeApiKey({ name: "", scopes: ["read", "write"], rate: 0, createdAt: 0 });
  await store.addKey(key);
  const place = { host: "127.0.0.1", port: 0, signal: ended.signal };
  const listening = await listen((request, arrival) => service.api.fetch(request, arrival), place);
  onTestFinished(async () => {
    ended.abort();
    await listening.closed;
    await service.close();
  });
  ({ url } = listening);
  client = new MatineeClient({ url, apiKey: text, fetch: counting, cacheBytes: 1_000_000 });
  statuses.length = 0;
});

async function refused(promise: Promise<unknown>): Promise<ServiceError["answer"]> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServiceError);
  return (error as ServiceError).answer;
}

describe("a person", () => {
  test("rates, is given picks, and is deleted", async () => {
    const { movies } = await client.movies((await client.movie(1)).title);
    expect(movies.map(({ movieId }) => movieId)).toContain("1");
    expect(await client.putRating("ann", 1, 4)).toMatchObject({ movieId: "1", rating: 4 });
    await client.putSignal("ann", 2, "seen");
    const { ratings, signals } = await client.ratings("ann");
    expect([ratings.length, signals.length]).toEqual([1, 1]);
    const { picks, model } = await client.picks("ann", { count: 5, surprise: 0.1 + 0.2 });
    expect([picks.length, model]).toEqual([5, "first"]);
    expect((await client.predict("ann", 3)).movieId).toBe("3");
    await client.deletePerson("ann");
    expect(await refused(client.picks("ann"))).toMatchObject({
      status: 404,
      problem: "person-unknown",
    });
  });

  test.each([".", "..", "~..", "%2E%2E", "a/b", "?#\\", "\u0000\n", "é", "e\u0301", "🎬"])(
    "of the id %j is exactly that one",
    async (id) => {
      await client.putRating(id, 1, 5);
      await client.putRatings([{ personId: id, movieId: 2, rating: 4 }]);
      expect((await client.ratings(id)).ratings.map(({ movieId }) => movieId)).toEqual(["1", "2"]);
      await client.putRating("other", id, 3);
      expect((await client.ratings("other")).ratings.map(({ movieId }) => movieId)).toEqual([id]);
      await client.deleteRating("other", id);
      await client.deletePerson(id);
      expect(await refused(client.ratings(id))).toMatchObject({ problem: "person-unknown" });
    },
  );

  test("whose answer has not changed is told so in a 304", async () => {
    await client.putRating("ann", 1, 4);
    statuses.length = 0;
    const first = await client.picks("ann");
    expect(await client.picks("ann")).toEqual(first);
    await client.putRating("ann", 2, 1);
    const later = await client.picks("ann");
    expect(statuses).toEqual([200, 304, 200, 200]);
    expect(later.ratings).toBe(2);
  });
});

test("many ratings are stored, wrong lines told by number", async () => {
  const lines = Array.from({ length: 6_000 }, (_, k) => ({
    ...{ personId: `${"x".repeat(200)}${k % 100}`, movieId: k % 40, rating: k === 5_000 ? 99 : 3 },
    ratedAt: "2026-11-29T17:00:00Z",
  }));
  const told = await client.putRatings(lines);
  expect(told).toMatchObject({ accepted: 5_999, rejected: 1, errorsLeftOut: 0 });
  expect(told.errors.map(({ line }) => line)).toEqual([5_001]);
  expect(statuses.length).toBeGreaterThan(1);
});

test("what is sent along is answered and not stored", async () => {
  const ratings = [{ movieId: 1, rating: 5 }];
  const { picks, avoid } = await client.picksFor(ratings, { count: 2, avoid: 1 });
  expect([picks.length, avoid.length]).toEqual([2, 1]);
  await client.putRating("bob", 2, 2);
  const night = await client.together([{ personId: "bob" }, { ratings }], { count: 2 });
  expect(night.picks[0]?.people).toHaveLength(2);
  const csv = new TextEncoder().encode("Title,Year,Rating\nFilm 1,1961,4\n");
  expect((await client.importExport(csv, { file: "ratings.csv" })).stored).toBeNull();
  expect((await client.similar(1, { leastRatings: 0 })).model).toBe("first");
});

test("a key opens what its scopes are, and no key opens nothing", async () => {
  expect(await refused(client.models())).toMatchObject({ status: 403, problem: "not-allowed" });
  const stranger = new MatineeClient({ url });
  const answer = await refused(stranger.model());
  expect(answer).toMatchObject({ status: 401, problem: "not-authenticated" });
  expect(answer.requestId).toMatch(/^[\da-f-]{36}$/u);
  expect(await stranger.ready()).toEqual({ status: "ok" });
  expect((await stranger.openApi()).openapi).toBe("3.1.0");
  expect(await stranger.docsPage()).toMatch(/^<!doctype html>/u);
  expect(await client.metrics()).toContain("matinee_requests_total");
});
