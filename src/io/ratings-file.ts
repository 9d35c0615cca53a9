import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";
import type { DataFiles, OpenDataFile } from "./data-files.ts";
import { pathOf, refuseAbsent, wholeFile } from "./data-texts.ts";
import { expectedLines } from "./expected-lines.ts";
import { bytesFile } from "./memory-files.ts";
import type { RatingCollector } from "./rating-collector.ts";
import type { RatingRules } from "./rating-rules.ts";
import { MAX_RATINGS } from "./rating-rules.ts";
import { RatingScanner } from "./rating-scanner.ts";
import { readAhead } from "./read-ahead.ts";

const ACTION = "Cannot read the data set";
/** What of a Parquet file may have to be held in memory, where only its beginning can be read. */
const MAX_WHOLE_BYTES = 2 ** 31 - 1;

/**
 * Reads a file of ratings, a text or Parquet, into `collector`, bit by bit.
 *
 * @param files - borrowed; what it opens it closes.
 * @param collector - made with the same known ids as `rules` has; it is as full as the file is read
 * whenever this yields, and after it ended.
 * @throws {DataError} that names the place, if there is no such file or it is damaged.
 * @throws {AbortedError} if `signal` is set.
 */
export async function* readRatings(
  files: DataFiles,
  name: string,
  rules: RatingRules,
  collector: RatingCollector,
  signal: StopSignal | undefined,
): AsyncGenerator<void, void, undefined> {
  refuseAbsent(files, name);
  const file = await files.openAt?.(name);
  try {
    const steps = /\.parquet$/iu.test(name)
      ? parquetSteps(file ?? bytesFile(await wholeFile(files, name, MAX_WHOLE_BYTES, signal)))
      : textSteps(file);
    for await (const _ of steps) {
      throwIfAborted(ACTION, signal);
      yield;
    }
    throwIfAborted(ACTION, signal);
  } finally {
    await file?.close();
  }

  async function* parquetSteps(parquet: OpenDataFile): AsyncGenerator<void> {
    const { readParquet } = await import("./parquet-ratings.ts");
    yield* readParquet(parquet, { ...rules, file: pathOf(files, name) }, collector);
  }

  async function* textSteps(text: OpenDataFile | undefined): AsyncGenerator<void> {
    const scanner = new RatingScanner({ ...rules, file: pathOf(files, name), collector });
    const most = rules.maxRatings ?? MAX_RATINGS; // of a larger file no more are read
    if (text !== undefined) collector.expect(Math.min(most, await expectedLines(text)));
    for await (const chunk of text === undefined ? files.open(name) : readAhead(text)) {
      throwIfAborted(ACTION, signal);
      scanner.push(chunk);
      yield;
    }
    scanner.end();
  }
}
