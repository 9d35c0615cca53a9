import { Code } from "@connectrpc/connect";
import type { SparkFault } from "../../core/errors.ts";

/** What went wrong on the server: its name for it, and all that it said. */
export interface ServerCase {
  readonly code: Code;
  readonly errorClass: string;
  /** Classes and messages of the exception and its causes. */
  readonly text: string;
  /** The one line to tell. */
  readonly line: string;
}

/** What that means, in words; `finding` stands for the server's line where it is given. */
export interface Meaning {
  readonly fault: SparkFault;
  readonly finding?: string;
  readonly remedy?: string;
}

const ML_CACHE = "spark.connect.session.connectML.mlCache.memoryControl";

type Rule = (found: ServerCase) => Meaning | undefined;

/** What a failure of the server's means for whoever asked, and what helps. */
export function meaningOf(found: ServerCase): Meaning {
  for (const rule of RULES) {
    const meaning = rule(found);
    if (meaning !== undefined) return meaning;
  }
  return { fault: "failed" };
}

const RULES: readonly Rule[] = [
  when(/^INVALID_HANDLE\.SESSION_|The MLCache key \S+ is invalid/u, {
    fault: "lost",
    finding: "Spark was restarted or dropped the session",
    remedy: "what was learned there is gone and nothing was written here, run it again",
  }),
  when(/^INVALID_HANDLE\.OPERATION_|^INVALID_CURSOR\./u, {
    fault: "lost",
    finding: "Spark has let go of what it was doing for this client",
    remedy: "nothing was written here, run it again",
  }),
  modelTooLarge,
  when(/ML_CACHE_SIZE_OVERFLOW_EXCEPTION/u, {
    fault: "limit",
    finding: "the models of this session are together larger than the server keeps",
    remedy: `raise ${ML_CACHE}.maxStorageSize on the server, or train fewer features`,
  }),
  when(/ALS only supports .*Integer range|CAST_OVERFLOW[^]*"INT"/u, {
    fault: "limit",
    remedy: "ALS takes ids that are whole numbers from -2147483648 to 2147483647: number them anew",
  }),
  when(/spark\.driver\.maxResultSize/u, {
    fault: "limit",
    remedy: "raise spark.driver.maxResultSize on the server, or have it written on the cluster",
  }),
  when(/spark\.rpc\.message\.maxSize/u, {
    fault: "limit",
    remedy: "raise spark.rpc.message.maxSize on the server",
  }),
  when(/larger than max|exceeds maximum size/u, {
    fault: "limit",
    finding: "a message is larger than the server or a proxy on the way allows",
    remedy: "raise spark.connect.grpc.maxInboundMessageSize on the server",
  }),
  when(
    /OutOfMemoryError|Java heap space|GC overhead limit|[Ee]xit(?:ed)?(?: with)? (?:status|code):? 52\b/u,
    {
      fault: "limit",
      finding: "the cluster ran out of memory",
      remedy:
        "start it with more (spark.driver.memory, spark.executor.memory), or train fewer features",
    },
  ),
  // a task that finds its rows gone says more than that workers were lost
  when(/CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND|Checkpoint block \S+ not found/u, {
    fault: "failed",
    finding: "rows that Spark kept on two workers were lost with both, or with its only one",
    remedy: "give it two workers or more, and run it again",
  }),
  when(/SingularMatrixException/u, {
    fault: "failed",
    finding: "some people or films have too few ratings for so many hidden features",
    remedy: "train fewer features",
  }),
  when(/No space left on device/u, {
    fault: "limit",
    remedy: "make room on the disks of the cluster (spark.local.dir)",
  }),
  when(/Unsupported ML operator/u, {
    fault: "unsupported",
    remedy:
      "the Connect server needs MLlib of Spark 4.0 or later, with this estimator among what it allows",
  }),
  when(/AccessControlException|Permission denied|INSUFFICIENT_PERMISSIONS/u, {
    fault: "refused",
    remedy: "whoever runs Spark has to allow it",
  }),
  status(Code.Unauthenticated, {
    fault: "refused",
    remedy: "give the right token (;token=… in the address, or SPARK_CONNECT_AUTHENTICATE_TOKEN)",
  }),
  status(Code.PermissionDenied, {
    fault: "refused",
    remedy: "whoever runs Spark has to allow it for this token or user",
  }),
  status(Code.Unimplemented, {
    fault: "unsupported",
    remedy: "check that a Connect server of Spark 4.0 or later listens at this address",
  }),
  when(/OPERATION_CANCELED|SPARK_JOB_CANCELLED/u, {
    fault: "failed",
    finding: "it was stopped on the server",
    remedy: "run it again",
  }),
  when(/ExecutorLostFailure/u, {
    fault: "failed",
    remedy: "workers were lost again and again: see their logs",
  }),
];

/** The model would be larger than the server keeps: by how much, and which setting says so. */
function modelTooLarge({ text }: ServerCase): Meaning | undefined {
  if (!text.includes("MODEL_SIZE_OVERFLOW_EXCEPTION")) return undefined;
  const [, size, most] = /about (\d+) bytes[^]*?smaller than (\d+) bytes/u.exec(text) ?? [];
  const sizes = size === undefined ? "" : ` (about ${size} bytes, it allows ${most})`;
  return {
    fault: "limit",
    finding: `the model is larger than the server keeps${sizes}`,
    remedy: `raise ${ML_CACHE}.maxModelSize on the server, or train fewer features`,
  };
}

function when(pattern: RegExp, meaning: Meaning): Rule {
  return ({ errorClass, text }) =>
    pattern.test(errorClass) || pattern.test(text) ? meaning : undefined;
}

function status(code: Code, meaning: Meaning): Rule {
  return (found) => (found.code === code ? meaning : undefined);
}
