import type { CallContext, CoreService } from "./answer-calls.ts";
import type { Model } from "../../index.ts";
import { train, webThreads } from "../../index.ts";
import type { LearnedPick, LearnOptions, LearnResult } from "../messages.ts";
import { fetchMovieLens, findMovieLens } from "./learn/server-data.ts";
import type { LearnSet } from "./learn/learn-sets.ts";
import { learnSets } from "./learn/learn-sets.ts";
import type { JoinedPerson } from "./learn/with-person.ts";
import { withPerson } from "./learn/with-person.ts";
import { tellStory } from "./learn/tell-story.ts";

/** A gain below a thousandth of a star is one that nobody would wait for. */
const LEAST_GAIN = 0.001;
const PICKS = 3;

/** Calls behind "Watch it learn". */
export function learnCalls(base: string): Pick<CoreService, "hasMovieLens" | "learn"> {
  const setOf = learnSets(() => fetchMovieLens(base));
  return {
    hasMovieLens: async () => (await findMovieLens(base)) !== undefined,
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
  const model = await train(
    dataSet,
    { method: "gradient-descent", factors, seed, leastGain: LEAST_GAIN, ...decay },
    { signal, threads: webThreads(), ...story.listeners },
  );
  return { seconds: story.seconds(), picks: person === undefined ? [] : picksFor(person, model) };
}

function picksFor({ userId, ratings, marks }: JoinedPerson, model: Model): LearnedPick[] {
  const picks = model.tasteOfUser(userId, ratings, marks).picks({ count: PICKS });
  return picks.map(({ movieId, title, year, stars, low, high, why }) => {
    return { movieId, title, year, stars, low, high, why };
  });
}
