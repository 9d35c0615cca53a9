import { describe, expect, it } from "vitest";
import {
  type FakeSpark,
  fakeSpark,
  type FakeSparkOptions,
} from "../../../test/support/spark/fake-spark.ts";
import { model, rows } from "../../../test/support/spark/responses.ts";
import { SparkError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession } from "./open-session.ts";
import {
  filesRelation,
  modelAttribute,
  sqlRelation,
  tableRelation,
  transformed,
} from "./relations.ts";
import type { SparkSession } from "./session.ts";

async function opened(
  options: FakeSparkOptions,
): Promise<{ spark: FakeSpark; session: SparkSession }> {
  const spark = await fakeSpark(options);
  return { spark, session: await openSession(parseSparkAddress(spark.address)) };
}

const ALS = "org.apache.spark.ml.recommendation.ALS";

describe("a session", () => {
  it("asks for views, statements, fits, writes and rows as Spark reads them", async () => {
    const answers = { fit: [model("m1")], rows: [rows({ n: Int32Array.of(7) })] };
    const { spark, session } = await opened({
      answer: ({ kind }) => (kind === "fit" || kind === "rows" ? answers[kind] : undefined),
    });
    const files = {
      paths: ["hdfs://n/a", "hdfs://n/b"],
      format: "csv",
      options: { header: "true" },
    };
    await session.createView("ratings", filesRelation(files));
    await session.execute("cache the ratings", "CACHE TABLE r");
    const params = {
      rank: { int: 8 },
      seed: { long: 2 ** 40 },
      regParam: { double: 0.5 },
      alpha: { float: 0.25 },
      userCol: { string: "user" },
      nonnegative: { boolean: true },
    };
    const fitted = await session.fit("fit", { name: ALS, params }, tableRelation("r"));
    expect(fitted).toEqual({ id: "m1" });
    await session.write("write", modelAttribute(fitted, "itemFactors"), "/out");
    const counted: unknown[] = [];
    for await (const batch of session.batches("read", transformed(fitted, sqlRelation("q")))) {
      counted.push(...batch.toArray());
    }
    expect(counted).toEqual([{ n: 7 }]);
    await session.forget(fitted);
    await session.close();
    expect(spark.asked).toEqual([
      { kind: "view", name: "ratings", of: { kind: "files", ...files } },
      { kind: "statement", text: "CACHE TABLE r" },
      {
        kind: "fit",
        estimator: ALS,
        params: {
          rank: ["integer", 8],
          seed: ["long", 2n ** 40n],
          regParam: ["double", 0.5],
          alpha: ["float", 0.25],
          userCol: ["string", "user"],
          nonnegative: ["boolean", true],
        },
        dataset: { kind: "table", name: "r" },
      },
      {
        kind: "write",
        path: "/out",
        of: { kind: "attribute", model: "m1", attribute: "itemFactors" },
      },
      {
        kind: "rows",
        of: { kind: "transformed", model: "m1", dataset: { kind: "sql", text: "q" } },
      },
      { kind: "forget", models: ["m1"] },
    ]);
  });

  it("keeps rows under a name, whatever happens to the streams", async () => {
    const { spark, session } = await opened({ responsesPerStream: 1 });
    await session.keep("keep the ratings", "ratings", "SELECT 1");
    await session.close();
    expect(spark.asked).toEqual([
      { kind: "keep", of: { kind: "sql", text: "SELECT 1" } },
      { kind: "view", name: "ratings", of: { kind: "kept", id: "kept-1" } },
    ]);
  });

  it("drops what it kept, the view and the rows, and nothing of another name", async () => {
    const { spark, session } = await opened({});
    await session.keep("keep the ratings", "ratings", "SELECT 1");
    await session.drop("ratings");
    await session.drop("ratings");
    await session.drop("somebodys");
    expect(spark.asked.slice(2)).toEqual([
      { kind: "statement", text: "DROP VIEW IF EXISTS ratings" },
      { kind: "release", id: "kept-1" },
    ]);
    await session.close();
  });

  it("does not take rows for kept when the server does not say so", async () => {
    const { session } = await opened({ answer: () => [] });
    await expect(session.keep("keep the ratings", "ratings", "SELECT 1")).rejects.toThrow(
      "Cannot keep the ratings: the server answered without rows",
    );
    await session.close();
  });

  it("tells columns with types as SQL writes them", async () => {
    const columns = { user: "int", item: "bigint", rating: "decimal(3,1)", tags: "array<string>" };
    const { session } = await opened({
      columns: (of) => (of.kind === "table" ? columns : { message: "no", classes: [] }),
    });
    await expect(session.columns(tableRelation("r"))).resolves.toEqual(
      Object.entries(columns).map(([name, type]) => ({ name, type })),
    );
    await expect(session.columns(sqlRelation(""))).rejects.toThrow(
      `Cannot read the columns of a table: Spark at ${session.address} says: no`,
    );
    await session.close();
  });

  it("reads factors as lists of floats", async () => {
    const features = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
    const { session } = await opened({
      answer: () => [rows({ id: Int32Array.of(1, 2), features })],
    });
    for await (const batch of session.batches("read", sqlRelation(""))) {
      expect([...batch.getChild("features")].map((list) => [...(list as Float32Array)])).toEqual([
        [1, 2],
        [3, 4],
      ]);
    }
    await session.close();
  });

  it("does without a model only with an error", async () => {
    const { session } = await opened({});
    const fit = session.fit("fit", { name: ALS, params: {} }, tableRelation("r"));
    await expect(fit).rejects.toBeInstanceOf(SparkError);
    await session.close();
  });
});
