import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import {
  fakeSpark,
  type FakeSpark,
  type FakeSparkOptions,
} from "../../../test/support/spark/fake-spark.ts";
import {
  type FakeResponse,
  failure,
  progress,
  rows,
  wait,
} from "../../../test/support/spark/responses.ts";
import { AbortedError, SparkError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession, type OpenSessionOptions } from "./open-session.ts";
import { sqlRelation } from "./relations.ts";
import type { SparkSession } from "./session.ts";

const QUICK: OpenSessionOptions = {
  retry: { firstWaitMs: 2, longestWaitMs: 20, totalMs: 1500 },
  farewellMs: 500,
};

/** Three batches of two rows, with progress in between. */
const SIX_ROWS: readonly FakeResponse[] = [
  progress(0, 2),
  rows({ id: Int32Array.of(1, 2) }),
  progress(1, 2),
  rows({ id: Int32Array.of(3, 4) }),
  rows({ id: Int32Array.of(5, 6) }),
];

async function opened(
  options: FakeSparkOptions = {},
  how: OpenSessionOptions = {},
): Promise<{ spark: FakeSpark; session: SparkSession }> {
  const spark = await fakeSpark({ answer: () => SIX_ROWS, ...options });
  const session = await openSession(parseSparkAddress(spark.address), { ...QUICK, ...how });
  return { spark, session };
}

async function idsOf(session: SparkSession): Promise<number[]> {
  const ids: number[] = [];
  for await (const batch of session.batches("read the rows", sqlRelation("six rows"))) {
    ids.push(...(batch.getChild("id").toArray() as Int32Array));
  }
  return ids;
}

async function failing(work: Promise<unknown>): Promise<SparkError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SparkError);
  return error as SparkError;
}

const ALL = [1, 2, 3, 4, 5, 6];

describe("an execution", () => {
  it("yields the rows of the server in order and lets go of them", async () => {
    const { spark, session } = await opened();
    await expect(idsOf(session)).resolves.toEqual(ALL);
    await session.close();
    expect(spark.calls).toContain("releaseExecute all");
    expect(spark.calls.some((call) => call.startsWith("releaseExecute until response-"))).toBe(
      true,
    );
    expect(spark.calls.at(-1)).toBe("releaseSession");
    expect([spark.openSessions, spark.operations]).toEqual([0, 0]);
  });

  it.each(["reset", "disconnect", "endEarly"] as const)(
    "goes on after the last response when the stream suffers %s, wherever it does",
    async (kind) => {
      const { spark, session } = await opened();
      for (let after = 0; after <= 6; after += 1) {
        spark.faults.push({ kind, after });
        await expect(idsOf(session)).resolves.toEqual(ALL);
      }
      expect(spark.asked).toHaveLength(7);
      expect(spark.calls).toContain("reattachExecute after response-2");
      await session.close();
    },
  );

  it("goes on when every stream ends after one response", async () => {
    const { spark, session } = await opened({ responsesPerStream: 1 });
    await expect(idsOf(session)).resolves.toEqual(ALL);
    expect(spark.asked).toHaveLength(1);
    await session.close();
  });

  it("is sent again when it did not reach the server", async () => {
    const { spark, session } = await opened();
    spark.faults.push({ kind: "loseRequest" }, { kind: "unavailable" });
    await expect(idsOf(session)).resolves.toEqual(ALL);
    expect(spark.calls).toContain("reattachExecute after nothing");
    expect(spark.asked).toHaveLength(1);
    await session.close();
  });

  it("goes on after the server could not be reached for a while", async () => {
    const gate = new EventEmitter();
    const opens = once(gate, "open");
    const { spark, session } = await opened({
      answer: () => [...SIX_ROWS.slice(0, 2), wait(opens), ...SIX_ROWS.slice(2)],
    });
    const ids = idsOf(session);
    await sleep(30);
    const comeBack = await spark.vanish();
    await sleep(60);
    await comeBack();
    gate.emit("open");
    await expect(ids).resolves.toEqual(ALL);
    await session.close();
  });

  it("takes up a stream that says nothing any more, over a new connection", async () => {
    const { spark, session } = await opened({}, { silenceMs: 60 });
    spark.faults.push({ kind: "silence", after: 2 });
    const before = spark.connections;
    await expect(idsOf(session)).resolves.toEqual(ALL);
    expect(spark.connections).toBeGreaterThan(before);
    await session.close();
  });

  it("is not given up while the server has nothing to say and ends its streams in time", async () => {
    const retry = { firstWaitMs: 2, longestWaitMs: 10, totalMs: 150 };
    const { spark, session } = await opened({}, { retry, heldMs: 100 });
    for (let time = 0; time < 4; time += 1) spark.faults.push({ kind: "idle", ms: 120 });
    await expect(idsOf(session)).resolves.toEqual(ALL);
    await session.close();
  });

  it("is given up where a proxy far away ends every stream as soon as it comes", async () => {
    const retry = { firstWaitMs: 2, longestWaitMs: 10, totalMs: 400 };
    const { spark, session } = await opened({}, { retry });
    for (let time = 0; time < 50; time += 1) spark.faults.push({ kind: "idle", ms: 120 });
    expect((await failing(idsOf(session))).fault).toBe("unreachable");
    expect(spark.faults.length).toBeGreaterThan(40);
    await session.close();
  });

  it("does not take the reader's own time for silence", async () => {
    const { spark, session } = await opened({}, { silenceMs: 50 });
    let count = 0;
    for await (const batch of session.batches("read", sqlRelation(""))) {
      count += batch.numRows;
      await sleep(80);
    }
    expect(count).toBe(6);
    expect(spark.calls.filter((call) => call.startsWith("reattach"))).toEqual([]);
    await session.close();
  });

  it("waits as long as the server asks for", async () => {
    const busy = failure({ code: Code.ResourceExhausted, message: "busy", retryAfterMs: 60_000 });
    const retry = { firstWaitMs: 1, longestWaitMs: 2, totalMs: 300 };
    const { spark, session } = await opened({ answer: () => [busy] }, { retry });
    await failing(idsOf(session));
    // one at once, one at the end of its time, and where a timer was early, one more
    const streams = spark.calls.filter((call) => /^(?:execute|reattach)/u.test(call));
    expect([2, 3]).toContain(streams.length);
    await session.close();
  });

  it("is given up when the way to the server fails for too long", async () => {
    const { spark, session } = await opened(
      {},
      { retry: { firstWaitMs: 2, longestWaitMs: 10, totalMs: 80 } },
    );
    await spark.vanish();
    const error = await failing(idsOf(session));
    expect(error.fault).toBe("unreachable");
    expect(error.message).toBe(
      `Cannot read the rows: ${spark.address}: nothing listens there; start the Connect server, or check host and port`,
    );
    await session.close();
  });

  it("is given up when streams end without a message for too long", async () => {
    const { session } = await opened(
      { responsesPerStream: 0 },
      { retry: { firstWaitMs: 2, longestWaitMs: 10, totalMs: 80 } },
    );
    expect((await failing(idsOf(session))).fault).toBe("unreachable");
    await session.close();
  });
});

describe("what is lost", () => {
  it.each([0, 2])("says that the server was restarted, after %i responses", async (after) => {
    const { spark, session } = await opened();
    spark.faults.push({ kind: "restart", after });
    const error = await failing(idsOf(session));
    expect(error.fault).toBe("lost");
    expect(error.message).toBe(
      "Cannot read the rows: Spark was restarted or dropped the session; what was learned there is gone and nothing was written here, run it again",
    );
    await session.close();
  });

  it("says that the operation is gone when responses of it have come", async () => {
    const { spark, session } = await opened();
    spark.faults.push({ kind: "forget", after: 2 });
    expect((await failing(idsOf(session))).fault).toBe("lost");
    await session.close();
  });

  it("says so as well between two operations, and of questions", async () => {
    const { spark, session } = await opened();
    spark.restart();
    expect((await failing(session.columns(sqlRelation("")))).fault).toBe("lost");
    expect((await failing(session.createView("v", sqlRelation("")))).fault).toBe("lost");
    await session.close();
  });
});

describe("an interrupt", () => {
  it("stops the operation on the server, then throws", async () => {
    const controller = new AbortController();
    const never = new Promise<never>(() => {});
    const { spark, session } = await opened(
      { answer: () => [progress(0, 1), wait(never)] },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(session.execute("cache the ratings", "CACHE TABLE r")).rejects.toThrow(
      new AbortedError("Cannot cache the ratings"),
    );
    expect(spark.calls).toContain("interrupt");
    await expect(idsOf(session)).rejects.toBeInstanceOf(AbortedError);
    await session.close();
    expect(spark.openSessions).toBe(0);
  });

  it("ends in a bounded time when the server is gone", async () => {
    const controller = new AbortController();
    const never = new Promise<never>(() => {});
    const { spark, session } = await opened(
      { answer: () => [progress(0, 1), wait(never)] },
      { signal: controller.signal, retry: { firstWaitMs: 50, totalMs: 60_000 }, farewellMs: 100 },
    );
    const work = session.execute("cache the ratings", "CACHE TABLE r");
    await sleep(30);
    await spark.vanish();
    await sleep(30);
    controller.abort();
    const begun = performance.now();
    await expect(work).rejects.toBeInstanceOf(AbortedError);
    await session.close();
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it("by leaving the loop lets the server forget the operation", async () => {
    const { spark, session } = await opened();
    for await (const batch of session.batches("read", sqlRelation(""))) {
      expect(batch.numRows).toBe(2);
      break;
    }
    await expect.poll(() => spark.operations).toBe(0);
    await session.close();
  });
});

describe("progress", () => {
  it("is told once for each step of it, with what is done", async () => {
    const told: string[] = [];
    const { session } = await opened(
      { answer: () => [progress(0, 2), progress(0, 2), progress(2, 2)] },
      {
        onProgress: ({ step, tasksDone, tasks, stagesDone, stages }) =>
          told.push(`${step} ${tasksDone}/${tasks} ${stagesDone}/${stages}`),
      },
    );
    await session.execute("cache the ratings", "CACHE TABLE r");
    expect(told).toEqual(["cache the ratings 0/2 0/1", "cache the ratings 2/2 1/1"]);
    await session.close();
  });
});
