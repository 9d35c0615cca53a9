import type { Command } from "commander";
import { integerIn } from "../../core/check.ts";
import { featureJson } from "../json-shapes.ts";
import { alsoText, featureLines, foundLines } from "../feature-lines.ts";
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
  readonly unnamed: number;
  readonly films: number;
}

/** What fits two screens; the page shows all. */
const DEFAULTS = { count: 5, unnamed: 1, films: 3 };

/** Adds `matinee features`. */
export function addFeatures(program: Command, io: CliIo): void {
  const { count, unnamed, films } = DEFAULTS;
  const command = program
    .command("features")
    .summary("what was learned: hidden features and the films at their ends")
    .description(
      "Shows what the hidden features tell apart, as scales from −1 to 1 with films along them. " +
        "Learning saw ratings alone; names are found afterwards and checked on films left out.",
    )
    .option(
      "-n, --count <n>",
      "how many with a name, the best told first",
      numberOf("count"),
      count,
    )
    .option("--unnamed <n>", "how many that nobody named", numberOf("unnamed"), unnamed)
    .option("--films <n>", "films at each end", numberOf("films"), films);
  withGlobalOptions(withSourceOptions(command, { retrain: false }))
    .addHelpText("after", "\nExample:\n  $ matinee features --count 8")
    .action((flags: FeaturesFlags) => runWith(io, flags, (run) => features(run, flags)));
}

async function features(run: Run, flags: FeaturesFlags): Promise<void> {
  const { count, unnamed, films } = flags;
  checkedUsage(() => {
    const action = "Cannot show the hidden features";
    integerIn(action, "count", count, 1, 1024);
    integerIn(action, "unnamed", unnamed, 0, 6);
    integerIn(action, "films", films, 1, 100);
  });
  const source = await openSource(run, flags);
  const model = await source.model();
  const all = model.hiddenFeatures({ unnamed: 6, films });
  const named = all.filter(({ name }) => name !== undefined);
  const rest = all.slice(named.length);
  const shown = [...named.slice(0, count), ...rest.slice(0, unnamed)];
  const { screen } = run;
  if (screen.json) {
    const json = shown.map((feature, k) => featureJson(model, feature, k + 1));
    screen.printJson({ features: json, factors: model.head.factors, ...source.origin });
    return;
  }
  screen.print(...foundLines(screen, all));
  const title = plainText(ratingsIn(source.title));
  screen.printText(
    `Nobody told it about genres, years or fame: learning saw ${title} alone. How well each name ` +
      "fits was checked on films that finding it left out.",
  );
  screen.print(...featureLines(screen, model, shown));
  const also = alsoText(named.slice(count));
  if (also === "") return;
  screen.print("");
  screen.printText(also);
}
