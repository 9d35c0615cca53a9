import type { Command } from "commander";
import { THIRTY_RATINGS } from "../demo/demo-person.ts";
import {
  printBeginning,
  printEnding,
  printLearning,
  printOutcome,
  printReady,
} from "../demo/print-story.ts";
import type { Beginning, Outcome } from "../demo/run-story.ts";
import { beginStory, learnStory, solveStory } from "../demo/run-story.ts";
import type { JsonObject } from "../json-shapes.ts";
import {
  explanationJson,
  featureJson,
  matchJson,
  pickJson,
  recognisedJson,
} from "../json-shapes.ts";
import type { TrainingFlags } from "../options.ts";
import {
  TRAINING_KEYS,
  trainOptionsOf,
  withGlobalOptions,
  withTrainingOptions,
} from "../options.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import type { CliIo } from "../terminal/screen.ts";

/** Adds `matinee demo`. */
export function addDemo(program: Command, io: CliIo): void {
  const command = program
    .command("demo")
    .summary("the whole story in one run")
    .description(
      "Learns from MovieLens 100K and thirty example ratings, then shows three films for tonight, " +
        "three to skip, and what was learned.",
    );
  withGlobalOptions(withTrainingOptions(command))
    .addHelpText("after", "\nExample:\n  $ matinee demo --factors 10")
    .action((flags: TrainingFlags) =>
      runWith(io, flags, (run) => {
        const typed = TRAINING_KEYS.some((key) => command.getOptionValueSource(key) === "cli");
        return demo(run, flags, typed);
      }),
    );
}

/** @param isTold - whether options of learning were typed. */
async function demo(run: Run, flags: TrainingFlags, isTold: boolean): Promise<void> {
  const { screen } = run;
  const options = trainOptionsOf(flags);
  const beginning = await beginStory(run);
  if (beginning.kind === "ready" && isTold) {
    screen.notice("Nothing is learned, so the options of learning do nothing");
  }
  if (screen.json) {
    const isReady = beginning.kind === "ready";
    const outcome = isReady ? solveStory(beginning) : await learnStory(run, beginning, options);
    screen.printJson(storyJson(beginning, outcome));
    return;
  }
  if (beginning.kind === "ready") {
    printReady(screen, beginning);
    printOutcome(screen, solveStory(beginning));
  } else {
    printBeginning(screen, beginning, options.factors);
    const outcome = await learnStory(run, beginning, options);
    printLearning(screen, outcome);
    printOutcome(screen, outcome);
  }
  printEnding(screen);
}

function storyJson(beginning: Beginning, outcome: Outcome): JsonObject {
  const { model, picks, avoid, features, explanation, match } = outcome;
  return {
    ...dataJson(beginning),
    ratingsFile: THIRTY_RATINGS,
    recognised: recognisedJson(beginning.person.recognised),
    learning: learningJson(outcome),
    picks: picks.map(pickJson),
    avoid: avoid.map(pickJson),
    explanation:
      explanation === undefined || match === undefined
        ? null
        : { ...explanationJson(explanation), match: matchJson(match) },
    features: features.map((feature, k) => featureJson(model, feature, k + 1)),
  };
}

/** What was learned from; `notLearnedBecause` where that was done before. */
function dataJson(beginning: Beginning): JsonObject {
  if (beginning.kind === "ready") {
    const { data, users, movies, ratings } = beginning.model.provenance;
    const notLearnedBecause = beginning.because;
    return { data, notLearnedBecause, users, movies, ratings, histogram: null };
  }
  const { name, users, movies, ratings, histogram } = beginning.description;
  return { data: name, notLearnedBecause: null, users, movies, ratings, histogram };
}

function learningJson({ model, learning }: Outcome): JsonObject | null {
  if (learning === undefined) return null;
  const { progress, seconds } = learning;
  const { epochs, heldOutError } = model.provenance;
  return {
    factors: model.head.factors,
    ...{ epochs, heldOutError, stopReason: progress.stopReason, seconds },
    history: progress.history.map(({ epoch, trainError, heldOutError: error }) => ({
      epoch,
      trainError,
      heldOutError: error,
    })),
  };
}
