import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import { onScale } from "../core/ratings/rating-scale.ts";
import type { RatingLayout, RatingSeparator } from "./rating-layout.ts";
import { separatedBy } from "./rating-layout.ts";
import { shown } from "./shown.ts";

/** How the fields of a line are to be understood. */
export interface RatingLineRules {
  readonly file: string;
  readonly separator: RatingSeparator;
  readonly scale: RatingScale;
  /** Whether an id that is no whole number is kept as text; else it is an error. */
  readonly textIds: boolean;
}

/** One line of a table of ratings, understood. */
export interface RatingLine {
  readonly user: Id;
  readonly movie: Id;
  /** In stars, on the scale of the rules. */
  readonly rating: number;
  /** As {@link timestampOf}. */
  readonly timestamp: number;
}

const ACTION = "Cannot read the ratings";
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** @throws {DataError} if there is a NUL byte, which no text has. */
export function refuseBinary(bytes: Uint8Array, file: string, line: number): void {
  if (!bytes.includes(0)) return;
  throw new DataError(`${ACTION}: the file is not text, got a NUL byte; it must be text in UTF-8`, {
    file,
    line,
  });
}

/**
 * The text of a line, without its end.
 *
 * @throws {DataError} if it holds a NUL byte or is not UTF-8.
 */
export function textOfLine(bytes: Uint8Array, file: string, line: number): string {
  refuseBinary(bytes, file, line);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    // A letter or two of an older encoding help to find the line; the bytes of a picture do not.
    const found = isMostlyText(text) ? shown(text) : "bytes that are no text";
    throw new DataError(`${ACTION}: the file must be text in UTF-8, got ${found}`, { file, line });
  }
}

function isMostlyText(text: string): boolean {
  const odd = text.match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return odd <= 2 + text.length / 10;
}

/**
 * The fields of a line. Quotes count in comma-separated files only; a quoted field cannot span
 * lines.
 *
 * @throws {DataError} if a quote is not closed.
 */
export function fieldsOfLine(text: string, rules: RatingLineRules, line: number): string[] {
  if (rules.separator !== "," || !text.includes('"')) return text.split(rules.separator);
  const fields: string[] = [];
  const field = /\s*(?:"((?:[^"]|"")*)"\s*|([^",][^,]*|))(,|$)/uy;
  for (;;) {
    const start = field.lastIndex;
    const found = field.exec(text);
    if (found === null) {
      throw new DataError(
        `${ACTION}: a quoted field must end with a quote before the next comma or line, got ${shown(text.slice(start))}`,
        { file: rules.file, line, column: fields.length + 1 },
      );
    }
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === "") return fields;
  }
}

/** @throws {DataError} that names line, column and text, if the fields are no rating. */
export function understood(
  fields: readonly string[],
  layout: RatingLayout,
  rules: RatingLineRules,
  line: number,
): RatingLine {
  if (!layout.columns.includes(fields.length)) {
    const wanted = layout.columns.join(" or ");
    const text = shown(fields.join(rules.separator));
    throw new DataError(
      `${ACTION}: a line must have ${wanted} columns ${separatedBy(rules.separator)}, got ${fields.length} in ${text}`,
      { file: rules.file, line },
    );
  }
  const wrong = (name: string, column: number, wanted: string, hint = ""): DataError =>
    new DataError(`${ACTION}: "${name}" must be ${wanted}, got ${shown(fields[column]!)}${hint}`, {
      file: rules.file,
      line,
      column: column + 1,
    });
  const idAt = (name: string, column: number): Id => {
    const id = idOf(fields[column]!, rules.textIds);
    if (id === undefined) throw wrong(name, column, rules.textIds ? ID_FORMS.text : ID_FORMS.whole);
    return id;
  };
  const user = idAt("userId", layout.user);
  const movie = idAt("movieId", layout.movie);
  const rating = decimalOf(fields[layout.rating]!);
  if (!onScale(rules.scale, rating)) {
    const wanted = `a number in [${rules.scale.min}, ${rules.scale.max}]`;
    throw wrong(
      "rating",
      layout.rating,
      wanted,
      rules.textIds ? scaleHint(rules.scale, rating) : "",
    );
  }
  return { user, movie, rating, timestamp: timestampOf(fields[layout.timestamp]) };
}

/** The number that a text is in decimals, NaN for any other text. */
export function decimalOf(field: string): number {
  const text = field.trim();
  return DECIMAL.test(text) ? Number(text) : NaN;
}

/** Seconds since 1970, or 0 for what does not say: no whole number, or one that 32 bits do not hold. */
export function timestampOf(field: string | undefined): number {
  const text = field?.trim() ?? "";
  return /^\d+$/u.test(text) && Number(text) < 2 ** 32 ? Number(text) : 0;
}

/** What to do with ratings from 1 to 10, which are the other common scale; else nothing. */
export function scaleHint(scale: RatingScale, rating: number): string {
  const ofTen = scale.max === 5 && rating >= 6 && rating <= 10;
  return ofTen ? `; the scale ends at ${scale.max}, so halve ratings that are out of 10` : "";
}

/** What an id must be, for messages. */
export const ID_FORMS: Readonly<Record<"whole" | "text", string>> = Object.freeze({
  whole: `a whole number up to ${Number.MAX_SAFE_INTEGER}`,
  text: "a number or a text without control characters, and not empty",
});

/**
 * The id that a field stands for, or `undefined` where it is none. Where ids may be texts, a whole
 * number is one only if it is written as JavaScript writes it: `007` and `7` stay two ids.
 */
export function idOf(field: string, textIds: boolean): Id | undefined {
  const text = field.trim();
  if (/^\d+$/u.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER) {
    if (!textIds || String(Number(text)) === text) return Number(text);
  }
  return textIds && text !== "" && !/\p{Cc}/u.test(text) ? text : undefined;
}
