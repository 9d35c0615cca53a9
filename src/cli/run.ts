import { isAbsolute, resolve } from "node:path";
import { throwIfAborted } from "../core/errors.ts";
import type { CliIo, Verbosity } from "./terminal/screen.ts";
import { Screen } from "./terminal/screen.ts";

/** One run of one command: where it reads from and writes to. */
export interface Run {
  readonly io: CliIo;
  readonly screen: Screen;
}

/** Runs a command; its live line is gone when it ends, however it ends. */
export async function runWith(
  io: CliIo,
  verbosity: Verbosity,
  command: (run: Run) => Promise<void>,
): Promise<void> {
  const screen = new Screen(io, verbosity);
  try {
    await command({ io, screen });
  } finally {
    screen.progress.clear();
  }
}

/**
 * Lets a signal be heard that came while something was computed at one go.
 *
 * @throws {AbortedError} if there was one.
 */
export async function hearSignal({ io }: Run, action: string): Promise<void> {
  await new Promise((done) => setImmediate(done));
  throwIfAborted(action, io.signal);
}

/** A path as the process has to open it; left as it was typed where that is the same. */
export function pathFrom({ cwd }: CliIo, given: string): string {
  return isAbsolute(given) || cwd === process.cwd() ? given : resolve(cwd, given);
}
