import { rm } from "node:fs/promises";
import type { CheckpointSubject } from "../core/model/checkpoint-file.ts";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  refusedCheckpoint,
} from "../core/model/checkpoint-file.ts";
import { CheckpointError, WriteError } from "../core/errors.ts";
import type { PartState } from "../core/learn/part-run.ts";
import { byteCount } from "./node-byte-count.ts";
import { writing } from "./node-disk-fault.ts";
import { readWholeFile, writeFileAtomically } from "./node-files.ts";
import { kindAt } from "./node-kind-at.ts";

/** The most that a file may hold: what can be read back at once. */
const MOST_BYTES = 2 ** 31;
const WRITE_EVERY_MS = 10_000;

/** What can be chosen about a checkpoint. */
export interface CheckpointOptions {
  /** At least so long between two writings, in milliseconds. Default 10 000. */
  readonly writeEveryMs?: number;
  /** Told when it could not be written: the run goes on, and it is tried again. */
  readonly onWriteError?: (error: WriteError) => void;
}

/** A file that keeps where runs of sampling stand. */
export interface Checkpoint {
  /** Whether the file was there and holds something to go on from. */
  readonly found: boolean;
  /** Whether the file holds all that any run has got to, and that is something. */
  readonly isWritten: boolean;
  /** One run, for `TrainContext.checkpoint`; a name is of one run only. */
  run(name: string): {
    resume(of: string): readonly (PartState | undefined)[];
    keep(part: number, state: PartState): void;
  };
  /** Writes what has not been written yet; see {@link isWritten}. */
  close(): Promise<void>;
  /**
   * Removes the file: what it was kept for is done.
   *
   * @throws {WriteError} if it cannot be removed.
   */
  remove(): Promise<void>;
}

/**
 * Opens a checkpoint, to go on from it where the file is there. While runs go on it is written from
 * time to time, atomically: a crash, a full disk or a power cut leaves the one before.
 *
 * @param subject - what is run: whatever is to be the same when it is taken up again.
 * @throws {CheckpointError} naming the file, if it is foreign, damaged, or of something else.
 * @throws {DataError} if it cannot be read.
 *
 * Cost: one pass over the file.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "matinee-")), "run.checkpoint");
 * const checkpoint = await openCheckpoint(file, { data: "synthetic", sweeps: "30" });
 * const options = { method: "bayesian", factors: 2, sweeps: 30 } as const;
 * await train(synthesize().ratings, options, { checkpoint: checkpoint.run("train") });
 * await checkpoint.close();
 * assert.ok((await openCheckpoint(file, { data: "synthetic", sweeps: "30" })).found);
 * ```
 */
export async function openCheckpoint(
  file: string,
  subject: CheckpointSubject,
  options: CheckpointOptions = {},
): Promise<Checkpoint> {
  const runs = new Map<string, KeptRun>();
  const found = (await kindAt(file)) !== undefined;
  if (found) {
    for (const [name, { of, states }] of await read(file, subject)) {
      runs.set(name, { of, states: [...states] });
    }
  }
  return new CheckpointFile(file, subject, runs, found, options);
}

interface KeptRun {
  of: string;
  states: (PartState | undefined)[];
}

async function read(
  file: string,
  subject: CheckpointSubject,
): Promise<ReturnType<typeof decodeCheckpoint>> {
  const bytes = await readWholeFile(file, MOST_BYTES);
  try {
    return decodeCheckpoint(bytes, subject);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new CheckpointError(`${file}: ${error.message}`, { cause: error });
  }
}

class CheckpointFile implements Checkpoint {
  readonly found: boolean;
  readonly #file: string;
  readonly #subject: CheckpointSubject;
  readonly #runs: Map<string, KeptRun>;
  readonly #options: CheckpointOptions;
  #writing: Promise<void> | undefined;
  #written = performance.now();
  #isNewer = false;

  constructor(
    file: string,
    subject: CheckpointSubject,
    runs: Map<string, KeptRun>,
    found: boolean,
    options: CheckpointOptions,
  ) {
    this.#file = file;
    this.#subject = subject;
    this.#runs = runs;
    this.found = found;
    this.#options = options;
  }

  get isWritten(): boolean {
    const states = [...this.#runs.values()].flatMap((run) => run.states);
    return !this.#isNewer && states.some((state) => state !== undefined);
  }

  run(name: string): ReturnType<Checkpoint["run"]> {
    return {
      resume: (of) => {
        const kept = this.#runs.get(name);
        if (kept !== undefined && kept.of !== of) {
          const { message } = refusedCheckpoint(
            `its run "${name}" is of other ratings, pairs to predict or options`,
          );
          throw new CheckpointError(`${this.#file}: ${message}`);
        }
        if (kept === undefined) this.#runs.set(name, { of, states: [] });
        return structuredClone(kept?.states ?? []); // whoever goes on adds to them
      },
      keep: (part, state) => {
        const run = this.#runs.get(name);
        if (run === undefined) throw new RangeError(`Cannot keep "${name}": it was not begun`);
        run.states[part] = state;
        this.#isNewer = true;
        const due =
          performance.now() - this.#written >= (this.#options.writeEveryMs ?? WRITE_EVERY_MS);
        if (due) this.#writing ??= this.#write();
      },
    };
  }

  async close(): Promise<void> {
    await this.#writing;
    if (this.#isNewer) await this.#write();
  }

  async remove(): Promise<void> {
    await this.#writing;
    this.#isNewer = false;
    await writing(this.#file, rm(this.#file, { force: true }));
  }

  async #write(): Promise<void> {
    this.#isNewer = false;
    try {
      const bytes = encodeCheckpoint(this.#subject, this.#runs);
      if (bytes.length > MOST_BYTES) throw this.#tooLarge(bytes.length);
      await writeFileAtomically(this.#file, bytes);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      this.#isNewer = true;
      this.#options.onWriteError?.(error);
    } finally {
      this.#written = performance.now();
      this.#writing = undefined;
    }
  }

  #tooLarge(bytes: number): WriteError {
    const [size, most] = [byteCount(bytes), byteCount(MOST_BYTES)];
    return new WriteError(
      `Cannot write "${this.#file}": it takes ${size}, and at most ${most} can be read again; use fewer factors`,
      this.#file,
    );
  }
}
