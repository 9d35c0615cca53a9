import type { Command } from "commander";
import { CommanderError } from "commander";
import { AbortedError, RecommenderError, TrainingDivergedError } from "../index.ts";
import { nearestName } from "../core/check.ts";
import { EXIT_STATUS, exitStatusOf } from "./exit-status.ts";
import { makeProgram } from "./program.ts";
import { ServerEnded } from "./server-ended.ts";
import { listed } from "./terminal/film-text.ts";
import { messageText } from "./terminal/columns.ts";
import type { CliIo } from "./terminal/screen.ts";
import { visibleText } from "./terminal/text-width.ts";
import { UsageError, inFlags } from "./usage-error.ts";
import { VERSION } from "./version.ts";

/**
 * Runs one command line.
 *
 * @param argv - what was typed after `matinee`.
 * @returns the exit status; every error has been told on stderr by then.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const program = makeProgram(io, VERSION);
  try {
    checkHelpTopic(program, argv);
    await program.parseAsync(argv, { from: "user" });
    return EXIT_STATUS.done;
  } catch (error) {
    if (error instanceof CommanderError) return commandLineStatus(program, error, argv, io);
    if (!(error instanceof ServerEnded)) tell(io, error);
    return exitStatusOf(error);
  }
}

/**
 * Commander answers `help foo` with the help of everything, as if nothing had been wrong.
 *
 * @throws {UsageError} for a command that there is not.
 */
function checkHelpTopic({ commands }: Command, [help, topic]: readonly string[]): void {
  if (help !== "help" || topic === undefined || topic.startsWith("-")) return;
  const names = [...commands.map((command) => command.name()), "help"];
  if (names.includes(topic)) return;
  const near = nearestName(topic, names);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new UsageError(
    `Cannot show the help: there is no command ${JSON.stringify(topic)}${hint}\nSee: matinee --help`,
  );
}

/** Help and version come as errors too: those have been printed, and are none. */
function commandLineStatus(
  program: Command,
  error: CommanderError,
  argv: readonly string[],
  io: CliIo,
): number {
  if (error.exitCode === 0) return EXIT_STATUS.done;
  if (error.code === "commander.help") return EXIT_STATUS.wrongUsage; // no command: help was printed
  const message = `Cannot read the command line: ${inOwnForm(error.message)}`;
  tell(io, new UsageError(`${message}\n${seeHelp(program, argv)}`));
  return EXIT_STATUS.wrongUsage;
}

/** `error: unknown option '--cuont'⏎(Did you mean --count?)` in the form of all messages here. */
function inOwnForm(message: string): string {
  return message
    .replace(/^error: /u, "")
    .replace(/\n\(Did you mean (?:one of )?(.+)\?\)$/su, (_, names: string) => didYouMean(names))
    .replace(/\. Expected (\d+) arguments? but got (\d+)\.$/u, "; expected $1, got $2")
    .replaceAll("'", '"')
    .replace(/\.$/u, "");
}

function didYouMean(names: string): string {
  const quoted = names.split(", ").map((name) => `"${name}"`);
  return `; did you mean ${listed(quoted, "or")}?`;
}

/** `See: matinee data get --help`, as far as commands were typed. */
function seeHelp(program: Command, argv: readonly string[]): string {
  const names: string[] = [];
  let commands = program.commands;
  for (const name of argv) {
    const found = commands.find((command) => command.name() === name);
    if (found === undefined) break;
    names.push(name);
    commands = found.commands;
  }
  return `See: ${["matinee", ...names, "--help"].join(" ")}`;
}

function tell({ stderr, env }: CliIo, error: unknown): void {
  if ((env["MATINEE_DEBUG"] ?? "") !== "" && error instanceof Error) {
    stderr.write(`matinee: ${visibleText(error.stack ?? error.message)}\n`);
    return;
  }
  stderr.write(`${messageText(stderr, `matinee: ${messageOf(error)}`)}\n`);
}

function messageOf(error: unknown): string {
  if (error instanceof AbortedError) return "interrupted";
  if (error instanceof TrainingDivergedError) return inFlags(error.message);
  if (error instanceof RecommenderError || error instanceof UsageError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `${message}\nThis should not have happened; MATINEE_DEBUG=1 shows where it did`;
}
