import { expect, it } from "vitest";
import {
  type FakeSpark,
  fakeSpark,
  type FakeSparkOptions,
} from "../../../test/support/spark/fake-spark.ts";
import { failure, progress, wait } from "../../../test/support/spark/responses.ts";
import { AbortedError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession } from "./open-session.ts";
import type { SparkSession } from "./session.ts";

async function opened(
  options: FakeSparkOptions,
  controller: AbortController = new AbortController(),
): Promise<{ spark: FakeSpark; session: SparkSession }> {
  const spark = await fakeSpark(options);
  const session = await openSession(parseSparkAddress(spark.address), {
    signal: controller.signal,
    onProgress: () => controller.abort(),
    farewellMs: 200,
  });
  return { spark, session };
}

const never = wait(new Promise<never>(() => {}));

function statements(spark: FakeSpark): string[] {
  return spark.asked.map((asked) => (asked.kind === "statement" ? asked.text : asked.kind));
}

it("a close uncaches what was cached and not uncached, before the session ends", async () => {
  const { spark, session } = await opened({});
  await session.cache("merge", "merged", "SELECT 1");
  await session.cache("lay out", "cells", "SELECT 2");
  await session.uncache("lay out", "merged");
  await session.close();
  expect(statements(spark)).toEqual([
    "CACHE TABLE merged AS SELECT 1",
    "CACHE TABLE cells AS SELECT 2",
    "UNCACHE TABLE merged",
    "UNCACHE TABLE IF EXISTS cells",
  ]);
  expect(spark.calls.at(-1)).toBe("releaseSession");
});

it("a close uncaches although the signal is set, and what was cut off while it was cached", async () => {
  const { spark, session } = await opened({
    answer: (asked) =>
      asked.kind === "statement" && asked.text.startsWith("CACHE")
        ? [progress(0, 1), never]
        : undefined,
  });
  await expect(session.cache("merge", "merged", "SELECT 1")).rejects.toBeInstanceOf(AbortedError);
  await session.close();
  expect(statements(spark).at(-1)).toBe("UNCACHE TABLE IF EXISTS merged");
  expect(spark.openSessions).toBe(0);
});

it.each([
  ["fails", [failure({ message: "no" })], 2],
  ["is not answered", [never], 1],
])("a close ends the session in time where uncaching %s", async (_how, answer, tried) => {
  const { spark, session } = await opened({
    answer: (asked) =>
      asked.kind === "statement" && asked.text.startsWith("UNCACHE") ? answer : undefined,
  });
  await session.cache("merge", "merged", "SELECT 1");
  await session.cache("lay out", "cells", "SELECT 2");
  const begun = performance.now();
  await session.close();
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(spark.asked.slice(2)).toHaveLength(tried);
  expect(spark.openSessions).toBe(0);
});

it("a close uncaches in a session of the address's, but does not end it", async () => {
  const spark = await fakeSpark({});
  const sessionId = "0f0e0d0c-0b0a-4908-8706-050403020100";
  const session = await openSession(parseSparkAddress(`${spark.address}/;session_id=${sessionId}`));
  await session.cache("merge", "merged", "SELECT 1");
  await session.close();
  expect(statements(spark).at(-1)).toBe("UNCACHE TABLE IF EXISTS merged");
  expect(spark.calls).not.toContain("releaseSession");
  expect(spark.openSessions).toBe(1);
});
