import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import type { RatingLines, RatingLineShape } from "../kernels/rating-lines.ts";
import { LINES_AT_ONCE } from "../kernels/rating-lines.ts";
import { fastestRatingLines } from "../kernels/wasm-rating-lines.ts";
import type { ScannedRatings } from "./rating-collector.ts";
import { RatingCollector } from "./rating-collector.ts";
import type { RatingLayout } from "./rating-layout.ts";
import { PLAIN_LAYOUT, layoutOfHeader } from "./rating-layout.ts";
import type { RatingLineRules } from "./rating-line.ts";
import { fieldsOfLine, refuseBinary, textOfLine, understood } from "./rating-line.ts";
import type { RatingRules } from "./rating-rules.ts";
import { MAX_RATINGS } from "./rating-rules.ts";
import { shown } from "./shown.ts";

/** What a {@link RatingScanner} is told about the file. */
export interface RatingScannerOptions extends RatingRules {
  /** The file, as messages call it. */
  readonly file: string;
  /** What is read goes there; made with the same known ids. Default a new one. */
  readonly collector?: RatingCollector | undefined;
  /** What reads the plain lines. Default {@link fastestRatingLines}. */
  readonly linesOf?: ((shape: RatingLineShape) => RatingLines) | undefined;
}

/** Longer lines are no ratings; what is kept between two chunks stays below this. */
const MAX_LINE_BYTES = 65_536;
const LINE_FEED = 10;

/**
 * Reads a table of ratings from its bytes as they come, in chunks of any size.
 *
 * Digits go straight from bytes to typed arrays: no object per rating, no string per field. Lines
 * that are not `digits, digits, decimal, digits` take a slower path that understands more, and
 * words the errors. Columns in messages count the fields of the line, from 1.
 *
 * Cost: O(bytes); 16 bytes a rating, up to twice that while columns grow of which it was not told how
 * long they will be. Measured with `openDataSet` on two busy cores, Node 20, 25 M ratings (653 MB) in
 * the shape of MovieLens 25M: 2.5 s of CPU with the search for repeated pairs, half a second of them for
 * 62,423 films, and 525 MB at the most; with text ids 30 MB/s.
 *
 * @example
 * ```ts
 * const scanner = new RatingScanner({ file: "u.data", separator: "\t", scale: WHOLE_STARS });
 * scanner.push(new TextEncoder().encode("196\t242\t3\t881250949\n186\t30"));
 * scanner.push(new TextEncoder().encode("2\t3\t891717742\n"));
 * const { users, movies, columns } = scanner.finish();
 * assert.deepEqual([...columns.value], [3, 3]);
 * assert.equal(users.idAt(0), 196);
 * assert.equal(movies.idAt(1), 302);
 * ```
 */
export class RatingScanner {
  readonly #rules: RatingLineRules;
  /** What was read so far. */
  readonly collector: RatingCollector;
  readonly #maxRatings: number;
  readonly #linesOf: (shape: RatingLineShape) => RatingLines;
  #layout: RatingLayout | undefined;
  /** What reads plain lines, if the layout is the one that it knows. */
  #plain: RatingLines | undefined;
  #lines = 0;
  /** The start of a line whose end is in a chunk to come. */
  #kept = new Uint8Array(256);
  #keptLength = 0;

  constructor(options: RatingScannerOptions) {
    const { file, separator, scale, textIds = false } = options;
    this.#rules = { file, separator, scale, textIds };
    this.#maxRatings = options.maxRatings ?? MAX_RATINGS;
    this.collector = options.collector ?? new RatingCollector(options);
    this.#linesOf = options.linesOf ?? fastestRatingLines;
    if (separator !== ",") this.#use(PLAIN_LAYOUT);
  }

  /** Ratings read so far, those to be superseded included. */
  get count(): number {
    return this.collector.count;
  }

  /**
   * Reads the next bytes of the file.
   *
   * @param chunk - borrowed.
   * @throws {DataError} that names file, line and column, at the first line that is no rating, and
   * where there are too many. The scanner is of no use afterwards.
   */
  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.#keptLength > 0) {
      const end = chunk.indexOf(LINE_FEED);
      from = end < 0 ? chunk.length : end + 1;
      this.#keep(chunk.subarray(0, from));
      if (end < 0) return;
      const length = this.#keptLength;
      this.#keptLength = 0;
      this.#scan(this.#kept, 0, length);
    }
    const to = chunk.lastIndexOf(LINE_FEED) + 1;
    if (to > from) this.#scan(chunk, from, to);
    if (this.count > this.#maxRatings) this.#refuseMore();
    this.#keep(chunk.subarray(Math.max(from, to)));
  }

  /**
   * Reads what is left after the last chunk: a line without an end.
   *
   * @throws {DataError} if it is no rating, or there was none at all.
   */
  end(): void {
    if (this.#keptLength > 0) this.push(Uint8Array.of(LINE_FEED));
    if (this.count > 0) return;
    const found = this.#lines === 0 ? "is empty" : "holds no ratings";
    throw new DataError(`Cannot read the ratings: the file ${found}`, { file: this.#rules.file });
  }

  /**
   * All that was read, after the last chunk.
   *
   * @throws {DataError} if the last line is no rating, or there was none at all.
   */
  finish(): ScannedRatings {
    this.end();
    return this.collector.finish();
  }

  /** Reads whole lines: `bytes[to − 1]` is a line feed. */
  #scan(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    if (
      this.#lines === 0 &&
      bytes[at] === 0xef &&
      bytes[at + 1] === 0xbb &&
      bytes[at + 2] === 0xbf
    ) {
      at += 3; // the byte order mark
    }
    this.#plain?.load(bytes.subarray(0, to));
    while (at < to) {
      const lines = this.#plain;
      if (lines !== undefined) {
        const next = lines.read(at, to);
        const odd = this.collector.addNumbered(lines, lines.count);
        this.#lines += odd;
        at = odd === lines.count ? next : startOfLine(bytes, at, odd);
        if (odd === LINES_AT_ONCE || at === to) continue;
      }
      this.#lines++;
      const end = bytes.indexOf(LINE_FEED, at);
      this.#scanSlowly(bytes.subarray(at, end));
      at = end + 1;
      if (lines === undefined) this.#plain?.load(bytes.subarray(0, to)); // that was the header
    }
  }

  #scanSlowly(bytes: Uint8Array): void {
    const rules = this.#rules;
    const line = this.#lines;
    if (bytes.length > MAX_LINE_BYTES) this.#refuseLine(bytes, line);
    const text = textOfLine(bytes, rules.file, line).replace(/\r$/u, "");
    if (text.trim() === "") return;
    const fields = fieldsOfLine(text, rules, line);
    if (this.#layout === undefined) {
      this.#use(layoutOfHeader(fields, rules.file));
      return;
    }
    const { user, movie, rating, timestamp } = understood(fields, this.#layout, rules, line);
    const userIndex = this.#indexOf(user, "userId", this.#layout.user);
    const movieIndex = this.#indexOf(movie, "movieId", this.#layout.movie);
    this.collector.add(userIndex, movieIndex, rating, timestamp);
  }

  #indexOf(id: Id, name: "userId" | "movieId", column: number): number {
    const { collector } = this;
    const isUser = name === "userId";
    const index = isUser ? collector.userIndexOf(id) : collector.movieIndexOf(id);
    if (index >= 0) return index;
    const known = isUser ? collector.knownUsers : collector.knownMovies;
    throw new DataError(
      `Cannot read the ratings: "${name}" must be an id of ${known!.from}, got ${shown(String(id))}`,
      { file: this.#rules.file, line: this.#lines, column: column + 1 },
    );
  }

  #use(layout: RatingLayout): void {
    this.#layout = layout;
    const { user, movie, rating } = PLAIN_LAYOUT;
    if (layout.user !== user || layout.movie !== movie || layout.rating !== rating) return;
    const { separator, scale } = this.#rules;
    this.#plain = this.#linesOf({
      separator: separator.charCodeAt(0),
      separatorBytes: separator.length as 1 | 2,
      fewestColumns: Math.min(...layout.columns),
      mostColumns: Math.max(...layout.columns),
      min: scale.min,
      max: scale.max,
      isTimed: layout.timestamp === PLAIN_LAYOUT.timestamp,
    });
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#keptLength + bytes.length;
    if (length > MAX_LINE_BYTES) this.#refuseLine(bytes, this.#lines + 1);
    if (length > this.#kept.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(length)));
      larger.set(this.#kept);
      this.#kept = larger;
    }
    this.#kept.set(bytes, this.#keptLength);
    this.#keptLength = length;
  }

  #refuseMore(): never {
    throw new DataError(
      `Cannot read the ratings: the file must hold at most ${this.#maxRatings} ratings, got more; leave some out`,
      { file: this.#rules.file, line: this.#lines },
    );
  }

  #refuseLine(bytes: Uint8Array, line: number): never {
    refuseBinary(this.#kept.subarray(0, this.#keptLength), this.#rules.file, line);
    refuseBinary(bytes, this.#rules.file, line);
    throw new DataError(
      `Cannot read the ratings: a line must have at most ${MAX_LINE_BYTES} bytes, got a longer one; the file is no table of ratings`,
      { file: this.#rules.file, line },
    );
  }
}

/** Where the line begins that is `lines` after the one at `from`. */
function startOfLine(bytes: Uint8Array, from: number, lines: number): number {
  let at = from;
  for (let line = 0; line < lines; line++) at = bytes.indexOf(LINE_FEED, at) + 1;
  return at;
}
