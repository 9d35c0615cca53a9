import type { ExportScale, PersonExport, RatingScale } from "../index.ts";
import { kindsLeftOut } from "../io/exports/kinds-left-out.ts";
import type { Person, Recognised } from "./person.ts";
import { rowPlace } from "./row-place.ts";
import type { Run } from "./run.ts";
import type { Source } from "./source.ts";
import { cutFilm, listed } from "./terminal/film-text.ts";
import { counted, givenStars, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";

const MOST_NAMES = 4;
const NAME_COLUMNS = 36;

/**
 * `24 of 30 films recognised; unknown here: Knives Out (2019), …`: every film left out is counted.
 * Of someone who was asked: `10 films rated, 7 not seen`.
 */
export function recognisedText(recognised: Recognised): string {
  const { count, total, unknown, ambiguous, notSeen, seen = 0 } = recognised;
  if (notSeen !== undefined) {
    if (count === 0) return "Nothing rated: these are the picks of everyone, not yours";
    return `${counted(count, "film")} rated${notSeen > 0 ? `, ${grouped(notSeen)} not seen` : ""}`;
  }
  const parts = [`${grouped(count)} of ${counted(total, "film")} recognised`];
  if (seen > 0) parts.push(`${grouped(seen)} more seen without a rating, and left out`);
  if (unknown.length > 0) {
    parts.push(`unknown here: ${some(unknown.map((film) => cutFilm(film, NAME_COLUMNS)))}`);
  }
  if (ambiguous.length > 0) {
    const names = ambiguous.map((film) => cutFilm(film, NAME_COLUMNS));
    parts.push(`unsure which ("matinee import" tells): ${some(names)}`);
  }
  return parts.join("; ");
}

/**
 * For someone whose films are hardly known: how many are, and how to get a larger set, a line a command.
 * Empty where more than two thirds are known, or no larger set is.
 */
export function adviceLines(
  { count, total, unknown }: Pick<Recognised, "count" | "total" | "unknown">,
  { title, largerAdvice }: Pick<Source, "title" | "largerAdvice">,
): string[] {
  if (unknown.length * 3 <= total || largerAdvice === undefined) return [];
  const [advice = "", ...commands] = largerAdvice.split("\n");
  const knows = `${plainText(title)} knows ${grouped(count)} of your ${grouped(total)} films.`;
  return [`${knows} For more, ${advice}${commands.length > 0 ? "" : "."}`, ...commands];
}

/** What was changed about the ratings, where something was: for a notice. */
export function adjustedText(
  { below, above, superseded, told }: Recognised,
  { min, max }: { readonly min: number; readonly max: number },
): string[] {
  const texts: string[] = [];
  if (told !== undefined && SCALE_TEXTS[told.scale] !== undefined) {
    texts.push(SCALE_TEXTS[told.scale]!);
  }
  if (below > 0) texts.push(clampedText(below, "below", min, "lowest"));
  if (above > 0) texts.push(clampedText(above, "above", max, "highest"));
  if (superseded > 0) {
    texts.push(
      `${counted(superseded, "rating")} left out, replaced by a later one of the same film`,
    );
  }
  return told === undefined ? texts : [...texts, ...leftOutTexts(told)];
}

/** How ratings of another scale are read. */
const SCALE_TEXTS: Readonly<Partial<Record<ExportScale, string>>> = {
  "1-10": "Your ratings from 1 to 10 count as half as many stars",
  "0-10": "Your ratings from 0 to 10 count as half as many stars, 0 as 0.5",
  "0-100": "Your ratings from 0 to 100 count as a twentieth of that in stars, 0 as 0.5",
};

/** Which decisions name no film that is known here. */
export function unmetText(path: string, lines: readonly number[]): string {
  const shown = listed(lines.slice(0, MOST_LINES).map(grouped));
  const more = lines.length > MOST_LINES ? " and others" : "";
  return (
    `${plainText(path)}, ${lines.length === 1 ? "line" : "lines"} ${shown}${more}: "Film" names none that ` +
    "is known here; type an IMDb id, a title with its year, or none"
  );
}

const MOST_LINES = 5;

/** What of a file is no film's, and which rows cannot be used. */
function leftOutTexts(told: PersonExport): string[] {
  const kinds = kindsLeftOut(told.leftOut);
  const { unreadable } = told.leftOut;
  return [
    ...(kinds.length === 0 ? [] : [`Left out: ${listed(kinds)}`]),
    ...(unreadable > 0 ? [unreadableText(unreadable, told)] : []),
  ];
}

function unreadableText(count: number, told: PersonExport): string {
  const places = faultTexts(count, told).map((text) => `\n  ${text}`);
  return `${counted(count, "row")} left out, which cannot be used:${places.join("")}`;
}

const MOST_FAULTS = 3;

/** Where rows are that cannot be used, and why, the first few. */
export function faultTexts(
  count: number,
  { faults, format }: Pick<PersonExport, "faults" | "format">,
): string[] {
  const shown = faults.slice(0, MOST_FAULTS).map(({ column, message, ...row }) => {
    const cell = column === undefined ? "" : `, cell ${column}`;
    return `${rowPlace(row, format)}${cell}: ${plainText(message)}`;
  });
  const more = count - shown.length;
  return more > 0 ? [...shown, `and ${grouped(more)} more`] : shown;
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
  const unmet = people[0]?.recognised.unmet; // of everyone
  if (unmet !== undefined) screen.notice(unmetText(unmet.path, unmet.lines));
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
