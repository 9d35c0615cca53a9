import type { Explanation, HiddenFeature, Model, Pick, Taste, TrainOptions } from "../../index.ts";
import { DataSetError, DownloadError, WriteError, synthesize, train } from "../../index.ts";
import { ConnectionCutError } from "../../io/download.ts";
import type { DataDescription } from "../data-description.ts";
import { describeData } from "../data-description.ts";
import { openData } from "../open-data.ts";
import type { Person } from "../person.ts";
import type { Run } from "../run.ts";
import { withPeople } from "../source.ts";
import { TrainingProgress } from "../training-progress.ts";
import { examplePerson, takenOut } from "./demo-person.ts";
import type { FeatureMatch } from "./feature-match.ts";
import { featureMatches } from "./feature-match.ts";

/** Nobody waits half a minute for a server before a demo of five seconds. */
const IDLE_MS = 8000;

/** What the story begins with. */
export interface Beginning {
  readonly description: DataDescription;
  readonly data: Parameters<typeof train>[0];
  readonly person: Person;
  readonly userId: string;
  /** Why the ratings are made up; absent where they are MovieLens 100K. */
  readonly madeUpBecause?: string;
  /** The same in a word or two. */
  readonly madeUpInShort?: string;
}

/** What was learned in it. */
export interface Outcome {
  readonly model: Model;
  readonly taste: Taste;
  readonly progress: TrainingProgress;
  readonly seconds: number;
  readonly picks: readonly Pick[];
  readonly avoid: readonly Pick[];
  /** All of the model's, the one that explains most first. */
  readonly features: readonly HiddenFeature[];
  /** Of the first pick; absent where nothing is left to pick, as `matches` are none then. */
  readonly explanation: Explanation | undefined;
  readonly matches: readonly FeatureMatch[];
}

/** MovieLens 100K and the example's thirty ratings; where it cannot be had, made-up ones of its size. */
export async function beginStory(run: Run, seed: number): Promise<Beginning> {
  try {
    const { dataSet, files } = await openData(run, "ml-100k", { idleMs: IDLE_MS, tries: 1 });
    await files.close();
    return added(dataSet, await examplePerson(dataSet));
  } catch (error) {
    const notToBeHad =
      error instanceof DataSetError ||
      error instanceof DownloadError ||
      error instanceof WriteError;
    if (!notToBeHad) throw error;
    const madeUp = synthesize({ seed });
    const { dataSet, person } = takenOut(madeUp, seed);
    return {
      ...added(dataSet, person),
      description: describeData(madeUp),
      madeUpBecause: reasonOf(error),
      madeUpInShort: shortReasonOf(error),
    };
  }
}

/** Learns everything with the person among the users, as the story does. */
export async function learnStory(
  { io, screen }: Run,
  { data, person, userId }: Beginning,
  options: TrainOptions,
): Promise<Outcome> {
  const progress = new TrainingProgress(screen);
  const { signal } = io;
  const model = await train(data, options, { signal, onEpoch: progress.onEpoch });
  const seconds = progress.seconds();
  const taste = model.tasteOfUser(userId, person.ratings);
  const picks = taste.picks();
  const features = model.hiddenFeatures({ count: model.head.factors });
  const first = picks[0]?.movieId;
  return {
    ...{ model, taste, progress, seconds, picks, features },
    avoid: taste.avoid({ exclude: picks.map(({ movieId }) => movieId) }),
    explanation: first === undefined ? undefined : taste.explain(first),
    matches: first === undefined ? [] : featureMatches(model, features, taste, first),
  };
}

function added(dataSet: Parameters<typeof describeData>[0], person: Person): Beginning {
  const joined = withPeople(dataSet, [person]);
  return {
    description: describeData(dataSet),
    data: joined.dataSet,
    person,
    userId: joined.userIds[0]!,
  };
}

/** The one line of a failed download that says why. */
function reasonOf(error: Error): string {
  const { message } = error.cause instanceof DownloadError ? error.cause : error;
  return message.split("\n", 1)[0]!;
}

/** At most 18 characters, so that the line that says it stays one. */
function shortReasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  if (cause instanceof WriteError) return "cache unwritable";
  if (!(cause instanceof DownloadError)) return "archive damaged";
  if (cause.status !== undefined) return `server says ${cause.status}`;
  return cause.cause instanceof ConnectionCutError ? "server stalls" : "no connection";
}
