import { describe, expect, test } from "vitest";
import { abortedWhenLearned } from "../../test/support/spark/aborted-when-learned.ts";
import type { Asked } from "../../test/support/spark/asked.ts";
import { clusterData, preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import { rowOf } from "../../test/support/spark/fake-cluster-reference.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { clusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { type FakeTable, fakeTable } from "../../test/support/spark/fake-cluster-tables.ts";
import {
  type FakeCluster,
  type FakeClusterOptions,
  fakeCluster,
} from "../../test/support/spark/fake-cluster.ts";
import { failure } from "../../test/support/spark/responses.ts";
import { AbortedError, DataError, SparkError } from "../core/errors.ts";
import type { SparkOptions } from "./options.ts";
import { checkPeopleFolder, writePeople } from "./people-folder.ts";
import type { Prepared } from "./prepare.ts";
import { USERS } from "./prepare.ts";
import type { StarsLearned } from "./stars.ts";
import { learnStars } from "./stars.ts";
import { type SparkContext, type TrainedOnSpark, trainOnSpark } from "./train-on-spark.ts";

const OPTIONS = { factors: 3, sweeps: 2, heldOutShare: 0 };
const PATH = "/out/people";

async function learned(
  withPeople: boolean,
): Promise<StarsLearned & { session: ClusterSession; prepared: Prepared }> {
  const { session, prepared, settings } = await preparedCluster(OPTIONS);
  return { ...(await learnStars(session, prepared, settings, withPeople)), session, prepared };
}

describe("the folder that people go to", () => {
  const session = clusterSession({ "/data/day/a.parquet": fakeTable({ user: ["int", [1]] }) });

  test("may be any that is not there", async () => {
    await expect(checkPeopleFolder(session, "/data/people")).resolves.toBeUndefined();
    expect(session.asked).toEqual([]); // nothing is run
  });

  test.each(["/data/day/a.parquet", "/data/day", "/data"])(
    "must not be there, as %s is, whatever it holds",
    async (path) => {
      const found = checkPeopleFolder(session, path);
      await expect(found).rejects.toThrow(DataError);
      await expect(found).rejects.toThrow(
        `Cannot train on Spark: ${path} is there already, so people's features cannot go there; name a folder that is not, or remove it`,
      );
    },
  );

  test("that cannot be looked for ends with the server's words", async () => {
    const error = new SparkError("Cannot read: No FileSystem for scheme", "failed");
    const broken = { ...session, columns: () => Promise.reject(error) };
    await expect(checkPeopleFolder(broken, "s9://b")).rejects.toBe(error);
  });
});

describe("people who stay on the cluster", () => {
  test("are written by their ids, each with bias and features as they would be fetched", async () => {
    const { session, prepared, fit } = await learned(false);
    await writePeople(session, fit, PATH);
    const { rows } = session.state.written.get(PATH)!;
    expect(rows).toHaveLength(prepared.users);
    const whole = await learned(true);
    const rowById = new Map(
      whole.session.state.made.get(USERS)!.rows.map(({ id, row }) => [id, Number(row)]),
    );
    for (const { id, bias, features } of rows) {
      const row = rowById.get(id!)!;
      expect(features).toEqual(rowOf(whole.head.userFactors, row, 3));
      expect(bias).toBeCloseTo(whole.head.userBias[row]!, 6);
    }
  });

  test("replace nothing that came to be there in the meantime", async () => {
    const { session, fit } = await learned(false);
    const other = fakeTable({ x: ["int", [1]] });
    session.state.written.set(PATH, other);
    const found = writePeople(session, fit, PATH);
    await expect(found).rejects.toThrow("PATH_ALREADY_EXISTS");
    expect(session.state.written.get(PATH)).toBe(other);
  });
});

const { ratings, films } = clusterData();
const TABLES = { "shop.ratings": ratings };

/** Starts to learn on a fake cluster. */
async function run(
  options: Partial<SparkOptions> = {},
  cluster: Partial<FakeClusterOptions> = {},
  context: SparkContext = {},
): Promise<{ readonly spark: FakeCluster; readonly found: Promise<TrainedOnSpark> }> {
  const spark = await fakeCluster({ tables: TABLES, ...cluster });
  const told = { ratings: "shop.ratings", ...OPTIONS, views: 1, peopleTo: PATH, ...options };
  return { spark, found: trainOnSpark(spark.address, told, context) };
}

describe("a run whose people stay on the cluster", () => {
  test("writes them last, when nothing else can fail, and has none in the model", async () => {
    const { spark, found } = await run();
    const { model } = await found;
    expect([model.users.size, model.head.userFactors.length]).toEqual([0, 0]);
    expect([...spark.written.keys()]).toEqual([PATH]);
    expect(spark.written.get(PATH)!.rows).toHaveLength(40);
    const work = spark.asked.filter(({ kind }) => kind !== "statement"); // in the end it uncaches
    expect(work.at(-1)).toMatchObject({ kind: "write", path: PATH });
    const asked = spark.asked.map((each) =>
      "of" in each && "text" in each.of ? each.of.text : "",
    );
    expect(asked.filter((text) => text.startsWith("SELECT row, id"))).toEqual([]); // nor fetched
  });

  test.each([PATH, "/out"])(
    "does nothing where %s is there already: not even the ratings are read",
    async (peopleTo) => {
      const there = { ...TABLES, [PATH]: fakeTable({ id: ["int", [1]] }) };
      const { spark, found } = await run({ peopleTo }, { tables: there });
      await expect(found).rejects.toThrow(DataError);
      await expect(found).rejects.toThrow(`${peopleTo} is there already`);
      const texts = spark.asked.map((asked) => (asked.kind === "statement" ? asked.text : "?"));
      expect(texts).toEqual([expect.stringMatching(/^SET /u), expect.stringMatching(/^SET /u)]);
      expect([spark.written.size, spark.openSessions]).toEqual([0, 0]);
    },
  );

  test("does not learn from a folder that it would write to", async () => {
    const tables = { "/data/a.parquet": ratings };
    const { found } = await run({ ratings: "/data/a.parquet", peopleTo: "/data" }, { tables });
    await expect(found).rejects.toThrow("/data is there already");
  });

  test("writes nothing where what comes after stars fails", async () => {
    const instead: FakeClusterOptions["instead"] = (asked) =>
      asked.kind === "fit" && "implicitPrefs" in asked.params
        ? [failure({ message: "no more memory" })]
        : undefined;
    const { spark, found } = await run({}, { instead });
    await expect(found).rejects.toThrow("Cannot fit what to pick");
    expect(spark.asked.filter(({ kind }) => kind === "fit")).toHaveLength(2); // that of stars was fitted
    expect([spark.written.size, spark.openSessions]).toEqual([0, 0]);
  });

  test("writes nothing where the signal is set before", async () => {
    const signal = abortedWhenLearned();
    const { spark, found } = await run({}, {}, { signal });
    await expect(found).rejects.toThrow(AbortedError);
    expect(signal.aborted).toBe(true);
    expect(spark.asked.some(({ kind }) => kind === "write")).toBe(false);
    expect([spark.written.size, spark.openSessions]).toEqual([0, 0]);
  });

  test("replaces nothing that came to be there while it learned", async () => {
    const { spark, found } = await run({}, { instead: comesToBeThere });
    function comesToBeThere({ kind }: Asked): undefined {
      if (kind === "fit") (spark.written as Map<string, FakeTable>).set(PATH, films);
    }
    await expect(found).rejects.toThrow(
      /^Cannot write the people's features: .*\/out\/people already exists/u,
    );
    expect(spark.written.get(PATH)).toBe(films);
  });
});
