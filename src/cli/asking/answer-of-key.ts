import type { Movie, RatingScale } from "../../index.ts";
import { onScale } from "../../core/ratings/rating-scale.ts";
import type { Key } from "../terminal/keys.ts";
import type { Answers } from "./answers.ts";

/** Half a star: typed after the number, as in 4.5. */
const HALF = 0.5;

/** Whether the scale knows half stars. */
export function hasHalves({ step }: RatingScale): boolean {
  return step <= HALF;
}

/**
 * What a key makes of the answers, or "enough"; undefined for a key that says nothing here.
 *
 * @param film - what is asked about; undefined when there is nothing left to ask.
 */
export function answerOfKey(
  key: Key,
  answers: Answers,
  film: Movie | undefined,
  scale: RatingScale,
): Answers | "enough" | undefined {
  switch (key.toLowerCase()) {
    case "enter":
    case "q":
      return "enough";
    case "u":
    case "backspace":
    case "left":
      return answers.last === undefined ? undefined : answers.withoutLast();
    case "n":
    case "space":
    case "right":
      return film === undefined ? undefined : answers.with({ film, rating: undefined });
    case ".":
    case ",":
    case "'":
    case "h":
      return hasHalves(scale) ? withHalf(answers, scale) : undefined;
    default:
      return film === undefined ? undefined : withStars(key, answers, film, scale);
  }
}

/** Half a star more for the last film, or, pressed again, as many as before. */
function withHalf(answers: Answers, scale: RatingScale): Answers | undefined {
  const { last } = answers;
  if (last?.rating === undefined || last.rating < 1) return undefined;
  const rating = Number.isInteger(last.rating) ? last.rating + HALF : Math.floor(last.rating);
  return onScale(scale, rating) ? answers.withoutLast().with({ ...last, rating }) : undefined;
}

/** A number is so many stars, and 0 is half a star where there is one. */
function withStars(
  key: Key,
  answers: Answers,
  film: Movie,
  scale: RatingScale,
): Answers | undefined {
  if (!/^\d$/u.test(key)) return undefined;
  const rating = key === "0" ? HALF : Number(key);
  return onScale(scale, rating) ? answers.with({ film, rating }) : undefined;
}
