import type { CallContext, CoreService } from "./answer-calls.ts";
import type { Model } from "../../index.ts";
import { TrainingDivergedError, train, webThreads } from "../../index.ts";
import type { LearnedPick, LearnOptions, LearnResult } from "../messages.ts";
import { fetchMovieLens, findMovieLens } from "./learn/server-data.ts";
import type { LearnSet } from "./learn/learn-sets.ts";
import { checkZip, learnSets } from "./learn/learn-sets.ts";
import type { JoinedPerson } from "./learn/with-person.ts";
import { withPerson } from "./learn/with-person.ts";
import { tellStory } from "./learn/tell-story.ts";
import { trainFeatures } from "./learn/train-features.ts";

/** A gain below a thousandth of a star is one that nobody would wait for. */
const LEAST_GAIN = 0.001;
const PICKS = 3;

/** Calls behind "Watch it learn". */
export function learnCalls(
  base: string,
): Pick<CoreService, "hasMovieLens" | "checkMovieLens" | "learn"> {
  const setOf = learnSets(() => fetchMovieLens(base));
  return {
    hasMovieLens: async () => (await findMovieLens(base)) !== undefined,
    checkMovieLens: ([file], { signal }) => checkZip(file, { signal }),
    async learn([options], context) {
      const set = await setOf(options.source, {
        signal: context.signal,
        onProgress: (ratings) => context.tell({ kind: "reading", ratings }),
      });
      return learn(set, options, context);
    },
  };
}

/** The library's own training, with somebody looking on. */
async function learn(
  set: LearnSet,
  options: LearnOptions,
  { signal, tell }: CallContext,
): Promise<LearnResult> {
  const { dataSet, person } = withPerson(set, options.own);
  const story = tellStory(set, { dataSet, person }, options.seed, tell);
  const { factors, seed } = options;
  const decay = options.weightDecay ? {} : { regularization: 0 };
  const settings = {
    ...{ method: "gradient-descent" as const, factors, seed, leastGain: LEAST_GAIN },
    ...decay,
  };
  const around = { signal, threads: webThreads(), ...story.listeners };
  try {
    if (person === undefined) {
      await trainFeatures(dataSet, settings, around);
      story.stop();
      return { seconds: story.seconds(), picks: [] };
    }
    const model = await train(dataSet, settings, around);
    return { seconds: story.seconds(), picks: picksFor(person, model) };
  } catch (error) {
    throw error instanceof TrainingDivergedError ? inWordsOfThePage(error) : error;
  }
}

/** The library's message names an option that the page does not have. */
export function inWordsOfThePage({ epoch }: TrainingDivergedError): TrainingDivergedError {
  return new TrainingDivergedError(
    `Cannot learn from these ratings: the error of epoch ${epoch} grew without bound; switch weight decay on, choose fewer hidden features, or press "Random again"`,
    epoch,
  );
}

function picksFor({ userId, ratings, marks }: JoinedPerson, model: Model): LearnedPick[] {
  const picks = model.tasteOfUser(userId, ratings, marks).picks({ count: PICKS });
  return picks.map(({ movieId, title, year, stars, low, high, why }) => {
    return { movieId, title, year, stars, low, high, why };
  });
}
