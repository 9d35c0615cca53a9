import type { FilmCard } from "../messages.ts";
import { ratingText, STAR } from "../parts/stars-text.ts";
import type { WhyWords } from "../../words/why-words.ts";
import { joiningWord } from "../../words/why-words.ts";

/** From here on a film is loved. */
const LOVED = 4;
/** An interval this wide says little. */
const WIDE = 2.6;
/** Films that get less than this please nobody much. */
const PLEASING = 3;

/** `Because you gave Alien 5 ★ and Brazil 4½ ★, though few people like it.` */
export function whyText({ before, gave: [first, second], after }: WhyWords): string {
  const gave =
    first === undefined
      ? ""
      : second === undefined
        ? `you gave ${given(first)}`
        : `you gave ${given(first)} ${joiningWord(first, second)} ${given(second)}`;
  const words = [before, gave].filter((text) => text !== "").join(" ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${after === "" ? "" : `, ${after}`}.`;
}

/** How sure it is, in words: love only where the whole interval says so. */
export function sureText({ stars, low, high, parts }: FilmCard): string {
  const usual = parts.mean + parts.strictness;
  if (Number.isNaN(low)) return "";
  if (low >= LOVED) return "You’ll likely love it.";
  if (low >= Math.max(usual, PLEASING)) return "You’ll likely like it.";
  if (high - low >= WIDE && stars >= PLEASING && stars < LOVED) {
    return "A coin toss, on the better side.";
  }
  return "";
}

/** Said above films none of which is likely to please; undefined where one is. */
export function poorText(picks: readonly Pick<FilmCard, "stars">[]): string | undefined {
  if (picks.length === 0 || picks.some(({ stars }) => stars >= PLEASING)) return undefined;
  return "None of these is likely to please you much; they are the best that is left.";
}

function given({ title, rating }: WhyWords["gave"][number]): string {
  return `${title} ${ratingText(rating)}${STAR}`;
}
