import type { Command } from "commander";
import { Option } from "commander";
import { integerIn } from "../core/check.ts";
import { MOST_THREADS } from "../parallel/threads.ts";
import { numberOf } from "./options.ts";
import type { PicksFlags } from "./picks-flags.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `matinee picks --all` takes besides the options of lists. */
export interface AllPicksFlags {
  readonly all?: boolean;
  readonly output?: string;
  readonly threads?: number;
}

/** How a file of everyone's picks is written. */
export type AllPicksFormat = "csv" | "jsonl";

/** What is asked for everyone. */
export interface AllPicksRequest {
  /** Whose ratings. */
  readonly data: string;
  /** As it was typed. */
  readonly output: string;
  readonly format: AllPicksFormat;
  /** All cores where it is absent. */
  readonly threads: number | undefined;
}

const GROUP = "Options of picks for all:";

/** Adds `--all`, `--output`, `--threads`. */
export function withAllOptions(command: Command): Command {
  const add = (option: Option): void => void command.addOption(option.helpGroup(GROUP));
  add(
    new Option(
      "--all",
      "for every person of --data; --model is then the model, else it is learned",
    ),
  );
  add(new Option("-o, --output <file>", "where they go: a .csv, or a .jsonl with a person a line"));
  add(new Option("--threads <n>", "cores to use (all)").argParser(numberOf("threads")));
  return command;
}

/** What is of one person's list, and so in vain for a file of everyone's. */
const OF_ONE = [
  ...["avoid", "why", "format", "seen", "notForMe", "save", "retrain"],
  ...["columns", "scale", "corrections"],
];

/**
 * What is asked for everyone, checked before anything is read or learned.
 *
 * @returns nothing without `--all`.
 * @throws {UsageError}
 */
export function allPicksRequest(
  command: Command,
  paths: readonly string[],
  flags: PicksFlags & AllPicksFlags,
): AllPicksRequest | undefined {
  const typed = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  const wrong = (why: string): UsageError => new UsageError(`Cannot read the command line: ${why}`);
  if (flags.all !== true) {
    const alone = ["output", "threads"].find(typed);
    if (alone === undefined) return undefined;
    throw wrong(`${flagOf(alone)} is an option of --all; leave it out, or add --all`);
  }
  if (paths.length > 0) {
    throw wrong("--all is for the people of --data, not for those of files; leave out the files");
  }
  const vain = OF_ONE.find(typed);
  if (vain !== undefined) throw wrong(`${flagOf(vain)} is not for --all; leave it out`);
  if (flags.data === undefined) {
    throw wrong("--all needs --data, whose people it picks for; add --data ml-latest-small, say");
  }
  if (flags.output === undefined) {
    throw wrong("--all needs a file to write to; add --output picks.csv or picks.jsonl");
  }
  return {
    ...{ data: flags.data, output: flags.output, format: formatOfFile(flags.output) },
    threads: checkedUsage(() =>
      flags.threads === undefined
        ? undefined
        : integerIn("Cannot pick for all", "threads", flags.threads, 1, MOST_THREADS),
    ),
  };
}

function formatOfFile(output: string): AllPicksFormat {
  const [, format] = /\.(csv|jsonl)$/iu.exec(output.trim()) ?? [];
  if (format !== undefined) return format.toLowerCase() as AllPicksFormat;
  throw new UsageError(
    `Cannot write the picks: --output must end in .csv (a table) or .jsonl (JSON lines), got ${JSON.stringify(output)}`,
  );
}
