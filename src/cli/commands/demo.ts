import type { Command } from "commander";
import type { HiddenFeature, Model } from "../../index.ts";
import { movieName } from "../../index.ts";
import { THIRTY_RATINGS } from "../demo/demo-person.ts";
import { printBeginning, printEnding, printLearning, printOutcome } from "../demo/print-story.ts";
import type { Beginning, Outcome } from "../demo/run-story.ts";
import { beginStory, learnStory } from "../demo/run-story.ts";
import { explanationJson, pickJson, recognisedJson } from "../json-shapes.ts";
import type { TrainingFlags } from "../options.ts";
import { trainOptionsOf, withGlobalOptions, withTrainingOptions } from "../options.ts";
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
    .action((flags: TrainingFlags) => runWith(io, flags, (run) => demo(run, flags)));
}

async function demo(run: Run, flags: TrainingFlags): Promise<void> {
  const { screen } = run;
  const options = trainOptionsOf(flags);
  const beginning = await beginStory(run, flags.seed);
  if (screen.json) {
    screen.printJson(storyJson(beginning, await learnStory(run, beginning, options)));
    return;
  }
  printBeginning(screen, beginning, options.factors);
  const outcome = await learnStory(run, beginning, options);
  printLearning(screen, outcome);
  printOutcome(screen, outcome);
  printEnding(screen);
}

function storyJson(beginning: Beginning, outcome: Outcome): Readonly<Record<string, unknown>> {
  const { description, person, madeUpBecause } = beginning;
  const { name, users, movies, ratings, histogram } = description;
  const { model, progress, seconds, picks, avoid, features, explanation, matches } = outcome;
  const { epochs, heldOutError } = model.provenance;
  return {
    data: name,
    madeUp: madeUpBecause !== undefined,
    madeUpBecause: madeUpBecause ?? null,
    ...{ users, movies, ratings, histogram },
    ratingsFile: madeUpBecause === undefined ? THIRTY_RATINGS : null,
    recognised: recognisedJson(person.recognised),
    learning: {
      factors: model.head.factors,
      ...{ epochs, heldOutError, stopReason: progress.stopReason, seconds },
      history: progress.history.map((report) => ({
        epoch: report.epoch,
        trainError: report.trainError,
        heldOutError: report.heldOutError,
      })),
    },
    picks: picks.map(pickJson),
    avoid: avoid.map(pickJson),
    explanation:
      explanation === undefined
        ? null
        : {
            ...explanationJson(explanation),
            matches: matches.map(({ number, film, you, adds }) => ({
              feature: number,
              film,
              you,
              adds,
            })),
          },
    features: features.map((feature, k) => featureJson(model, feature, k + 1)),
  };
}

function featureJson(
  { catalogue }: Model,
  { share, label, low, high }: HiddenFeature,
  feature: number,
): Readonly<Record<string, unknown>> {
  const names = (films: HiddenFeature["low"]): string[] =>
    films.map(({ movieIndex }) => movieName(catalogue.at(movieIndex)));
  return { feature, share, label: label ?? null, low: names(low), high: names(high) };
}
