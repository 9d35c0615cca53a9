import { describe, expect, test } from "vitest";
import { clusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { fakeTable } from "../../test/support/spark/fake-cluster-tables.ts";
import { rows } from "../../test/support/spark/responses.ts";
import { alsEstimator, readFeatures } from "./als.ts";

const SETTINGS = { factors: 2, sweeps: 3, regularization: 0.5, seed: 9 };

describe("what ALS is told", () => {
  test.each([
    [1, 4],
    [8_000_000, 4],
    [8_000_001, 5],
    [100_000_000, 50],
  ])("for %i entries is to solve either side in %i blocks", (entries, blocks) => {
    const { params } = alsEstimator({ ...SETTINGS, entries }, {});
    expect(params).toMatchObject({
      numUserBlocks: { int: blocks },
      numItemBlocks: { int: blocks },
    });
  });

  test("is what was set, the names of the columns, and what is said besides", () => {
    const more = { implicitPrefs: { boolean: true } };
    expect(alsEstimator({ ...SETTINGS, entries: 1 }, more)).toEqual({
      name: "org.apache.spark.ml.recommendation.ALS",
      params: {
        ...{ rank: { int: 2 }, maxIter: { int: 3 }, regParam: { double: 0.5 }, seed: { long: 9 } },
        ...{
          numUserBlocks: { int: 4 },
          numItemBlocks: { int: 4 },
          implicitPrefs: { boolean: true },
        },
        ...{
          userCol: { string: "user" },
          itemCol: { string: "item" },
          ratingCol: { string: "rating" },
        },
      },
    });
  });
});

describe("features of a fitted model", () => {
  test("stand by row: 0 where it knows none, and none beyond the rows that there are", async () => {
    const features = [
      [1, 2],
      [7, 8],
      [3, 4],
    ];
    const session = clusterSession({ t: fakeTable({}) }, ({ kind }) =>
      kind === "rows" ? [rows({ id: Int32Array.of(2, 3, 0), features })] : undefined,
    );
    const model = { id: "m", warning: undefined };
    const found = await readFeatures(session, "fetch", model, "itemFactors", 3, 2);
    expect([...found]).toEqual([3, 4, 0, 0, 1, 2]);
    const of = { kind: "attribute", model: "m", attribute: "itemFactors" };
    expect(session.asked).toEqual([{ kind: "rows", of }]);
  });
});
