import type { Reason } from "../../index.ts";
import type { FilmCard } from "../messages.ts";
import { ratingText, STAR } from "../parts/stars-text.ts";

/** From here on a film is loved. */
const LOVED = 4;
/** An interval this wide says little. */
const WIDE = 2.6;
/** Stars that a part must add to be spoken of. */
const SPOKEN_OF = 0.15;

/** `Because you gave Alien 5 ★ and Brazil 4½ ★.` */
export function whyText({ why }: Pick<FilmCard, "why">): string {
  if (why.length === 0) return "Nothing you rated speaks for it in particular.";
  return `Because you gave ${listed(why.slice(0, 2))}.`;
}

/** How sure it is, in words: love only where the whole interval says so. */
export function sureText({ stars, low, high, parts }: FilmCard): string {
  const usual = parts.mean + parts.strictness;
  if (Number.isNaN(low)) return "";
  if (low >= LOVED) return "You’ll likely love it.";
  if (low >= usual) return "You’ll likely like it.";
  if (high - low >= WIDE && stars < LOVED) return "A coin toss, on the better side.";
  return "";
}

/** Whether it is everyone's film or this person's. */
export function tasteText({ parts: { film, taste } }: Pick<FilmCard, "parts">): string {
  if (taste >= SPOKEN_OF && film >= SPOKEN_OF) {
    return taste > film
      ? "Your taste, mostly; others like it too."
      : "Everyone likes it, and it suits you.";
  }
  if (taste >= SPOKEN_OF) return "Your taste, entirely.";
  return film >= SPOKEN_OF ? "Everyone likes it." : "";
}

/** Why a film is one to skip: `You gave Speed 2 ★.` */
export function skipText({ why, parts }: Pick<FilmCard, "why" | "parts">): string {
  if (why.length > 0) return `You gave ${listed(why.slice(0, 2))}.`;
  return parts.film < 0 ? "Hardly anyone likes it." : "It is not your kind of film.";
}

function listed(reasons: readonly Reason[]): string {
  return reasons.map(({ title, rating }) => `${title} ${ratingText(rating)}${STAR}`).join(" and ");
}
