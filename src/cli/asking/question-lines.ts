import type { Movie, RatingScale } from "../../index.ts";
import { progressBar } from "../terminal/bars.ts";
import { NARROW_COLUMNS } from "../terminal/columns.ts";
import { cutFilm } from "../terminal/film-text.ts";
import { givenStars, percent } from "../terminal/numbers.ts";
import type { Styles } from "../terminal/styles.ts";
import { cutText, plainText, wrapParts, wrapWords } from "../terminal/text-width.ts";
import { hasHalves } from "./answer-of-key.ts";
import type { Answer, Answers } from "./answers.ts";

/** What is shown while films are asked about. */
export interface Question {
  /** Undefined when there is nothing left to ask. */
  readonly film: Movie | undefined;
  readonly answers: Answers;
  readonly scale: RatingScale;
  /** How many ratings are wanted. */
  readonly wanted: number;
  /** 0 … 1. */
  readonly sureness: number;
}

const INDENT = "  ";
const BAR_COLUMNS = 20;
const NARROW_BAR_COLUMNS = 12;

/** A question in lines of at most `columns`. What is predicted of the film is not among them. */
export function questionLines(question: Question, columns: number, styles: Styles): string[] {
  const width = columns - INDENT.length;
  const { film, answers, wanted } = question;
  const indented = [
    progressText(question, columns, styles),
    "",
    ...filmLines(film, width, styles),
    "",
    ...wrapParts(keyTexts(question), width).map((line) => cutText(line, width)),
    "",
    answers.last === undefined ? "" : lastText(answers.last, width),
  ];
  return [
    "",
    ...wrapWords(
      `Rate films that you have seen: after ${wanted} of them come your picks.`,
      columns,
    ),
    "",
    ...indented.map((line) => (line === "" ? "" : INDENT + line)),
  ];
}

/** `4 of 10  ━━━━━━━─────────────  35 % of your taste known`: both grow, and neither is a prediction. */
function progressText(
  { answers, wanted, sureness }: Question,
  columns: number,
  styles: Styles,
): string {
  const narrow = columns < NARROW_COLUMNS;
  const room = columns - "  10 of 10    100 % known".length;
  const bar = progressBar(sureness, Math.min(room, narrow ? NARROW_BAR_COLUMNS : BAR_COLUMNS));
  const known = narrow ? "known" : "of your taste known";
  return `${answers.rated.length} of ${wanted}  ${styles.accent(bar)}  ${percent(sureness)} ${known}`;
}

/** Two lines always, so that nothing below them moves. */
function filmLines(film: Movie | undefined, width: number, styles: Styles): [string, string] {
  if (film === undefined) return [styles.strong("Your picks are ready."), ""];
  const genres = film.genres.map(plainText).join(", ");
  return [styles.strong(cutFilm(film, width)), styles.quiet(cutText(genres, width))];
}

function keyTexts({ film, answers, scale }: Question): string[] {
  const undo = answers.last === undefined ? [] : ["u undo"];
  const half = hasHalves(scale);
  if (film === undefined) return [...(half ? [". half a star"] : []), ...undo, "Enter your picks"];
  const stars = `${Math.ceil(scale.min)}–${scale.max} stars${half ? ", then . for a half" : ""}`;
  return [stars, "n not seen", ...undo, "Enter picks now"];
}

function lastText({ film, rating }: Answer, width: number): string {
  const said = rating === undefined ? "not seen" : givenStars(rating);
  return `${cutFilm(film, width - said.length - 2)}  ${said}`;
}
