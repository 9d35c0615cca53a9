import { expect, test } from "vitest";
import { dataAnswer } from "./data-answer.ts";

const SCOPE = "https://host.example/films/";
const LIST = `${SCOPE}data/index.json`;
const RATINGS = `${SCOPE}data/ml-100k/u.data`;
const DATA_SETS = { dataSets: [{ name: "ml-100k", files: ["data/ml-100k/u.data"] }] };

class MemoryCache extends Map<string, Response> {
  match(url: string): Promise<Response | undefined> {
    return Promise.resolve(this.get(url)?.clone());
  }
  put(url: string, response: Response): Promise<void> {
    this.set(url, response);
    return Promise.resolve();
  }
}

const online = (url: string): Promise<Response> =>
  Promise.resolve(url === LIST ? Response.json(DATA_SETS) : new Response("1\t2\t3\t4"));
const offline = (): Promise<Response> => Promise.reject(new TypeError("Failed to fetch"));

test("the server is asked first, and what it says is kept", async () => {
  const cache = new MemoryCache([[RATINGS, new Response("old")]]);
  const response = await dataAnswer({ url: RATINGS }, cache, online);
  expect(await response.text()).toBe("1\t2\t3\t4");
  expect(await (await cache.match(RATINGS))?.text()).toBe("1\t2\t3\t4");
});

test("without it, what was kept is what there is", async () => {
  const cache = new MemoryCache();
  for (const url of [LIST, RATINGS]) await dataAnswer({ url }, cache, online);
  const list = await dataAnswer({ url: LIST }, cache, offline);
  expect(await list.json()).toEqual(DATA_SETS);
  expect(await (await dataAnswer({ url: RATINGS }, cache, offline)).text()).toBe("1\t2\t3\t4");
});

test("data that were listed and never fetched are not listed without it", async () => {
  const cache = new MemoryCache();
  await dataAnswer({ url: LIST }, cache, online);
  const list = await dataAnswer({ url: LIST }, cache, offline);
  expect(await list.json()).toEqual({ dataSets: [] });
  expect((await dataAnswer({ url: RATINGS }, cache, offline)).type).toBe("error");
});

test("the list is empty where none was ever seen", async () => {
  const list = await dataAnswer({ url: LIST }, new MemoryCache(), offline);
  expect(await list.json()).toEqual({ dataSets: [] });
});

test("a refusal is passed on and not kept, and a full disk does not matter", async () => {
  const cache = new MemoryCache();
  const refused = await dataAnswer({ url: RATINGS }, cache, () =>
    Promise.resolve(new Response("", { status: 404 })),
  );
  expect([refused.status, cache.size]).toEqual([404, 0]);
  cache.put = () => Promise.reject(new Error("QuotaExceededError"));
  expect((await dataAnswer({ url: RATINGS }, cache, online)).status).toBe(200);
});
