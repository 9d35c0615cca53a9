import type { Checkpoint } from "../io/node-checkpoint.ts";
import { openCheckpoint } from "../io/node-checkpoint.ts";
import { withLock } from "../io/node-lock.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import { checksumOf } from "../core/model/crc32.ts";
import { MOST_THREADS } from "../parallel/threads.ts";
import { integerIn, numberIn } from "../core/check.ts";
import type { DataSet, TrainContext, TrainOptions } from "../index.ts";
import { WriteError } from "../index.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What the command line says about a run, beside what is learned. */
export interface SamplingFlags {
  readonly threads?: number;
  readonly checkpoint?: string;
  /** Seconds, of each run of learning. */
  readonly timeLimit?: number;
}

/** What one run of learning gets, by a name of its own. */
export type ContextOf = (name: string) => Pick<TrainContext, "threads" | "checkpoint" | "enough">;

/** What is to be run; a checkpoint is of all of it but the flags. */
export interface SamplingWork {
  readonly run: Run;
  readonly flags: SamplingFlags;
  readonly dataSet: DataSet;
  /** As typed, as far as it decides what is learned: `evaluate --protocol u1`. */
  readonly command: string;
  readonly options: TrainOptions;
}

const MOST_SECONDS = 1e7;

/**
 * Does `work` with threads, a time limit and a checkpoint, as the flags say. The checkpoint is gone
 * when all of it is done; whatever else happens, it holds the latest state.
 *
 * @throws {CheckpointError | WriteError} if the checkpoint is of something else, or cannot be written.
 */
export async function withSampling<T>(
  sampling: SamplingWork,
  work: (contextOf: ContextOf) => Promise<T>,
): Promise<T> {
  const { run, flags } = sampling;
  if (flags.checkpoint === undefined) return work(() => limitsOf(run, flags, () => undefined));
  const file = pathFrom(run.io, flags.checkpoint);
  const name = plainText(flags.checkpoint);
  await checkWritable(file);
  await checkWritable(`${file}.lock`); // beside it are the lock, and what is not yet renamed
  return withLock(`${file}.lock`, () => withCheckpoint(sampling, file, name, work), {
    signal: run.io.signal,
    onWait: () => run.screen.notice(`Another run uses ${name}; waiting until it has ended`),
  });
}

/** @param name - of the file, to be shown. */
async function withCheckpoint<T>(
  sampling: SamplingWork,
  file: string,
  name: string,
  work: (contextOf: ContextOf) => Promise<T>,
): Promise<T> {
  const { run, flags } = sampling;
  const checkpoint = await open(sampling, file);
  if (checkpoint.found) run.screen.notice(`Going on from ${name}`);
  let outOfTime = false;
  const keep = async (): Promise<void> => {
    await checkpoint.close();
    if (!checkpoint.isWritten) return;
    run.screen.notice(`What was done is kept in ${name}: the same command goes on from there`);
  };
  try {
    const result = await work((part) => ({
      ...limitsOf(run, flags, () => (outOfTime = true)),
      checkpoint: checkpoint.run(part),
    }));
    await new Promise((resolve) => setTimeout(resolve, 0)); // a result that cannot be printed ends all
    if (outOfTime) await keep();
    else await removed(run, checkpoint);
    return result;
  } catch (error) {
    await keep();
    throw error;
  }
}

async function removed({ screen }: Run, checkpoint: Checkpoint): Promise<void> {
  try {
    await checkpoint.remove();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    screen.notice(`The checkpoint is still there: ${plainText(error.message)}`);
  }
}

/** Checks the flags before anything is read. */
export function checkSamplingFlags({ threads, timeLimit, checkpoint }: SamplingFlags): void {
  checkedUsage(() => {
    const action = "Cannot read the command line";
    if (threads !== undefined) integerIn(action, "threads", threads, 1, MOST_THREADS);
    if (timeLimit !== undefined) numberIn(action, "timeLimit", timeLimit, 0, MOST_SECONDS);
  });
  if (checkpoint?.trim() === "") {
    throw new UsageError("Cannot keep a checkpoint: --checkpoint must name a file, got nothing");
  }
}

/** Of one run, which begins now. */
function limitsOf(
  { io }: Run,
  { threads, timeLimit }: SamplingFlags,
  onEnd: () => void,
): ReturnType<ContextOf> {
  const end = performance.now() + 1000 * (timeLimit ?? Infinity);
  return {
    threads: io.threads?.(threads),
    enough: {
      get aborted() {
        if (performance.now() < end) return false;
        onEnd();
        return true;
      },
    },
  };
}

function open(
  { run: { screen }, dataSet, command, options }: SamplingWork,
  file: string,
): Promise<Checkpoint> {
  const { userIndex, movieIndex, value } = dataSet.ratings;
  const typed = Object.entries(options).map(
    ([key, option]) => [flagOf(key), String(option)] as const,
  );
  const subject = {
    command,
    data: dataSet.name,
    ratings: String(value.length),
    "checksum of the ratings": checksumOf(userIndex, movieIndex, value),
    ...Object.fromEntries(typed),
  };
  return openCheckpoint(file, subject, {
    onWriteError: ({ message }) =>
      screen.notice(`${plainText(message)}; going on without a newer checkpoint`),
  });
}
