import type { Command } from "commander";
import { Option } from "commander";
import type { ExportColumns, ExportScale, ReadExportOptions } from "../index.ts";
import { nearestName, oneOf } from "../core/check.ts";
import { EXPORT_SCALES } from "../io/exports/export-scale.ts";
import { COLUMN_ROLES } from "../io/exports/named-table.ts";
import { UsageError, checkedUsage } from "./usage-error.ts";

/** How someone's own file is to be read. */
export interface ReadingFlags {
  readonly columns?: ExportColumns;
  readonly scale?: string;
  /** Decisions on films that could be several. */
  readonly corrections?: string;
  /** Whether messages may quote the file. */
  readonly verbose?: boolean;
}

const GROUP = "Options of your file:";

/** Adds them. */
export function withReadingOptions(command: Command): Command {
  const add = (option: Option): void => void command.addOption(option.helpGroup(GROUP));
  add(
    new Option(
      "--columns <names>",
      "of a CSV of another kind: title=Film,year=Year,rating=Mine",
    ).argParser(columnsOf),
  );
  add(new Option("--scale <range>", `what its ratings are on: ${EXPORT_SCALES.join(", ")}`));
  add(new Option("--corrections <file>", "which film is meant where several are: see import"));
  add(new Option("-v, --verbose", "messages may quote your file; else they name only places"));
  return command;
}

/** @throws {UsageError} for a scale that there is not. */
export function readOptionsOf({ columns, scale, verbose }: ReadingFlags): ReadExportOptions {
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(scale === undefined ? {} : { scale: scaleOf(scale) }),
    verbose: verbose === true,
  };
}

function scaleOf(text: string): ExportScale {
  return checkedUsage(() => oneOf("Cannot read the ratings", "scale", text, EXPORT_SCALES));
}

/** Reads `title=Film,rating=My rating`. */
function columnsOf(text: string): ExportColumns {
  const action = "Cannot read the command line: --columns must";
  const columns: Record<string, string> = {};
  for (const pair of text.split(",")) {
    const [, key = "", name = ""] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/u.exec(pair) ?? [];
    if (name === "") {
      throw new UsageError(
        `${action} name columns as in title=Film,year=Year,rating=Mine, got ${JSON.stringify(text)}`,
      );
    }
    if (!(COLUMN_ROLES as readonly string[]).includes(key)) {
      const near = nearestName(key, COLUMN_ROLES);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      throw new UsageError(
        `${action} be of ${COLUMN_ROLES.join(", ")}, got ${JSON.stringify(key)}${hint}`,
      );
    }
    columns[key] = name;
  }
  return columns;
}
