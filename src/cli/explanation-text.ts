import type { Explanation } from "../index.ts";
import { intervalText } from "./film-list.ts";
import { filmText } from "./terminal/film-text.ts";
import { givenStars, signed, stars } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";

const MOST_REASONS = 5;

/** Prints the stars, the sum that they are, and the own ratings that count most. */
export function printExplanation(
  screen: Screen,
  explanation: Explanation,
  scale: { readonly min: number; readonly max: number },
): void {
  const { styles } = screen;
  const between = intervalText(explanation);
  screen.print(
    `${styles.strong(filmText(explanation))}  ${styles.accent(stars(explanation.stars))}` +
      (between === "" ? "" : `  ${between}`),
    "",
    ...sumLines(explanation, scale),
  );
  const reasons = explanation.reasons.slice(0, MOST_REASONS);
  if (reasons.length === 0) return;
  screen.print("", styles.strong("Your ratings that count most"));
  const rows = reasons.map((reason) => [
    signed(reason.share),
    filmText(reason),
    givenStars(reason.rating),
  ]);
  screen.print(...tableLines([{ align: "right" }, { most: screen.columns - 20 }, {}], rows));
}

/** The sum that the stars are, one line a part. */
function sumLines(
  { mean, film, strictness, taste, stars: result }: Explanation,
  scale: { readonly min: number; readonly max: number },
): string[] {
  const sum = mean + film + strictness + taste;
  const rows = [
    ["everyone's mean", mean.toFixed(2), ""],
    ["the film itself", signed(film), filmWords(film)],
    [strictnessWords(strictness), signed(strictness), ""],
    ["your taste", signed(taste), ""],
    ["together", sum.toFixed(2), sum === result ? "" : endWords(sum, scale)],
  ];
  return tableLines([{}, { align: "right" }, {}], rows);
}

/** `you are generous`, `you are strict`. */
export function strictnessWords(strictness: number): string {
  if (Math.abs(strictness) < 0.05) return "your strictness";
  return strictness > 0 ? "you are generous" : "you are strict";
}

function filmWords(film: number): string {
  if (Math.abs(film) < 0.15) return "liked as much as most";
  return film > 0 ? "liked more than most" : "liked less than most";
}

function endWords(
  sum: number,
  { min, max }: { readonly min: number; readonly max: number },
): string {
  if (sum > max) return `shown as ${max}, the top of the scale`;
  return sum < min ? `shown as ${min}, the bottom of the scale` : "";
}
