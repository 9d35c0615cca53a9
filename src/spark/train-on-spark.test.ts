import { describe, expect, onTestFinished, test, vi } from "vitest";
import { abortedWhenLearned } from "../../test/support/spark/aborted-when-learned.ts";
import { clusterData, filmId } from "../../test/support/spark/fake-cluster-data.ts";
import {
  type Cell,
  type FakeTable,
  fakeTable,
} from "../../test/support/spark/fake-cluster-tables.ts";
import {
  type FakeCluster,
  type FakeClusterOptions,
  fakeCluster,
} from "../../test/support/spark/fake-cluster.ts";
import {
  relativeDifference,
  ridgeSolution,
  rowOf,
} from "../../test/support/spark/fake-cluster-reference.ts";
import type { Asked } from "../../test/support/spark/asked.ts";
import { type FakeFailure, failure, progress, wait } from "../../test/support/spark/responses.ts";
import { AbortedError, SparkError } from "../core/errors.ts";
import { fitBiases } from "../core/learn/biases.ts";
import { Model } from "../core/model/model.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import type { ServerProgress } from "./connect/session.ts";
import type { SparkOptions } from "./options.ts";
import type { SparkContext, TrainedOnSpark } from "./train-on-spark.ts";
import { trainOnSpark } from "./train-on-spark.ts";

const FACTORS = 2;
const REGULARIZATION = 0.01;
const { data, ratings, films } = clusterData();
const TABLES = { "shop.ratings": ratings, "shop.films": films };
const OPTIONS: SparkOptions = {
  ...{ ratings: "shop.ratings", films: "shop.films", factors: FACTORS, sweeps: 4 },
  ...{ regularization: REGULARIZATION, heldOutShare: 0, views: 1 },
};

async function trained(
  options: Partial<SparkOptions> = {},
  cluster: Partial<FakeClusterOptions> = {},
  context: SparkContext = {},
): Promise<TrainedOnSpark & { cluster: FakeCluster }> {
  const spark = await fakeCluster({ tables: TABLES, ...cluster });
  const result = await trainOnSpark(spark.address, { ...OPTIONS, ...options }, context);
  return { ...result, cluster: spark };
}

/** One run for all that only look at what is left of it. */
function plain(): ReturnType<typeof trained> {
  const onProgress = ({ step }: ServerProgress): void => void steps.add(step);
  return (plainRun ??= trained({}, {}, { onProgress }));
}
let plainRun: ReturnType<typeof trained> | undefined;
const steps = new Set<string>();

/** The head has another order than the table: by ids. */
function indices(model: Model): { userOf: Int32Array; movieOf: Int32Array } {
  const { users, userIndex, movieIndex } = data.ratings;
  const movies = new Map(model.catalogue.movies.map(({ id }, row) => [id, row]));
  const idOf = (row: number): string => filmId(data.catalogue.movies[row]!.id);
  return {
    userOf: Int32Array.from(userIndex, (row) => model.users.indexOf(users.idAt(row))),
    movieOf: Int32Array.from(movieIndex, (row) => movies.get(idOf(row))!),
  };
}

describe("a model that was learned on Spark", () => {
  test("predicts as an independent solve of the same ratings does", async () => {
    const { model } = await plain();
    const { userOf, movieOf } = indices(model);
    const { head } = model;
    const biases = fitBiases(data.ratings);
    expect(head.mean).toBeCloseTo(biases.mean, 6);
    const off: number[] = [];
    for (const [n, stars] of data.ratings.value.entries()) {
      // fifteen turns there, two here
      const bias = biases.userBias[data.ratings.userIndex[n]!]!;
      expect(Math.abs(head.userBias[userOf[n]!]! - bias)).toBeLessThan(0.05);
      off.push(stars - head.mean - head.userBias[userOf[n]!]! - head.movieBias[movieOf[n]!]!);
    }
    for (let user = 0; user < data.ratings.userCount; user++) {
      const own = off.map((target, n) => ({ target, n })).filter(({ n }) => userOf[n] === user);
      const rated = own.map(({ target, n }) => ({
        features: rowOf(head.movieFactors, movieOf[n]!, FACTORS),
        target,
      }));
      const p = ridgeSolution(rated, REGULARIZATION * (own.length + 50), FACTORS);
      const found = rowOf(head.userFactors, user, FACTORS);
      expect(relativeDifference(p, found)).toBeLessThan(1e-4);
      for (const { n } of own) {
        const features = rowOf(head.movieFactors, movieOf[n]!, FACTORS);
        const raw = data.ratings.value[n]! - off[n]! + p[0]! * features[0]! + p[1]! * features[1]!;
        const predicted = model.predict(
          model.users.idAt(user),
          model.catalogue.movies[movieOf[n]!]!.id,
        );
        expect(predicted).toBeCloseTo(Math.min(5, Math.max(1, raw)), 4);
      }
    }
  });

  test("is an ordinary model: taste, picks, reasons, likeness, and a file of the same", async () => {
    const { model } = await plain();
    const again = Model.fromBytes(model.toBytes());
    const [first, second, third] = model.catalogue.movies.map(({ id }) => id);
    const own = [
      { movieId: first!, rating: 5 },
      { movieId: second!, rating: 1 },
      { movieId: third!, rating: 4 },
    ];
    const [taste, same] = [model.taste(own), again.taste(own)];
    const picks = taste.picks({ count: 5 });
    expect(picks).toHaveLength(5);
    expect(picks.map(({ movieId }) => movieId)).not.toContain(first);
    expect(same.picks({ count: 5 })).toEqual(picks);
    expect(taste.explain(picks[0]!.movieId)).toEqual(same.explain(picks[0]!.movieId));
    expect(again.similar(first!, { count: 3 })).toEqual(model.similar(first!, { count: 3 }));
    expect(again.provenance).toEqual(model.provenance);
    expect(again.predict(model.users.idAt(3), first!)).toBe(
      model.predict(model.users.idAt(3), first!),
    );
  });

  test("knows films and people by their ids there, and how often films were rated", async () => {
    const { model, untitled, superseded, spark } = await plain();
    expect([untitled, superseded, spark]).toEqual([0, 0, "4.1.4"]);
    expect(model.users.toArray().toSorted()).toEqual(data.ratings.users.toArray().toSorted());
    const counts = data.ratings.movieCounts();
    const rated = data.catalogue.movies.filter((_, row) => counts[row]! > 0);
    expect(model.catalogue.size).toBe(rated.length);
    for (const [row, movie] of model.catalogue.movies.entries()) {
      const from = data.catalogue.movies.findIndex(({ id }) => filmId(id) === movie.id);
      const { id, title, year, genres } = data.catalogue.movies[from]!;
      expect(movie).toMatchObject({
        title,
        year,
        genres: [...genres, "Other"],
        imdbId: Number(id),
      });
      expect(model.movieCounts[row]).toBe(counts[from]);
    }
  });

  test("says in its provenance where it is from", async () => {
    const { model } = await plain();
    expect(model.provenance).toMatchObject({
      ...{ data: "shop.ratings, trained on Spark 4.1.4", method: "spark-als", epochs: 4 },
      ...{ users: 40, ratings: 500, heldOutError: null, picks: { views: 1, seed: 1 } },
      options: { factors: 2, sweeps: 4, heldOutShare: 0, refit: true, seed: 1, spark: "4.1.4" },
    });
    expect(model.scale).toEqual(WHOLE_STARS);
    expect(model.halfWidth80).toBeNaN();
  });

  test("of half stars in files, with times, numbers as films' ids, and none in the table of films", async () => {
    const { users, userIndex, movieIndex, value } = data.ratings;
    const once = {
      Kunde: Array.from(userIndex, (row) => `k-${users.idAt(row)}`),
      film: Array.from(movieIndex, (row) => Number(data.catalogue.movies[row]!.id)),
      stars: Array.from(value, (stars) => stars - 0.5),
      at: Array.from(value, () => 5),
    };
    const column = (name: keyof typeof once, earlier: Cell): Cell[] => [...once[name], earlier];
    const csv = fakeTable({
      Kunde: ["string", column("Kunde", once.Kunde[0]!)],
      film: ["int", column("film", once.film[0]!)],
      "the stars": ["double", column("stars", 3)],
      "at`": ["bigint", column("at", 4)],
    });
    const none = fakeTable({ id: ["int", [0]], title: ["string", ["Nowhere"]] });
    const { model, superseded, untitled } = await trained(
      {
        ...{ ratings: ["/data/a.csv"], films: ["/data/f.parquet"], heldOutShare: 0.2 },
        columns: ["kunde", "film", "the stars", "at`"],
      },
      { tables: { "/data/a.csv": csv, "/data/f.parquet": none } },
    );
    expect(superseded).toBe(1);
    expect(untitled).toBe(model.catalogue.size);
    expect(model.scale).toEqual(HALF_STARS);
    expect(model.users.indexOf("k-1")).toBeGreaterThanOrEqual(0);
    const movie = model.catalogue.movies[0]!;
    expect(movie.id).toBeTypeOf("number");
    expect(movie.title).toBe(String(movie.id));
    expect(model.provenance.data).toBe("a.csv, trained on Spark 4.1.4");
    expect(model.provenance.heldOutError).toBeGreaterThan(0.3);
    expect(model.halfWidth80).toBeGreaterThan(0.3);
  });
});

describe("a run on Spark", () => {
  test.each([1, 2])("gives the same bytes where streams end after %i responses", async (most) => {
    const whole = await plain();
    const { model, cluster } = await trained({}, { responsesPerStream: most });
    expect(model.toBytes()).toEqual(whole.model.toBytes());
    expect(cluster.calls.filter((call) => call.startsWith("reattach")).length).toBeGreaterThan(9);
  });

  test("gives the same bytes where streams are reset and connections lost again and again", async () => {
    const whole = await plain();
    const spark = await fakeCluster({ tables: TABLES });
    for (let n = 0; n < 12; n++) {
      const kinds = ["none", "none", "reset", "none", "disconnect", "endEarly"] as const;
      spark.faults.push({ kind: kinds[n % 6]!, after: n % 3 });
    }
    const { model } = await trainOnSpark(spark.address, OPTIONS);
    expect(spark.faults).toEqual([]);
    expect(spark.connections).toBeGreaterThan(1);
    expect(model.toBytes()).toEqual(whole.model.toBytes());
  });

  test("tells how far the cluster is, in words for each step", async () => {
    await plain();
    expect([...steps]).toEqual([
      "read the ratings",
      "number people and films",
      "fetch films",
      "fetch people",
      "remove biases",
      "fit hidden features",
      "fetch hidden features",
      "fetch people to ask",
      "fit what to pick",
    ]);
  });

  test("first sets what it needs: Arrow that is not compressed, and `user` as a name", async () => {
    const { cluster } = await plain();
    expect(cluster.asked.slice(0, 2)).toEqual([
      { kind: "statement", text: "SET spark.sql.execution.arrow.compression.codec = none" },
      { kind: "statement", text: "SET spark.sql.ansi.enforceReservedKeywords = false" },
    ]);
  });

  test("reads people's ids before it fits anything: what is too large is found early", async () => {
    const { cluster } = await plain();
    const kinds = cluster.asked.map((asked) =>
      asked.kind === "rows" && asked.of.kind === "sql" && asked.of.text.startsWith("SELECT row, id")
        ? "ids"
        : asked.kind,
    );
    expect(kinds).toContain("ids");
    expect(kinds.indexOf("ids")).toBeLessThan(kinds.indexOf("fit"));
  });

  test("lets go of its session and its models, whatever comes of it", async () => {
    const { cluster } = await plain();
    expect([cluster.openSessions, cluster.models.size]).toEqual([0, 0]);
    const table = fakeTable({ user: ["int", []] });
    const failing = await fakeCluster({ tables: { "shop.ratings": table } });
    await expect(trainOnSpark(failing.address, OPTIONS)).rejects.toThrow("has no column");
    expect([failing.openSessions, failing.calls.at(-1)]).toEqual([0, "releaseSession"]);
  });

  test.each([5, 31])("is lost where the server restarts after %i statements", async (n) => {
    const spark = await fakeCluster({ tables: TABLES });
    for (let k = 0; k < n; k++) spark.faults.push({ kind: "none" });
    spark.faults.push({ kind: "restart", after: 1 });
    const found = trainOnSpark(spark.address, OPTIONS);
    await expect(found).rejects.toThrow(SparkError);
    await expect(found).rejects.toMatchObject({ fault: "lost" });
    await expect(found).rejects.toThrow(/was restarted or dropped the session.*run it again/u);
  });

  test("hears the signal at the end as well, where the last is solved here", async () => {
    const found = trained({}, {}, { signal: abortedWhenLearned() });
    await expect(found).rejects.toThrow(AbortedError);
    await expect(found).rejects.toThrow("Cannot train on Spark");
  });

  test("that is aborted stops the cluster, and ends its session", async () => {
    const stop = new AbortController();
    const never = new Promise(() => {});
    const spark = await fakeCluster({
      tables: TABLES,
      instead: ({ kind }) => (kind === "fit" ? [progress(1, 9), wait(never)] : undefined),
    });
    const onProgress = ({ tasks }: ServerProgress): void => {
      if (tasks === 9) stop.abort();
    };
    const found = trainOnSpark(spark.address, OPTIONS, { signal: stop.signal, onProgress });
    await expect(found).rejects.toThrow(AbortedError);
    expect(spark.calls).toContain("interrupt");
    expect(spark.calls.at(-1)).toBe("releaseSession");
    expect(spark.openSessions).toBe(0);
  });
});

describe("what a cluster says against a run", () => {
  const fits = (told: FakeFailure) => ({
    instead: ({ kind }: Asked) => (kind === "fit" ? [failure(told)] : undefined),
  });

  test("a model over the ML cache's size: which setting to raise", async () => {
    const message =
      "[CONNECT_ML.MODEL_SIZE_OVERFLOW_EXCEPTION] Generic Spark Connect ML error. The fitted or loaded model size is about 9000000000 bytes. " +
      "Please fit or load a model smaller than 1073741824 bytes.";
    const errorClass = "CONNECT_ML.MODEL_SIZE_OVERFLOW_EXCEPTION";
    const found = trained({}, fits({ message, errorClass }));
    await expect(found).rejects.toMatchObject({ fault: "limit" });
    await expect(found).rejects.toThrow(
      "Cannot fit hidden features: the model is larger than the server keeps (about 9000000000 bytes, it allows 1073741824); " +
        "raise spark.connect.session.connectML.mlCache.memoryControl.maxModelSize on the server",
    );
  });

  test("a model file that ids and titles make too large: told before anything is fitted", async () => {
    const spark = await fakeCluster({ tables: TABLES });
    const size = vi.spyOn(IdMap.prototype, "size", "get").mockImplementation(function (
      this: IdMap,
    ) {
      const ids = this.toArray();
      return typeof ids[0] === "number" ? 2e8 : ids.length; // of people, numbers; of films, texts
    });
    onTestFinished(() => size.mockRestore());
    const found = trainOnSpark(spark.address, OPTIONS);
    await expect(found).rejects.toMatchObject({ fault: "limit" });
    await expect(found).rejects.toThrow(/the model file would have 24\d{8} bytes.*"peopleTo"/u);
    expect(spark.asked.some(({ kind }) => kind === "fit")).toBe(false);
  });

  test("a Spark before 4", async () => {
    const found = trained({}, { version: "3.5.6" });
    await expect(found).rejects.toMatchObject({ fault: "unsupported" });
    await expect(found).rejects.toThrow(/needs Spark 4\.0 or later, .* is 3\.5\.6/u);
  });

  test("a table that is not there, in its own words", async () => {
    const found = trained({ ratings: "shop.nowhere" });
    await expect(found).rejects.toThrow(SparkError);
    await expect(found).rejects.toThrow("The table or view cannot be found");
  });
});

/** The ratings with one column as it is not to be. */
function spoilt(column: string, type: string, cell?: Cell): FakeTable {
  const rows = ratings.rows.map((row, n) =>
    n === 7 && cell !== undefined ? { ...row, [column]: cell } : row,
  );
  return { types: { ...ratings.types, [column]: type }, rows };
}

describe("ratings that cannot be learned from", () => {
  test.each<[string, FakeTable, string]>([
    ["a type", spoilt("rating", "string"), 'column "rating" of shop.ratings must hold numbers'],
    ["a value", spoilt("rating", "double", 7), "ratings must lie in [0.5, 5] stars"],
    ["no row", { ...ratings, rows: [] }, "shop.ratings has no row"],
  ])("are told as errors of the data: %s", async (_, table, message) => {
    const found = trained({}, { tables: { ...TABLES, "shop.ratings": table } });
    await expect(found).rejects.toMatchObject({
      code: "E_DATA",
      message: expect.stringContaining(message),
    });
  });

  test("wrong options and addresses are told before anything is connected to", async () => {
    const wrong = { ...OPTIONS, rank: 3 } as SparkOptions;
    await expect(trainOnSpark("sc://127.0.0.1:9", wrong)).rejects.toThrow(TypeError);
    await expect(trainOnSpark("http://127.0.0.1:9", OPTIONS)).rejects.toThrow(SyntaxError);
    const context = { onprogress: () => {} } as SparkContext;
    const found = trainOnSpark("sc://127.0.0.1:9", OPTIONS, context);
    await expect(found).rejects.toThrow(TypeError);
    await expect(found).rejects.toThrow(/^Cannot train on Spark: .*"onprogress"/u);
  });
});
