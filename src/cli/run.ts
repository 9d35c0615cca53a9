import { isAbsolute, resolve } from "node:path";
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

/** A path as the process has to open it; left as it was typed where that is the same. */
export function pathFrom({ cwd }: CliIo, given: string): string {
  return isAbsolute(given) || cwd === process.cwd() ? given : resolve(cwd, given);
}
