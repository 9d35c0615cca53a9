import { MOST_LINE_BYTES, RatingLine } from "../../contract/ratings-routes.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import { onScale } from "../../core/ratings/rating-scale.ts";
import type { RatingWrite } from "../../store/store.ts";
import { offScaleText } from "../serving/on-scale.ts";
import { timeNotAfter } from "../serving/times.ts";
import type { BodyLine } from "./line-splitter.ts";

/** Why a line is left out. */
export interface LineFault {
  readonly line: number;
  readonly code:
    | ("line-too-long" | "not-utf-8" | "not-json" | "invalid-line" | "rating-off-scale")
    | "too-many-ratings";
  readonly message: string;
}

/** What lines are read by: one for all of a request. */
export interface LineRules {
  readonly scale: RatingScale;
  /** When ratings without a time were given, and the latest time of others. */
  readonly now: number;
}

/** Names in a line may be as long as the line. */
const MOST_MESSAGE_LENGTH = 300;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The rating that a line is, or what is wrong with it. */
export function readRatingLine(
  { number: line, bytes }: BodyLine,
  { scale, now }: LineRules,
): RatingWrite | LineFault {
  const fault = (code: LineFault["code"], message: string): LineFault => ({
    ...{ line, code, message: message.slice(0, MOST_MESSAGE_LENGTH) },
  });
  if (bytes === undefined) {
    return fault("line-too-long", `a line may have ${MOST_LINE_BYTES} bytes at most`);
  }
  const text = decoded(bytes);
  if (text === undefined) return fault("not-utf-8", "the line must be UTF-8");
  const value = parsed(text);
  if (value === undefined) return fault("not-json", "the line must be an object of JSON");
  const read = RatingLine.safeParse(value);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => [...path, message].join(": "));
    return fault("invalid-line", issues.join("; "));
  }
  const { personId, movieId, rating, ratedAt } = read.data;
  if (!onScale(scale, rating)) return fault("rating-off-scale", offScaleText(scale, rating));
  return { personId, movieId, rating, ratedAt: timeNotAfter(now, ratedAt) };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** `null` is no object either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
