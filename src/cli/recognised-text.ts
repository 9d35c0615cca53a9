import type { RatingScale } from "../index.ts";
import type { Person, Recognised } from "./person.ts";
import type { Run } from "./run.ts";
import { cutFilm, filmText, listed } from "./terminal/film-text.ts";
import { counted, givenStars, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";

const MOST_NAMES = 4;
const NAME_COLUMNS = 36;

/**
 * `24 of 30 films recognised; unknown here: Knives Out (2019), …`: every film left out is counted.
 * Of someone who was asked: `10 films rated, 7 not seen`.
 */
export function recognisedText(recognised: Recognised): string {
  const { count, total, unknown, ambiguous, notSeen } = recognised;
  if (notSeen !== undefined) {
    if (count === 0) return "Nothing rated: these are the picks of everyone, not yours";
    return `${counted(count, "film")} rated${notSeen > 0 ? `, ${grouped(notSeen)} not seen` : ""}`;
  }
  const parts = [`${grouped(count)} of ${counted(total, "film")} recognised`];
  if (unknown.length > 0) {
    parts.push(`unknown here: ${some(unknown.map((film) => cutFilm(film, NAME_COLUMNS)))}`);
  }
  if (ambiguous.length > 0) {
    const names = ambiguous.map(
      (film) => `${filmText(film)} (${listed(film.candidates.map(plainText), "or")})`,
    );
    parts.push(`several films could be meant: ${some(names)}`);
  }
  return parts.join("; ");
}

/** What was changed about the ratings, where something was: for a notice. */
export function adjustedText(
  { below, above, superseded }: Recognised,
  { min, max }: { readonly min: number; readonly max: number },
): string[] {
  const texts: string[] = [];
  if (below > 0) texts.push(clampedText(below, "below", min, "lowest"));
  if (above > 0) texts.push(clampedText(above, "above", max, "highest"));
  if (superseded > 0) {
    texts.push(
      `${counted(superseded, "rating")} left out, replaced by a later one of the same film`,
    );
  }
  return texts;
}

/** What was changed about the ratings, said once. */
export function tellAdjusted(
  { screen }: Run,
  people: readonly Person[],
  { scale }: { readonly scale: RatingScale },
): void {
  for (const { name, recognised } of people) {
    const who = people.length > 1 ? `${plainText(name)}: ` : "";
    for (const text of adjustedText(recognised, scale)) screen.notice(who + text);
  }
}

/** `1 rating below 1 ★ counts as 1 ★, the lowest here`. */
function clampedText(count: number, where: string, end: number, name: string): string {
  const verb = count === 1 ? "counts" : "count";
  const star = givenStars(end);
  return `${counted(count, "rating")} ${where} ${star} ${verb} as ${star}, the ${name} here`;
}

function some(names: readonly string[]): string {
  if (names.length <= MOST_NAMES + 1) return names.join(", ");
  return `${names.slice(0, MOST_NAMES).join(", ")} and ${grouped(names.length - MOST_NAMES)} more`;
}
