import type { Command } from "commander";
import { Option } from "commander";
import { integerIn, oneOf } from "../core/check.ts";
import { PICKS_DEFAULTS } from "../index.ts";
import type { PicksOptions } from "../index.ts";
import { resolvePicksOptions } from "../core/taste/picks-options.ts";
import type { SourceFlags } from "./options.ts";
import { numberOf } from "./options.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `matinee picks` takes besides where films come from. */
export interface PicksFlags extends SourceFlags {
  readonly count: number;
  readonly avoid?: number;
  readonly why?: boolean;
  readonly surprise: number;
  readonly among?: readonly string[];
  readonly exclude?: readonly string[];
  readonly seen?: readonly string[];
  readonly notForMe?: readonly string[];
  readonly years?: Range;
  readonly genres?: readonly string[];
  readonly withoutGenres?: readonly string[];
  readonly popularity?: Range;
  readonly format?: string;
}

/** `1980-1999`, open where an end is not given. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** How a list can be printed. */
export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** Of one list, as the library has it. */
const MOST_FILMS = 10_000;

const FILTERS = "Options of which films:";

/** Adds the options of lists. */
export function withPicksOptions(command: Command): Command {
  const add = (option: Option): void => void command.addOption(option);
  command.option("-n, --count <n>", "how many films", numberOf("count"), PICKS_DEFAULTS.count);
  add(
    new Option("--avoid <n>", "how many to skip; as many as --count where left out").argParser(
      numberOf("avoid"),
    ),
  );
  add(
    new Option("--why", "where the stars of each film come from; for several, why each would go"),
  );
  add(
    new Option("--surprise <x>", "0: the best; up to 1: others nearly as good, drawn by --seed")
      .argParser(numberOf("surprise"))
      .default(PICKS_DEFAULTS.surprise),
  );
  add(new Option("--format <name>", "table, json, or csv: a list that Letterboxd imports"));
  const filter = <T>(flags: string, text: string, parse: (text: string, before: T) => T): void =>
    add(new Option(flags, text).argParser(parse).helpGroup(FILTERS));
  filter("--among <list.csv>", "only films of this list, or of an export's watchlist", gathered);
  filter("--years <from-to>", "1980-1999, 1990-, -1979 or 1994", rangeOf("years"));
  filter("--genres <a,b>", "films of any of these", namesOf("genres"));
  filter("--without-genres <a,b>", "none of these", namesOf("withoutGenres"));
  filter(
    "--popularity <from-to>",
    "places by number of ratings: 1-200 are the best known",
    rangeOf("popularity"),
  );
  filter("--exclude <film|list.csv>", "leave out; may be repeated, as the next two", gathered);
  filter("--seen <film|list.csv>", "leave out, and take as seen", gathered);
  filter("--not-for-me <film|list.csv>", "leave out, and pick less like it", gathered);
  return command;
}

/**
 * What is asked for, without what needs a catalogue: checked before anything is read or learned.
 *
 * @throws {UsageError}
 */
export function picksOptionsOf(flags: PicksFlags): PicksOptions {
  const { count, surprise, seed, genres = [], withoutGenres = [], years, popularity } = flags;
  const options = {
    ...{ count, surprise, seed, genres, withoutGenres },
    ...{ fromYear: years?.from, toYear: years?.to },
    ...{ fromRank: popularity?.from, toRank: popularity?.to },
  };
  return checkedUsage(() => {
    resolvePicksOptions("Cannot pick", options);
    integerIn("Cannot list films to avoid", "avoid", flags.avoid ?? 0, 0, MOST_FILMS);
    return options;
  });
}

/** @throws {UsageError} */
export function formatOf({ format, json }: PicksFlags): Format {
  if (format === undefined) return json === true ? "json" : "table";
  const known = checkedUsage(() => oneOf("Cannot print the list", "format", format, FORMATS));
  if (json === true && known !== "json") {
    throw new UsageError(
      `Cannot read the command line: --json and --format ${known} contradict each other; leave one out`,
    );
  }
  return known;
}

/**
 * What would be asked for in vain.
 *
 * @param people - how many files were named.
 * @param seedIsTyped - whether `--seed` is from the command line.
 * @throws {UsageError}
 */
export function refuseInVain(flags: PicksFlags, people: number, seedIsTyped: boolean): void {
  const asksToAvoid = flags.avoid !== undefined && flags.avoid > 0;
  const refuse = (flag: string, why: string): void => {
    throw new UsageError(`Cannot read the command line: ${why}; leave out ${flag}`);
  };
  if (people > 1 && asksToAvoid) refuse("--avoid", "films to skip are one person's, not a group's");
  if (flags.format === "csv") {
    const why = "--format csv holds the films picked alone";
    if (asksToAvoid) refuse("--avoid", why);
    if (flags.why === true) refuse("--why", why);
  }
  if (flags.data === undefined && seedIsTyped && flags.surprise === 0) {
    refuse("--seed", "without --data and --surprise nothing is drawn");
  }
}

function gathered(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Reads `Comedy, Drama`; given twice, both count. */
function namesOf(key: string): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    const names = text.split(",").map((name) => name.trim());
    const found = names.filter((name) => name !== "");
    if (found.length > 0) return [...before, ...found];
    throw new UsageError(
      `Cannot read the command line: ${flagOf(key)} must name a genre, got nothing`,
    );
  };
}

/** Reads `1980-1999`, `1980-`, `-1999`, `1980`. */
function rangeOf(key: string): (text: string) => Range {
  return (text) => {
    const [, one, first, last] = RANGE.exec(text) ?? [];
    const from = one ?? first;
    const to = one ?? last;
    const wrong = `Cannot read the command line: --${key} must`;
    const got = `got ${JSON.stringify(text)}`;
    if (from === undefined && to === undefined) {
      throw new UsageError(`${wrong} be a range such as 10-20, 10-, -20 or 10, ${got}`);
    }
    if (Number(from) > Number(to)) {
      throw new UsageError(`${wrong} begin before it ends, ${got}; did you mean "${to}-${from}"?`);
    }
    return {
      ...(from === undefined ? {} : { from: Number(from) }),
      ...(to === undefined ? {} : { to: Number(to) }),
    };
  };
}

const RANGE = /^\s*(?:(\d{1,9})|(\d{1,9})?\s*[-–]\s*(\d{1,9})?)\s*$/u;
