#!/usr/bin/env node
import process from "node:process";
import { removeUnfinishedFiles } from "../io/node-files.ts";
import { EXIT_STATUS } from "./exit-status.ts";
import { runCli } from "./run-cli.ts";

const stop = new AbortController();

/** Work that hears the signal ends at once; what does not, such as waiting for a pipe, is ended. */
const GRACE_MS = 2000;

// The first Ctrl-C lets the work stop where nothing is left half-done; a second one does not wait.
process.on("SIGINT", () => {
  if (stop.signal.aborted) endAt(EXIT_STATUS.interrupted);
  stop.abort();
  setTimeout(() => endAt(EXIT_STATUS.interrupted), GRACE_MS).unref();
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") endAt(EXIT_STATUS.done); // `matinee … | head -1` has what it wanted
    if (stream === process.stdout) {
      process.stderr.write(`matinee: Cannot write the result: ${error.message}\n`);
    }
    endAt(EXIT_STATUS.failed);
  });
}

const { stdout, stderr, env } = process;
const io = { stdout, stderr, env, cwd: process.cwd(), signal: stop.signal };
const status = await runCli(process.argv.slice(2), io);
if (status === EXIT_STATUS.interrupted) endAt(status); // sockets may be open still
process.exitCode = status;

function endAt(exitStatus: number): never {
  removeUnfinishedFiles();
  process.exit(exitStatus);
}
