import type {
  Explanation,
  HiddenFeature,
  Match,
  Model,
  Pick,
  Taste,
  TrainOptions,
} from "../../index.ts";
import { DataSetError, DownloadError, WriteError, train } from "../../index.ts";
import { ConnectionCutError } from "../../io/download.ts";
import { loadEmbeddedModel } from "../../io/node-embedded-model.ts";
import type { DataDescription } from "../data-description.ts";
import { describeData } from "../data-description.ts";
import { openData } from "../open-data.ts";
import type { Person } from "../person.ts";
import type { Run } from "../run.ts";
import { withPeople } from "../source.ts";
import { TrainingProgress } from "../training-progress.ts";
import { examplePerson } from "./demo-person.ts";

/** Nobody waits half a minute for a server before a demo of five seconds. */
const IDLE_MS = 8000;

/** What the story begins with: data to learn from, or a model where that cannot be had. */
export type Beginning = ToLearn | Ready;

/** MovieLens 100K, the person among its users. */
export interface ToLearn {
  readonly kind: "to learn";
  readonly description: DataDescription;
  readonly data: Parameters<typeof train>[0];
  readonly person: Person;
  readonly userId: string;
}

/** The model that comes with matinee. */
export interface Ready {
  readonly kind: "ready";
  readonly model: Model;
  readonly person: Person;
  /** Why MovieLens 100K cannot be had. */
  readonly because: string;
  /** The same in a word or two. */
  readonly inShort: string;
}

/** What comes out of it. */
export interface Outcome {
  readonly model: Model;
  readonly taste: Taste;
  readonly picks: readonly Pick[];
  readonly avoid: readonly Pick[];
  /** All of the model's that are shown anywhere. */
  readonly features: readonly HiddenFeature[];
  /** Of the first pick; absent where nothing is left to pick. */
  readonly explanation: Explanation | undefined;
  readonly match: Match | undefined;
  /** How the learning went; absent where nothing was learned. */
  readonly learning?: { readonly progress: TrainingProgress; readonly seconds: number };
}

/** MovieLens 100K and the example's thirty ratings; where it cannot be had, the model that is there. */
export async function beginStory(run: Run): Promise<Beginning> {
  try {
    const { dataSet, files } = await openData(run, "ml-100k", { idleMs: IDLE_MS, tries: 1 });
    await files.close();
    const { catalogue, ratings, name } = dataSet;
    const person = await examplePerson(catalogue, ratings.scale, name);
    const joined = withPeople(dataSet, [person]);
    const userId = joined.userIds[0]!;
    const description = describeData(dataSet);
    return { kind: "to learn", description, data: joined.dataSet, person, userId };
  } catch (error) {
    const notToBeHad =
      error instanceof DataSetError ||
      error instanceof DownloadError ||
      error instanceof WriteError;
    if (!notToBeHad) throw error;
    const model = await loadEmbeddedModel();
    const { catalogue, scale, provenance } = model;
    const person = await examplePerson(catalogue, scale, provenance.data);
    return {
      kind: "ready",
      model,
      person,
      because: reasonOf(error),
      inShort: shortReasonOf(error),
    };
  }
}

/** Learns everything with the person among the users, as the story does. */
export async function learnStory(
  { io, screen }: Run,
  { data, person, userId }: ToLearn,
  options: TrainOptions,
): Promise<Outcome> {
  const progress = new TrainingProgress(screen);
  const { signal } = io;
  const model = await train(data, options, { signal, onEpoch: progress.onEpoch });
  const seconds = progress.seconds();
  const taste = model.tasteOfUser(userId, person.ratings);
  return { ...outcomeOf(model, taste), learning: { progress, seconds } };
}

/** Solves for the person alone. */
export function solveStory({ model, person }: Ready): Outcome {
  return outcomeOf(model, model.taste(person.ratings));
}

function outcomeOf(model: Model, taste: Taste): Outcome {
  const picks = taste.picks();
  const features = model.hiddenFeatures({ films: 3 });
  const first = picks[0]?.movieId;
  return {
    ...{ model, taste, picks, features },
    avoid: taste.avoid({ exclude: picks.map(({ movieId }) => movieId) }),
    explanation: first === undefined ? undefined : taste.explain(first),
    match: first === undefined ? undefined : model.match(taste, first),
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
