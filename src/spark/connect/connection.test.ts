import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { fakeSpark } from "../../../test/support/spark/fake-spark.ts";
import { freezingProxy } from "../../../test/support/spark/freezing-proxy.ts";
import { AbortedError, SparkError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession } from "./open-session.ts";
import { tableRelation } from "./relations.ts";

const COLUMNS = { columns: () => ({ a: "int" }) };

it("what is not answered in time is given up, and not asked again while the server may be at it", async () => {
  const spark = await fakeSpark(COLUMNS);
  const retry = { firstWaitMs: 1, longestWaitMs: 5 };
  const session = await openSession(parseSparkAddress(spark.address), { retry, answerMs: 100 });
  spark.muted.add("analyzePlan");
  const error: unknown = await session.columns(tableRelation("r")).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(SparkError);
  expect((error as SparkError).message).toBe(
    `Cannot read the columns of a table: the connection to ${spark.address} failed and did not come back (no answer within 1 s); see that the Connect server runs and the network is up`,
  );
  expect(spark.calls.filter((call) => call === "analyzePlan, muted")).toHaveLength(1);
  await session.close();
});

it("a question is asked again when its connection is cut", async () => {
  const spark = await fakeSpark(COLUMNS);
  const session = await openSession(parseSparkAddress(spark.address));
  spark.muted.add("analyzePlan");
  const asked = session.columns(tableRelation("r"));
  await expect.poll(() => spark.calls.at(-1)).toBe("analyzePlan, muted");
  spark.muted.clear();
  const comeBack = await spark.vanish();
  await comeBack();
  await expect(asked).resolves.toEqual([{ name: "a", type: "int" }]);
  await session.close();
});

it("a server that vanishes without a word while it is at a question is noticed", async () => {
  const spark = await fakeSpark(COLUMNS);
  const proxy = await freezingProxy(spark.port);
  const session = await openSession(parseSparkAddress(proxy.address), { pingMs: 150 });
  spark.muted.add("analyzePlan");
  const asked = session.columns(tableRelation("r"));
  await expect.poll(() => spark.calls.at(-1)).toBe("analyzePlan, muted");
  spark.muted.clear();
  proxy.freeze();
  await expect(asked).resolves.toEqual([{ name: "a", type: "int" }]);
  await session.close();
});

it("a server that is long at a question but well is not given up", async () => {
  const spark = await fakeSpark(COLUMNS);
  const controller = new AbortController();
  const { signal } = controller;
  const session = await openSession(parseSparkAddress(spark.address), { pingMs: 40, signal });
  spark.muted.add("analyzePlan");
  const asked = session.columns(tableRelation("r"));
  let over = false;
  const ended = asked.catch((error: unknown) => error).finally(() => (over = true));
  await sleep(400);
  expect(over).toBe(false);
  expect(spark.connections).toBe(1);
  controller.abort();
  await expect(ended).resolves.toBeInstanceOf(AbortedError);
  await session.close();
});
