import { kindAt } from "../../io/node-kind-at.ts";
import type { Marks, Model } from "../../index.ts";
import { AbortedError } from "../../index.ts";
import { checkWritable } from "../../io/node-writable-file.ts";
import { writeFileAtomically } from "../../io/node-files.ts";
import type { SourceFlags } from "../options.ts";
import type { Person } from "../person.ts";
import type { Run } from "../run.ts";
import { pathFrom } from "../run.ts";
import type { Source, Tastes } from "../source.ts";
import type { InputStream } from "../terminal/keys.ts";
import type { CliIo } from "../terminal/screen.ts";
import { UsageError } from "../usage-error.ts";
import { answersCsv } from "./answers-csv.ts";
import { Answers } from "./answers.ts";
import { askFilms } from "./ask-films.ts";

/** What asking needs of the command line. */
export interface AskingFlags extends SourceFlags {
  /** Where the answers go. */
  readonly save?: string | undefined;
}

/** Somebody who had no file, and was asked. */
export interface Asked {
  readonly person: Person;
  readonly tastes: Tastes;
  /**
   * Writes the answers where `--save` wants them; says so, or how it could have been.
   *
   * @throws {WriteError} if that cannot be done.
   */
  keep(): Promise<void>;
}

/** Where somebody is asked, and about which films. */
interface Asking {
  readonly input: InputStream;
  readonly source: Source;
  readonly model: Model;
  /** Films that the command line calls seen or not wanted. */
  readonly marks: Marks;
}

/**
 * Where the answers are typed; whether they could be kept is known before the work.
 *
 * @throws {UsageError} where there is nobody to ask, input or stderr being no terminal, or `--save`
 *   names a file that is there: it may be someone's own export.
 * @throws {WriteError} if the answers could not be kept.
 */
export async function readyToAsk({ io }: Run, { save }: AskingFlags): Promise<InputStream> {
  const input = terminalOf(io);
  if (save === undefined) return input;
  if (save.trim() === "") {
    throw new UsageError("Cannot save the answers: --save must name a file, got nothing");
  }
  const path = pathFrom(io, save);
  if ((await kindAt(path)) === "file") {
    throw new UsageError(
      `Cannot save the answers: "${save}" is already there; name a new file, or move that one away`,
    );
  }
  await checkWritable(path);
  return input;
}

/**
 * Asks somebody about films, and learns their taste.
 *
 * @throws {AbortedError} for Ctrl-C or a signal; what was answered by then is where `--save` wants it.
 */
export async function askPerson(
  run: Run,
  flags: AskingFlags,
  { input, source, model, marks }: Asking,
): Promise<Asked> {
  const answers = await askAndKeep(run, flags, input, model);
  const person = personOf(answers);
  const tastes =
    flags.retrain === true && person.ratings.length > 0
      ? await source.tastes([person], marks)
      : { model, tastes: [model.taste(person.ratings, marks)] };
  return { person, tastes, keep: () => keep(run, answers, flags.save) };
}

async function askAndKeep(
  run: Run,
  { save }: AskingFlags,
  input: InputStream,
  model: Model,
): Promise<Answers> {
  let latest = new Answers();
  try {
    return await askFilms(run.io, input, model, (answers) => {
      latest = answers;
    });
  } catch (error) {
    // Whoever stops has stopped asking, not given away what they typed.
    if (save !== undefined && error instanceof AbortedError) {
      await keep({ ...run, io: { ...run.io, signal: new AbortController().signal } }, latest, save);
    }
    throw error;
  }
}

/** @throws {UsageError} for `--save` where nothing is asked. */
export function refuseSaving({ save }: Pick<AskingFlags, "save">): void {
  if (save === undefined) return;
  throw new UsageError(
    "Cannot save the answers: --save is for picks without a file, when films are asked about",
  );
}

function terminalOf({ stdin, stderr }: CliIo): InputStream {
  if (stdin?.isTTY === true && stderr.isTTY === true) return stdin;
  throw new UsageError(
    "Cannot ask about films: this is no terminal; name a file of ratings, such as Letterboxd's ratings.csv\n" +
      "See: matinee picks --help",
  );
}

function personOf(answers: Answers): Person {
  const { rated, notSeen } = answers;
  return {
    name: "you",
    ratings: rated.map(({ movieId, rating }) => ({ movieId, rating })),
    recognised: {
      count: rated.length,
      total: rated.length,
      notSeen: notSeen.length,
      ...{ unknown: [], ambiguous: [], below: 0, above: 0, superseded: 0 },
    },
  };
}

async function keep({ io, screen }: Run, answers: Answers, file?: string): Promise<void> {
  if (answers.rated.length === 0) return;
  if (file === undefined) {
    screen.notice("\nNext time, --save FILE keeps your answers for later.");
    return;
  }
  await writeFileAtomically(pathFrom(io, file), answersCsv(answers), { signal: io.signal });
  screen.notice(`\nYour answers are in ${file}; "matinee picks" reads them from there.`);
}
