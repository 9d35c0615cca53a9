import { afterEach, describe, expect, test, vi } from "vitest";
import { AbortedError, DataError, TrainingDivergedError, synthesize } from "../../index.ts";
import { zipOf } from "../../../test/support/exports/zip-of.ts";
import type { LearnNews, LearnOptions, LearnResult, LearnSource, OwnFilm } from "../messages.ts";
import { inWordsOfThePage, learnCalls } from "./learn-calls.ts";

const BASE = "https://films.example/some/folder/";
const small = synthesize({ users: 60, movies: 40, ratings: 1200, seed: 5 });

async function blobOf(files: Readonly<Record<string, string>>): Promise<Blob> {
  return new Blob([new Uint8Array(await zipOf(files))]);
}

/** Made-up ratings as a MovieLens set of recent make. */
async function setOf({ ratings, catalogue }: typeof small): Promise<LearnSource> {
  const users = ratings.users.toArray();
  const rows = Array.from(ratings.value, (rating, n) => {
    const { id } = catalogue.at(ratings.movieIndex[n]!);
    return `${users[ratings.userIndex[n]!]},${id},${rating},0`;
  });
  const movies = catalogue.movies.map(({ id, title, year }) => `${id},${title} (${year}),Drama`);
  const file = await blobOf({
    "ratings.csv": ["userId,movieId,rating,timestamp", ...rows].join("\n"),
    "movies.csv": ["movieId,title,genres", ...movies].join("\n"),
  });
  return { kind: "file", file, name: "ml-tiny.zip" };
}

const OWN: readonly OwnFilm[] = small.catalogue.movies.slice(0, 12).map(({ title, year }, k) => {
  return { title, year, rating: 1 + (k % 5), mark: undefined };
});
const OPTIONS = { factors: 3, weightDecay: true, seed: 1, own: OWN };

async function run(
  options: Partial<LearnOptions> = {},
  signal = new AbortController().signal,
): Promise<{ news: LearnNews[]; result: LearnResult }> {
  const news: LearnNews[] = [];
  const tell = (one: unknown): void => void news.push(one as LearnNews);
  const given: LearnOptions = { ...OPTIONS, source: await setOf(small), ...options };
  const result = await learnCalls(BASE).learn([given], { signal, tell });
  return { news, result };
}

type Kind = LearnNews["kind"];
type Of<K extends Kind> = Extract<LearnNews, { kind: K }>;

function ofKind<K extends Kind>(news: readonly LearnNews[], kind: K): Of<K>[] {
  return news.filter((one): one is Of<K> => one.kind === kind);
}

afterEach(() => vi.unstubAllGlobals());

describe("learning, looked on", () => {
  const once = run();

  test("tells of data, the start, each epoch, why it stopped, and learning once more", async () => {
    const { news } = await once;
    const order = news.map(({ kind }) => kind).filter((kind, k, all) => kind !== all[k - 1]);
    expect(order).toEqual(["data", "start", "epoch", "stopped", "refit", "picks"]);
    const epochs = ofKind(news, "epoch").map(({ epoch }) => epoch);
    expect(epochs).toEqual([...epochs.keys()]);
    const [refit] = ofKind(news, "refit").slice(-1);
    const [stopped] = ofKind(news, "stopped");
    expect(refit!.epoch).toBe(stopped!.bestEpoch);
    expect(refit!.shown).toBeDefined();
  });

  test("begins off by as much as ratings differ, and gets better", async () => {
    const { news } = await once;
    const [start, ...later] = ofKind(news, "epoch");
    const { value } = small.ratings;
    const mean = value.reduce((sum, rating) => sum + rating, 0) / value.length;
    const sd = Math.sqrt(value.reduce((sum, r) => sum + (r - mean) ** 2, 0) / value.length);
    expect(start!.trainError).toBeGreaterThan(0.9 * sd);
    expect(start!.trainError).toBeLessThan(1.1 * sd);
    expect(later.at(-1)!.trainError).toBeLessThan(0.9 * sd);
  });

  test("shows as many places, features and predictions as there are films and ratings", async () => {
    const { news } = await once;
    const [{ films } = { films: [] }] = ofKind(news, "data");
    const [{ watched } = { watched: [] }] = ofKind(news, "start");
    for (const { shown } of ofKind(news, "epoch")) {
      expect([shown.x.length, shown.y.length]).toEqual([films.length, films.length]);
      expect(shown.vectors).toHaveLength(films.length * OPTIONS.factors);
      expect(shown.watched).toHaveLength(watched.length);
    }
  });

  test("has the person among the people, and picks three films for them", async () => {
    const { news, result } = await once;
    expect(ofKind(news, "data")[0]!.data).toMatchObject({ own: 12, users: 60, isMadeUp: false });
    expect(ofKind(news, "start")[0]!.watched.filter(({ who }) => who === "you")).toHaveLength(4);
    expect(result.picks).toHaveLength(3);
    const rated = new Set(OWN.map(({ title }) => title));
    for (const { title, stars, low, high } of result.picks) {
      expect(rated.has(title)).toBe(false);
      expect(low).toBeLessThanOrEqual(stars);
      expect(stars).toBeLessThanOrEqual(high);
    }
  });

  test("comes closer to the ratings it learns from without weight decay", async () => {
    const [with_, without] = await Promise.all([
      run({ factors: 10 }),
      run({ factors: 10, weightDecay: false }),
    ]);
    const lastOf = ({ news }: { news: LearnNews[] }): number =>
      ofKind(news, "epoch").at(-1)!.trainError;
    expect(lastOf(without)).toBeLessThan(0.9 * lastOf(with_));
  });

  test("picks for nobody where the person rated none of the films, and learns nothing for it", async () => {
    const { news, result } = await run({ own: [] });
    expect(ofKind(news, "data")[0]!.data.own).toBe(0);
    expect(result.picks).toEqual([]);
    expect(result.seconds).toBeGreaterThan(0);
    expect(ofKind(news, "picks")).toEqual([]);
    const [last] = news.slice(-1);
    expect(last).toMatchObject({ kind: "refit", epoch: ofKind(news, "stopped")[0]!.bestEpoch });
  });

  test("says why it stopped where nothing could be held out and there is nobody to pick for", async () => {
    const few = synthesize({ users: 4, movies: 4, ratings: 8, seed: 5 });
    const { news } = await run({ own: [], source: await setOf(few) });
    expect(ofKind(news, "refit")).toEqual([]);
    expect(ofKind(news, "stopped")).toHaveLength(1);
  });

  test("names what the page can change where a run gets out of hand", () => {
    const told = inWordsOfThePage(
      new TrainingDivergedError('Cannot train: …; lower "learningRate"', 7),
    );
    expect(told).toMatchObject({ epoch: 7, code: "E_DIVERGED" });
    expect(told.message).toContain("epoch 7 grew without bound; switch weight decay on");
    expect(told.message).not.toContain("learningRate");
  });

  test("stops when it is given up", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(run({}, controller.signal)).rejects.toThrow(AbortedError);
  });

  test("says what is wrong with a file that is no MovieLens ZIP", async () => {
    const source = (file: Blob): LearnSource => ({ kind: "file", file, name: "mine.zip" });
    const broken = run({ source: source(new Blob(["no zip"])) });
    await expect(broken).rejects.toThrow(DataError);
    await expect(broken).rejects.toThrow(/mine\.zip.*no ZIP archive/u);
    const other = run({ source: source(await blobOf({ "diary.csv": "Date,Name\n" })) });
    await expect(other).rejects.toThrow(
      /"u\.data", "ratings\.dat", "ratings\.csv" or "ratings\.parquet" must be there/u,
    );
  });

  test("finds out what a file is without reading all of it", async () => {
    const context = { signal: new AbortController().signal, tell: () => undefined };
    const check = async (files: Readonly<Record<string, string>>): Promise<void> => {
      const file = { kind: "file" as const, file: await blobOf(files), name: "mine.zip" };
      return learnCalls(BASE).checkMovieLens([file], context);
    };
    const movies = "movieId,title,genres\n1,Heat (1995),Crime\n";
    const header = "userId,movieId,rating,timestamp\n";
    await check({ "movies.csv": movies, "ratings.csv": `${header}1,1,4,0\n` });
    const rows = Array.from({ length: 300_000 }, (_, n) => `${n},1,4,0`).join("\n");
    const broken = { "movies.csv": movies, "ratings.csv": `${header}${rows}\nbroken\n` };
    await check(broken); // the end is not reached
    const file: LearnSource = { kind: "file", file: await blobOf(broken), name: "mine.zip" };
    await expect(run({ source: file })).rejects.toThrow(DataError);
    await expect(check({ "diary.csv": "Date,Name\n" })).rejects.toThrow(/must be there/u);
    const letterboxd = "Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Heat,1995,x,4\n";
    await expect(check({ "ratings.csv": letterboxd })).rejects.toThrow(DataError);
  });
});

describe("MovieLens 100K of the server", () => {
  const items = Array.from(
    { length: 20 },
    (_, k) => `${k + 1}|Film ${k + 1} (1990)||||${Array(19).fill("0").join("|")}\n`,
  ).join("");
  const rows = Array.from(
    { length: 200 },
    (_, n) => `${1 + (n % 10)}\t${1 + Math.floor(n / 10)}\t${1 + ((n * 7) % 5)}\t0\n`,
  ).join("");
  const LIST = {
    dataSets: [{ name: "ml-100k", files: ["data/ml-100k/u.data", "data/ml-100k/u.item"] }],
  };

  function serve(answers: Readonly<Record<string, unknown>>): void {
    vi.stubGlobal("fetch", async (url: URL) => {
      const answer = answers[url.href.replace(BASE, "")];
      if (answer === undefined) return new Response("", { status: 404 });
      return typeof answer === "string" ? new Response(answer) : Response.json(answer);
    });
  }

  test("is learned from where the server has it, and is fetched once", async () => {
    serve({ "data/index.json": LIST, "data/ml-100k/u.data": rows, "data/ml-100k/u.item": items });
    const calls = learnCalls(BASE);
    const context = { signal: new AbortController().signal, tell: () => undefined };
    expect(await calls.hasMovieLens([], context)).toBe(true);
    const own = [{ title: "Film 3", year: 1990, rating: 4, mark: undefined }];
    const given: LearnOptions = { ...OPTIONS, own, source: { kind: "server" } };
    const { picks } = await calls.learn([given], context);
    serve({});
    expect((await calls.learn([given], context)).picks).toEqual(picks);
    expect(picks).toHaveLength(3);
  });

  test.each([
    ["lists none", { "data/index.json": { dataSets: [] } }],
    ["lists others", { "data/index.json": { dataSets: [{ name: "ml-1m", files: [] }] } }],
    ["has no list", {}],
    ["answers everything with a page", { "data/index.json": "<!doctype html>" }],
  ])("is not there where the server %s", async (_, answers) => {
    serve(answers);
    const calls = learnCalls(BASE);
    const context = { signal: new AbortController().signal, tell: () => undefined };
    expect(await calls.hasMovieLens([], context)).toBe(false);
    const asked = calls.learn([{ ...OPTIONS, source: { kind: "server" } }], context);
    await expect(asked).rejects.toThrow(/this server does not have it; choose/u);
  });

  test("is not there without a network", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    const context = { signal: new AbortController().signal, tell: () => undefined };
    expect(await learnCalls(BASE).hasMovieLens([], context)).toBe(false);
  });

  test("says which file did not come", async () => {
    serve({ "data/index.json": LIST, "data/ml-100k/u.data": rows });
    await expect(run({ source: { kind: "server" } })).rejects.toThrow(
      /u\.item did not come \(the server answered 404\); try again/u,
    );
  });
});
