import type { Explanation, RatingScale } from "../index.ts";
import { intervalText } from "./film-list.ts";
import { cutFilm } from "./terminal/film-text.ts";
import { givenStars, signed, stars } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";
import { wrapWords } from "./terminal/text-width.ts";

const MOST_REASONS = 5;
/** What stands beside the title of a reason: indent, share, rating and gaps. */
const REASON_COLUMNS = "  +0.12    4.5 ★".length;

/** `stars: 3.53 everyone's mean, +0.86 the film itself, …`: the sum that the stars are, in words. */
export function sumText(screen: Screen, explanation: Explanation): string[] {
  const { mean, film, strictness, taste, matches } = explanation;
  const sum = mean + film + strictness + taste;
  const isClipped = Math.abs(sum - explanation.stars) > 0.005;
  const parts = [
    `stars: ${mean.toFixed(2)} everyone's mean`,
    `${signed(film)} the film itself`,
    `${signed(strictness)} ${strictnessWords(strictness)}`,
    ...(matches.length === 0 ? [] : [`${signed(taste)} your taste`]), // of biases alone there is none
  ];
  const clipped = isClipped ? `; ${sum.toFixed(2)}, shown as ${stars(explanation.stars)}` : "";
  return wrapWords(parts.join(", ") + clipped, screen.columns - 5);
}

/** Prints the stars, the sum that they are, and the own ratings that count most. */
export function printExplanation(
  screen: Screen,
  explanation: Explanation,
  about: { readonly scale: RatingScale; readonly isRated: boolean },
): void {
  const { styles, columns, isNarrow } = screen;
  const between = intervalText(explanation);
  const beside = isNarrow || between === "" ? "" : `  ${between}`;
  const result = stars(explanation.stars);
  const title = cutFilm(explanation, columns - result.length - beside.length - 2);
  screen.print(
    `${styles.strong(title)}  ${styles.accent(result)}${beside}`,
    ...(isNarrow && between !== "" ? [between] : []),
    "",
    ...sumLines(explanation, about, isNarrow),
  );
  const reasons = explanation.reasons.slice(0, MOST_REASONS);
  if (reasons.length === 0 || explanation.matches.length === 0) return;
  screen.print("", styles.strong("Your ratings that count most"));
  const rows = reasons.map((reason) => [
    signed(reason.share),
    cutFilm(reason, columns - REASON_COLUMNS),
    givenStars(reason.rating),
  ]);
  screen.print(...tableLines([{ align: "right" }, {}, {}], rows));
}

/** The sum that the stars are, one line a part. */
function sumLines(
  { mean, film, strictness, taste, stars: result }: Explanation,
  { scale, isRated }: { readonly scale: RatingScale; readonly isRated: boolean },
  isNarrow: boolean,
): string[] {
  const sum = mean + film + strictness + taste;
  const rows = [
    ["everyone's mean", mean.toFixed(2), ""],
    ["the film itself", signed(film), filmWords(film, isRated, isNarrow)],
    [strictnessWords(strictness), signed(strictness), ""],
    ["your taste", signed(taste), ""],
    ["together", sum.toFixed(2), sum === result ? "" : endWords(sum, scale, isNarrow)],
  ];
  return tableLines([{}, { align: "right" }, {}], rows);
}

/** `you are generous`, `you are strict`. */
export function strictnessWords(strictness: number): string {
  if (Math.abs(strictness) < 0.05) return "your strictness";
  return strictness > 0 ? "you are generous" : "you are strict";
}

function filmWords(film: number, isRated: boolean, isNarrow: boolean): string {
  if (!isRated) return isNarrow ? "not rated" : "nobody has rated it here";
  if (isNarrow) return "";
  if (Math.abs(film) < 0.15) return "liked as much as most";
  return film > 0 ? "liked more than most" : "liked less than most";
}

function endWords(sum: number, { min, max }: RatingScale, isNarrow: boolean): string {
  if (sum >= min && sum <= max) return "";
  const end = sum > max ? max : min;
  if (isNarrow) return `shown as ${end}`;
  return `shown as ${end}, the ${end === max ? "top" : "bottom"} of the scale`;
}
