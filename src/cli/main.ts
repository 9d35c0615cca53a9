#!/usr/bin/env node
import process from "node:process";
import { removeUnfinishedFiles } from "../io/node-files.ts";
import { nodeThreads } from "../parallel/node-threads.ts";
import { EXIT_STATUS } from "./exit-status.ts";
import { runCli } from "./run-cli.ts";

/** What asks a process to end, and the status that a shell gives one that did: 128 + its number. */
const SIGNALS = { SIGINT: EXIT_STATUS.interrupted, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof SIGNALS;

/** Work that hears the signal ends at once; what does not, such as waiting for a pipe, is ended. */
let graceMs = 2000;

const stop = new AbortController();
let heard: Signal | undefined;

// The first signal lets the work stop where nothing is left half-done; a second one does not wait.
for (const signal of Object.keys(SIGNALS) as Signal[]) {
  process.on(signal, () => {
    if (stop.signal.aborted) dieOf(signal);
    heard = signal;
    stop.abort();
    setTimeout(() => dieOf(signal), graceMs).unref();
  });
}

// Progress and notices that nobody reads any more are no reason to give up the work.
process.stderr.on("error", () => undefined);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") endAt(EXIT_STATUS.done); // `matinee … | head -1` has what it wanted
  process.stderr.write(`matinee: Cannot write the result: ${reasonOf(error)}\n`);
  endAt(EXIT_STATUS.failed);
});

const cwd = workingFolder();
if (cwd === undefined) {
  process.stderr.write(
    "matinee: Cannot find the working folder: it has been removed; change to another one\n",
  );
  process.exitCode = EXIT_STATUS.failed;
} else {
  const { stdout, stderr, env } = process;
  const io = {
    ...{ stdout, stderr, env, cwd, signal: stop.signal, threads: nodeThreads },
    ownProcess: { takeTime: (ms: number) => void (graceMs = ms) },
    get stdin() {
      return process.stdin; // opened when it is asked for, since it may be anything
    },
  };
  const status = await runCli(process.argv.slice(2), io);
  // Not by itself: sockets may be open still.
  if (status === EXIT_STATUS.interrupted) endAt(heard === undefined ? status : SIGNALS[heard]);
  process.exitCode = status;
}

function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined; // ENOENT is all that it throws
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === "ENOSPC" ? "the disk is full; free some space" : message;
}

function endAt(exitStatus: number): never {
  removeUnfinishedFiles();
  giveSignalsBack();
  process.exit(exitStatus);
}

/**
 * Ends as the signal would have ended it, had nobody listened. `process.exit` would wait for a
 * thread that hangs in the system, e.g. opening a named pipe that nobody writes to.
 */
function dieOf(signal: Signal): void {
  removeUnfinishedFiles();
  giveSignalsBack();
  process.kill(process.pid, signal);
}

function giveSignalsBack(): void {
  for (const signal of Object.keys(SIGNALS)) process.removeAllListeners(signal);
}
