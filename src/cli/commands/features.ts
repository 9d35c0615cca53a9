import type { Command } from "commander";
import { HIDDEN_FEATURES_DEFAULTS } from "../../index.ts";
import { integerIn } from "../../core/check.ts";
import { featureJson } from "../json-shapes.ts";
import { featureLines } from "../feature-lines.ts";
import { ratingsIn } from "../open-data.ts";
import type { SourceFlags } from "../options.ts";
import { numberOf, withGlobalOptions, withSourceOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import { openSource } from "../source.ts";
import type { CliIo } from "../terminal/screen.ts";
import { plainText } from "../terminal/text-width.ts";
import { checkedUsage } from "../usage-error.ts";

interface FeaturesFlags extends SourceFlags {
  readonly count: number;
  readonly films: number;
}

/** Adds `matinee features`. */
export function addFeatures(program: Command, io: CliIo): void {
  const { count, films } = HIDDEN_FEATURES_DEFAULTS;
  const command = program
    .command("features")
    .summary("what was learned: hidden features and the films at their ends")
    .description(
      "Shows the directions along which taste tells films apart most, by the films at both ends. " +
        "Nobody told it about genres; what a direction goes along with is measured afterwards.",
    )
    .option("-n, --count <n>", "how many, the strongest first", numberOf("count"), count)
    .option("--films <n>", "films at each end", numberOf("films"), films);
  withGlobalOptions(withSourceOptions(command, { retrain: false }))
    .addHelpText("after", "\nExample:\n  $ matinee features --count 8")
    .action((flags: FeaturesFlags) => runWith(io, flags, (run) => features(run, flags)));
}

async function features(run: Run, flags: FeaturesFlags): Promise<void> {
  const { count, films } = flags;
  checkedUsage(() => {
    const action = "Cannot show the hidden features";
    integerIn(action, "count", count, 1, 1024);
    integerIn(action, "films", films, 1, 100);
  });
  const source = await openSource(run, flags);
  const model = await source.model();
  const shown = model.hiddenFeatures({ count, films });
  const { screen } = run;
  if (screen.json) {
    const all = shown.map((feature, k) => featureJson(model, feature, k + 1));
    screen.printJson({ features: all, factors: model.head.factors, ...source.origin });
    return;
  }
  screen.print(...featureLines(screen, model, shown, model.head.factors), "");
  screen.printText(`Told from ${plainText(ratingsIn(source.title))} alone.`);
}
