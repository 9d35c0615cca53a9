import type { Checkpoint } from "../io/node-checkpoint.ts";
import { openCheckpoint } from "../io/node-checkpoint.ts";
import { withLock } from "../io/node-lock.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import { crc32 } from "../core/model/crc32.ts";
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

const MOST_THREADS = 256;
const MOST_SECONDS = 1e7;

/**
 * Does `work` with threads, a time limit and a checkpoint, as the flags say. The checkpoint is gone
 * when all of it is done; whatever else happens, it holds the latest state.
 *
 * @param subject - what the checkpoint is of, beside the data and the options: the command.
 * @throws {UsageError} for a flag out of its range.
 * @throws {CheckpointError | WriteError} if the checkpoint is of something else, or cannot be written.
 */
export async function withSampling<T>(
  run: Run,
  flags: SamplingFlags,
  dataSet: DataSet,
  subject: { readonly command: string; readonly options: TrainOptions },
  work: (contextOf: ContextOf) => Promise<T>,
): Promise<T> {
  if (flags.checkpoint === undefined) return work(() => limitsOf(run, flags, () => undefined));
  const file = pathFrom(run.io, flags.checkpoint);
  await checkWritable(file);
  await checkWritable(`${file}.lock`); // beside it are the lock, and what is not yet renamed
  const name = plainText(flags.checkpoint);
  return withLock(`${file}.lock`, () => withCheckpoint(run, flags, dataSet, subject, work), {
    signal: run.io.signal,
    onWait: () => run.screen.notice(`Another run uses ${name}; waiting until it has ended`),
  });
}

async function withCheckpoint<T>(
  run: Run,
  flags: SamplingFlags,
  dataSet: DataSet,
  subject: { readonly command: string; readonly options: TrainOptions },
  work: (contextOf: ContextOf) => Promise<T>,
): Promise<T> {
  let outOfTime = false;
  const checkpoint = await open(run, flags.checkpoint!, dataSet, subject);
  const keep = async (): Promise<void> => {
    await checkpoint.close();
    if (!checkpoint.isWritten) return;
    const file = plainText(flags.checkpoint!);
    run.screen.notice(`What was done is kept in ${file}: the same command goes on from there`);
  };
  try {
    const result = await work((name) => ({
      ...limitsOf(run, flags, () => (outOfTime = true)),
      checkpoint: checkpoint.run(name),
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

async function open(
  run: Run,
  given: string,
  dataSet: DataSet,
  subject: { readonly command: string; readonly options: TrainOptions },
): Promise<Checkpoint> {
  const file = pathFrom(run.io, given);
  const { userIndex, movieIndex, value } = dataSet.ratings;
  const checkpoint = await openCheckpoint(
    file,
    {
      command: subject.command,
      data: dataSet.name,
      ratings: String(value.length),
      "checksum of the ratings": [userIndex, movieIndex, value]
        .map(({ buffer, byteOffset, byteLength }) =>
          crc32(new Uint8Array(buffer, byteOffset, byteLength)).toString(16),
        )
        .join("-"),
      ...Object.fromEntries(
        Object.entries(subject.options).map(([key, option]) => [flagOf(key), String(option)]),
      ),
    },
    {
      onWriteError: ({ message }) =>
        run.screen.notice(`${plainText(message)}; going on without a newer checkpoint`),
    },
  );
  if (checkpoint.found) run.screen.notice(`Going on from ${plainText(given)}`);
  return checkpoint;
}
