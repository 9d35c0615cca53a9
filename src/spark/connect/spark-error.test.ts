import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { type FakeFailure, failure } from "../../../test/support/spark/responses.ts";
import { fakeSpark } from "../../../test/support/spark/fake-spark.ts";
import { SparkError } from "../../core/errors.ts";
import { parseSparkAddress } from "../address.ts";
import { openSession } from "./open-session.ts";
import { readServerError } from "./server-error.ts";

/** The error of a fit that fails in a way, its address taken out. */
async function told(reason: FakeFailure): Promise<{ fault: string; message: string }> {
  const spark = await fakeSpark({ answer: () => [failure(reason)] });
  const retry = { firstWaitMs: 1, totalMs: 20 };
  const session = await openSession(parseSparkAddress(spark.address), { retry });
  const error: unknown = await session.execute("fit the features", "").catch((e: unknown) => e);
  await session.close();
  expect(error).toBeInstanceOf(SparkError);
  const { fault, message } = error as SparkError;
  return { fault, message: message.replaceAll(spark.address, "HERE") };
}

/** As a job says that a task has failed too often. */
function lostTask(reason: string): string {
  return `Job aborted due to stage failure: Task 0 in stage 9.0 failed 4 times, most recent failure: Lost task 0.3 in stage 9.0 (TID 79) (127.0.0.1 executor 1): ${reason}\nDriver stacktrace:`;
}

const ML = "spark.connect.session.connectML.mlCache.memoryControl";

/** As Spark 4.1.4 worded them, where not said otherwise. */
const CASES: readonly (readonly [string, FakeFailure, string, string])[] = [
  [
    "a model larger than the server keeps",
    {
      errorClass: "CONNECT_ML.MODEL_SIZE_OVERFLOW_EXCEPTION",
      message:
        "[CONNECT_ML.MODEL_SIZE_OVERFLOW_EXCEPTION] Generic Spark Connect ML error. The fitted or loaded model size is about 1044 bytes.\nPlease fit or load a model smaller than 100 bytes. SQLSTATE: XX000",
    },
    "limit",
    `the model is larger than the server keeps (about 1044 bytes, it allows 100); raise ${ML}.maxModelSize on the server, or train fewer features`,
  ],
  [
    "a full cache of models (from Spark's list of errors)",
    {
      errorClass: "CONNECT_ML.ML_CACHE_SIZE_OVERFLOW_EXCEPTION",
      message:
        "[CONNECT_ML.ML_CACHE_SIZE_OVERFLOW_EXCEPTION] Generic Spark Connect ML error. The model cache size in current session is about to exceed\n9 bytes.",
    },
    "limit",
    `the models of this session are together larger than the server keeps; raise ${ML}.maxStorageSize on the server, or train fewer features`,
  ],
  [
    "ids that are too large",
    {
      errorClass: "CAST_OVERFLOW",
      message:
        '[CAST_OVERFLOW] The value 3000000000L of the type "BIGINT" cannot be cast to "INT" due to an overflow. Use `try_cast` to tolerate overflow and return NULL instead. SQLSTATE: 22003',
    },
    "limit",
    'Spark at HERE says: The value 3000000000L of the type "BIGINT" cannot be cast to "INT" due to an overflow. Use `try_cast` to tolerate overflow and return NULL instead; ALS takes ids that are whole numbers from -2147483648 to 2147483647: number them anew',
  ],
  [
    "ids with a fraction",
    {
      errorClass: "USER_RAISED_EXCEPTION",
      message:
        "[USER_RAISED_EXCEPTION] ALS only supports non-Null values in Integer range and without fractional part for column user, but got 0.5 SQLSTATE: P0001",
    },
    "limit",
    "Spark at HERE says: ALS only supports non-Null values in Integer range and without fractional part for column user, but got 0.5; ALS takes ids that are whole numbers from -2147483648 to 2147483647: number them anew",
  ],
  [
    "an estimator that the server does not have",
    {
      errorClass: "CONNECT_ML.UNSUPPORTED_EXCEPTION",
      message:
        "[CONNECT_ML.UNSUPPORTED_EXCEPTION] Generic Spark Connect ML error. Unsupported ML operator, found org.example.ALS SQLSTATE: XX000",
    },
    "unsupported",
    "Spark at HERE says: Unsupported ML operator, found org.example.ALS; the Connect server needs MLlib of Spark 4.0 or later, with this estimator among what it allows",
  ],
  [
    "a column of the wrong type",
    {
      message:
        "requirement failed: Column user must be of type numeric but was actually of type string.",
    },
    "failed",
    "Spark at HERE says: Column user must be of type numeric but was actually of type string",
  ],
  [
    "no ratings, without the plan and the session in it",
    {
      message:
        'requirement failed: No ratings available from MapPartitionsRDD[1080] at Spark Connect - session_id: "e65a5931"\nuser_context {\n',
    },
    "failed",
    "Spark at HERE says: No ratings available from MapPartitionsRDD[1080]",
  ],
  [
    "a failed task, without its numbers and stack",
    {
      message:
        "Job aborted due to stage failure: Task 0 in stage 952.0 failed 4 times, most recent failure: Lost task 0.3 in stage 952.0 (TID 1179) (127.0.0.1 executor 1): java.io.IOException: Mkdirs failed to create file:/nope\n\tat org.apache.hadoop.fs.X.create(X.java:774)",
    },
    "failed",
    "Spark at HERE says: Mkdirs failed to create file:/nope",
  ],
  [
    "a parse error, which begins with an empty line",
    {
      message:
        "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'selec'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\nselec",
    },
    "failed",
    "Spark at HERE says: Syntax error at or near 'selec'",
  ],
  [
    "the cause that the server keeps, where its message is empty",
    {
      message: "Job aborted.",
      details: ["Job aborted.", "java.lang.IllegalStateException: no disk for it"],
    },
    "failed",
    "Spark at HERE says: no disk for it",
  ],
  [
    "memory that ran out, in a cause",
    {
      message: "Job aborted.",
      details: ["Job aborted.", "java.lang.OutOfMemoryError: Java heap space"],
    },
    "limit",
    "the cluster ran out of memory; start it with more (spark.driver.memory, spark.executor.memory), or train fewer features",
  ],
  [
    "a worker that ran out of memory (52 is Spark's own code for that)",
    {
      message: lostTask(
        "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 52",
      ),
    },
    "limit",
    "the cluster ran out of memory; start it with more (spark.driver.memory, spark.executor.memory), or train fewer features",
  ],
  [
    "workers that were killed, which is not for want of memory alone",
    {
      message: lostTask(
        "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 137",
      ),
    },
    "failed",
    "Spark at HERE says: ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 137; workers were lost again and again: see their logs",
  ],
  [
    "kept rows that are gone (from Spark's list of errors)",
    {
      message: lostTask(
        "org.apache.spark.SparkException: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_12_0 not found!\nEither the executor that originally checkpointed this partition is no longer alive, or the original RDD is unpersisted. SQLSTATE: 56000",
      ),
    },
    "failed",
    "rows that Spark kept on two workers were lost with both, or with its only one; give it two workers or more, and run it again",
  ],
  [
    "fewer ratings than features (from Spark's source)",
    {
      message: lostTask(
        "org.apache.spark.ml.optim.SingularMatrixException: LAPACK.dppsv returned 6 because A is not positive definite. Is A derived from a singular matrix (e.g. collinear column values)?",
      ),
    },
    "failed",
    "some people or films have too few ratings for so many hidden features; train fewer features",
  ],
  [
    "results larger than the driver takes",
    {
      message:
        "Job aborted due to stage failure: Total size of serialized results of 3 tasks (3 MiB) is bigger than spark.driver.maxResultSize (1 MiB)",
    },
    "limit",
    "Spark at HERE says: Job aborted due to stage failure: Total size of serialized results of 3 tasks (3 MiB) is bigger than spark.driver.maxResultSize (1 MiB); raise spark.driver.maxResultSize on the server, or have it written on the cluster",
  ],
  [
    "a message larger than gRPC takes",
    {
      code: Code.ResourceExhausted,
      message: "gRPC message exceeds maximum size 134217728: 200000000",
    },
    "limit",
    "a message is larger than the server or a proxy on the way allows; raise spark.connect.grpc.maxInboundMessageSize on the server",
  ],
  [
    "files that may not be read",
    {
      message: "Permission denied: user=ada, access=READ",
      classes: ["org.apache.hadoop.security.AccessControlException"],
    },
    "refused",
    "Spark at HERE says: Permission denied: user=ada, access=READ; whoever runs Spark has to allow it",
  ],
  [
    "a request that is not allowed",
    { code: Code.PermissionDenied, message: "not yours" },
    "refused",
    "Spark at HERE says: not yours; whoever runs Spark has to allow it for this token or user",
  ],
  [
    "a service that is not there",
    { code: Code.Unimplemented, message: "Method not found" },
    "unsupported",
    "Spark at HERE says: Method not found; check that a Connect server of Spark 4.0 or later listens at this address",
  ],
  [
    "an operation that someone stopped",
    {
      errorClass: "OPERATION_CANCELED",
      message: "[OPERATION_CANCELED] Operation has been canceled. SQLSTATE: HY008",
    },
    "failed",
    "it was stopped on the server; run it again",
  ],
  [
    "an operation that the server gave up",
    {
      errorClass: "INVALID_HANDLE.OPERATION_ABANDONED",
      message: "[INVALID_HANDLE.OPERATION_ABANDONED] The handle x is invalid.",
    },
    "lost",
    "Spark has let go of what it was doing for this client; nothing was written here, run it again",
  ],
  [
    "a model that the server no longer has",
    {
      errorClass: "INTERNAL_ERROR",
      message: "[INTERNAL_ERROR] The MLCache key nope is invalid. SQLSTATE: XX000",
    },
    "lost",
    "Spark was restarted or dropped the session; what was learned there is gone and nothing was written here, run it again",
  ],
];

describe("what the server says", () => {
  it.each(CASES)("tells of %s", async (_name, reason, fault, words) => {
    await expect(told(reason)).resolves.toEqual({
      fault,
      message: `Cannot fit the features: ${words}`,
    });
  });

  it("is read from the message where there are no details", () => {
    const error = new ConnectError("[INVALID_HANDLE.SESSION_CHANGED] gone", Code.Internal);
    expect(readServerError(error)).toMatchObject({
      errorClass: "INVALID_HANDLE.SESSION_CHANGED",
      errorId: undefined,
      retryAfterMs: undefined,
      fromServer: false,
    });
  });
});
