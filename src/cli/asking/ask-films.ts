import type { Model, Movie } from "../../index.ts";
import { nextToRate, sureness } from "../../index.ts";
import { columnsOf } from "../terminal/columns.ts";
import type { InputStream } from "../terminal/keys.ts";
import { readKeys } from "../terminal/keys.ts";
import { LiveBlock } from "../terminal/live-block.ts";
import type { CliIo } from "../terminal/screen.ts";
import { stylesFor } from "../terminal/styles.ts";
import { answerOfKey, hasHalves } from "./answer-of-key.ts";
import { Answers } from "./answers.ts";
import type { Question } from "./question-lines.ts";
import { questionLines } from "./question-lines.ts";

/** Ratings that make a list: after them each one tells less, and people grow tired. */
export const WANTED_RATINGS = 10;

/**
 * Asks about films one by one on stderr, so that stdout holds the result alone, until there are ten
 * ratings, nothing is left to ask, the person has enough, or the input ends.
 *
 * @param onAnswers - called with all there are after each one.
 * @throws {AbortedError} for Ctrl-C or a signal.
 */
export async function askFilms(
  { stderr, env, signal }: CliIo,
  input: InputStream,
  model: Model,
  onAnswers: (answers: Answers) => void = () => {},
): Promise<Answers> {
  const block = new LiveBlock(stderr, env);
  const styles = stylesFor(stderr, env);
  const draw = (question: Question): void => {
    const columns = Math.min(columnsOf(stderr), stderr.columns || Infinity) - 1;
    block.draw(questionLines(question, columns, styles));
  };
  let question = questionAfter(model, new Answers());
  try {
    const reading = { action: "Cannot ask about films", signal, onReady: () => draw(question) };
    for await (const key of readKeys(input, reading)) {
      const next = answerOfKey(key, question.answers, question.film, model.scale);
      if (next === "enough" || (next === undefined && question.film === undefined)) break;
      if (next === undefined) continue;
      onAnswers(next);
      question = questionAfter(model, next);
      if (question.film === undefined && !canStillChange(question)) break;
      draw(question);
    }
  } finally {
    block.clear();
  }
  return question.answers;
}

/** Half a star can be added to the last rating only after it was given. */
function canStillChange({ answers, scale }: Question): boolean {
  return hasHalves(scale) && answers.last?.rating !== undefined;
}

function questionAfter(model: Model, answers: Answers): Question {
  const taste = model.taste(answers.rated);
  return {
    film: answers.rated.length < WANTED_RATINGS ? nextFilm(model, answers) : undefined,
    answers,
    scale: model.scale,
    wanted: WANTED_RATINGS,
    sureness: sureness(model, taste),
  };
}

function nextFilm(model: Model, { rated, notSeen }: Answers): Movie | undefined {
  const [film] = nextToRate(model, model.taste(rated), { notSeen: notSeen.map(({ id }) => id) });
  return film;
}
