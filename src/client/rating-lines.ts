import { describe } from "../core/check.ts";
import { ServiceError } from "../core/errors.ts";
import type { BulkResult, RatingLine } from "../contract/types.ts";

/** Ratings to be stored, as they come. */
export type RatingLines = Iterable<RatingLine> | AsyncIterable<RatingLine>;

/** Lines of one request. */
export interface Part {
  readonly text: string;
  readonly lines: number;
}

/** UTF-16 units of a part: a second or two of the service's time, and not much to send again. */
const PART_LENGTH = 1_048_576;
/** Faults that are told, as in one answer of the service. */
const MOST_FAULTS = 100;

/**
 * The lines in parts that can each be sent again; one is in memory at a time. A line without `ratedAt` is of the moment
 * that it is made: sent again, it overwrites nothing that was rated since.
 */
export async function* partsOf(action: string, ratings: RatingLines): AsyncGenerator<Part> {
  let lines: string[] = [];
  let length = 0;
  for await (const rating of ratings) {
    if (typeof rating !== "object" || rating === null) {
      throw new TypeError(`${action}: each rating must be an object, got ${describe(rating)}`);
    }
    const ratedAt = rating.ratedAt ?? new Date().toISOString();
    const line = `${JSON.stringify({ ...rating, ratedAt })}\n`;
    if (length > 0 && length + line.length > PART_LENGTH) {
      yield { text: lines.join(""), lines: lines.length };
      [lines, length] = [[], 0];
    }
    lines.push(line);
    length += line.length;
  }
  if (lines.length > 0) yield { text: lines.join(""), lines: lines.length };
}

/** What became of all parts, lines counted through. */
export class BulkTally {
  #accepted = 0;
  #rejected = 0;
  readonly #errors: BulkResult["errors"] = [];
  #lines = 0;

  add({ lines }: Part, { accepted, rejected, errors }: BulkResult): void {
    for (const error of errors) {
      if (this.#errors.length === MOST_FAULTS) break;
      this.#errors.push({ ...error, line: error.line + this.#lines });
    }
    this.#accepted += accepted;
    this.#rejected += rejected;
    this.#lines += lines;
  }

  /** @throws always: what was thrown, with what was done before. */
  cutOff(error: unknown): never {
    if (!(error instanceof ServiceError) || this.#lines === 0) throw error;
    throw new ServiceError(
      `${error.message}; the ${this.#lines} lines before were read, and those with "ratedAt" change nothing if all are sent again`,
      error.answer,
      { cause: error },
    );
  }

  get result(): BulkResult {
    return {
      accepted: this.#accepted,
      rejected: this.#rejected,
      errors: [...this.#errors],
      errorsLeftOut: this.#rejected - this.#errors.length,
    };
  }
}
