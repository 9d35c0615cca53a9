import type { Command } from "commander";
import { Option } from "commander";
import type {
  DataSet,
  Method,
  FoldProtocol,
  PeopleProtocol,
  Protocol,
  RandomProtocol,
  Split,
  TrainOptions,
  TimeProtocol,
} from "../../index.ts";
import {
  DataError,
  METHODS,
  PROTOCOL_NAMES,
  evaluate,
  protocolNamed,
  randomProtocol,
  randomSplits,
  ratersFit,
  splitByTime,
} from "../../index.ts";
import type { DataFiles } from "../../io/data-files.ts";
import { loadFold } from "../../io/movielens.ts";
import { isPack } from "../../io/node-pack.ts";
import { integerIn, numberIn, oneOf } from "../../core/check.ts";
import type { MeasuredTwice } from "../compare-methods.ts";
import { compareMethods } from "../compare-methods.ts";
import { evaluationJson, evaluationLines } from "../evaluation-report.ts";
import type { MeasuredSplit } from "../evaluation-report.ts";
import { measurePeople } from "../measure-people.ts";
import type { OwnAccuracyFlags } from "../own-accuracy.ts";
import { evaluateOwn, ownAccuracyFlags, withOwnAccuracyOptions } from "../own-accuracy.ts";
import { peopleJson, peopleLines } from "../people-report.ts";
import { knownSet } from "../known-set.ts";
import { dataTitle, openData, tellRead } from "../open-data.ts";
import type { LearningFlags } from "../learning-options.ts";
import { learningOptionsOf, refuseForModels, withLearningOptions } from "../learning-options.ts";
import { numberOf, withDataOption, withGlobalOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import type { CliIo } from "../terminal/screen.ts";
import { plainText } from "../terminal/text-width.ts";
import type { ContextOf } from "../sampling-run.ts";
import { withSampling } from "../sampling-run.ts";
import { namedProgress } from "../training-progress.ts";
import { UsageError, checkedUsage } from "../usage-error.ts";

const DEFAULT_PROTOCOL = "random-90-10";
/** Five draws count up from the seed. */
const MOST_SEED = 2 ** 32 - 5;

interface EvaluateFlags extends LearningFlags, OwnAccuracyFlags {
  readonly data: string;
  readonly protocol: string;
  readonly testShare?: number;
  readonly against?: string;
}

/** Adds `matinee evaluate`. */
export function addEvaluate(program: Command, io: CliIo): void {
  const command = program
    .command("evaluate")
    .summary("how far off predictions are, beside simple rules")
    .description(
      "Hides a part of the ratings, learns from the rest, and measures how far off the predictions " +
        "of the hidden ones are; two rules that know nothing of taste stand beside. thirty-ratings also " +
        "measures lists: whether the top is worth an evening. With --ratings it tells how well you are " +
        "predicted, by hiding your own ratings a fifth at a time.",
    )
    .addOption(
      new Option("--protocol <name>", `what is hidden: ${PROTOCOL_NAMES.join(", ")}`)
        .default(DEFAULT_PROTOCOL)
        .conflicts("testShare"),
    )
    .option(
      "--test-share <x>",
      "hide this share of the ratings, drawn five times",
      numberOf("testShare"),
    )
    .option("--against <name>", "compare with this method, its defaults, on the same splits");
  withOwnAccuracyOptions(command);
  withGlobalOptions(withLearningOptions(withDataOption(command)))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee evaluate\n  $ matinee evaluate --data ml-100k --protocol u1-u5" +
        "\n  $ matinee evaluate --protocol u1 --against gradient-descent" +
        "\n  $ matinee evaluate --protocol thirty-ratings" +
        "\n  $ matinee evaluate --protocol cold-start" +
        "\n  $ matinee evaluate --ratings ratings.csv",
    )
    .action((flags: EvaluateFlags) =>
      runWith(io, flags, (run) => {
        const own = ownAccuracyFlags(flags, command);
        if (own !== undefined) return evaluateOwn(run, own);
        return runEvaluate(run, flags, learningOptionsOf(flags, command));
      }),
    );
}

async function runEvaluate(run: Run, flags: EvaluateFlags, options: TrainOptions): Promise<void> {
  const protocol = checkedUsage(() => protocolOf(flags));
  if (protocol.kind === "people") {
    await evaluateOnPeople(run, flags, protocol, options);
    return;
  }
  const against = rivalOf(flags, options);
  const opened = await openData(run, flags.data);
  const { dataSet, files } = opened;
  tellRead(run, opened);
  const measured: MeasuredSplit[] = [];
  const twice: MeasuredTwice[] = [];
  const command = `evaluate --protocol ${protocol.name}`;
  try {
    if (isPack(opened.path)) refusePack(protocol, flags.data);
    if (protocol.kind === "folds") requireFolds(protocol, dataSet, files);
    tellWithoutRaters(run, dataSet, options);
    await withSampling({ run, flags, dataSet, command, options }, async (contextOf) => {
      for await (const [name, split] of splitsOf(run, protocol, dataSet, files)) {
        const first = await measure(run, name, split, options, contextOf(name));
        measured.push(first);
        if (against === undefined) continue;
        const other = `${name}  ${against.method}`;
        const second = await measure(run, other, split, against, contextOf(other));
        twice.push({ test: split.test, first, second });
      }
      const about = { protocol: protocol.name, method: methodOf(options), data: dataSet.name };
      const compared =
        against === undefined ? {} : { against: compareMethods(against.method, twice, flags.seed) };
      const report = { ...about, ...compared, splits: measured };
      const { screen } = run;
      if (screen.json) screen.printJson(evaluationJson(report));
      else screen.print(...evaluationLines(screen, report));
    });
  } finally {
    await files.close();
  }
}

/** Of so many people the raters' view would be too large: better known before than wondered at. */
function tellWithoutRaters({ screen }: Run, { ratings }: DataSet, options: TrainOptions): void {
  if (options.method === "gradient-descent" || options.method === "weighted-als") return;
  if (options.raterWeight === 0) return;
  if (ratersFit(ratings)) return;
  screen.notice("The raters' view is left out: there are too many people, or levels of ratings");
}

async function evaluateOnPeople(
  run: Run,
  flags: EvaluateFlags,
  protocol: PeopleProtocol,
  options: TrainOptions,
): Promise<void> {
  if (flags.against !== undefined) {
    throw new UsageError(
      `Cannot read the command line: --against compares on hidden ratings, not on people left out; ` +
        `leave it out with --protocol ${protocol.name}`,
    );
  }
  refuseForModels(flags, options);
  const opened = await openData(run, flags.data);
  const { dataSet, files } = opened;
  await files.close();
  tellRead(run, opened);
  const command = `evaluate --protocol ${protocol.name}`;
  await withSampling({ run, flags, dataSet, command, options }, async (contextOf) => {
    const draws = await measurePeople(run, dataSet, protocol, options, contextOf);
    const about = { protocol: protocol.name, method: methodOf(options), data: dataSet.name };
    const report = { ...about, draws };
    const { screen } = run;
    if (screen.json) screen.printJson(peopleJson(report));
    else screen.print(...peopleLines(screen, report));
  });
}

/**
 * The other method, with its defaults.
 *
 * @throws {UsageError} for an unknown method, or the same one.
 */
function rivalOf(
  { against, seed }: EvaluateFlags,
  options: TrainOptions,
): (TrainOptions & { readonly method: Method }) | undefined {
  if (against === undefined) return undefined;
  const action = "Cannot evaluate";
  const others = METHODS.filter((known) => known !== methodOf(options));
  return { method: checkedUsage(() => oneOf(action, "against", against, others)), seed };
}

function methodOf({ method = METHODS[0]! }: TrainOptions): Method {
  return method;
}

function protocolOf({ protocol, testShare, seed }: EvaluateFlags): Protocol {
  const action = "Cannot evaluate";
  integerIn(action, "seed", seed, 0, MOST_SEED);
  if (testShare === undefined) return protocolNamed(protocol, seed);
  return randomProtocol(numberIn(action, "testShare", testShare, 0.001, 0.999), seed);
}

/**
 * The folds are files of one data set: of any other, which has none, that would be all to hear.
 *
 * @throws {DataError}
 */
function requireFolds({ name, folds }: FoldProtocol, dataSet: DataSet, files: DataFiles): void {
  const lacking = folds.some((fold) => !files.names.includes(`u${fold}.base`));
  if (!lacking || knownSet(dataSet)?.name === "ml-100k") return;
  throw withoutFolds({ name, folds }, plainText(dataTitle(dataSet.name)));
}

function withoutFolds(
  { name, folds }: Pick<FoldProtocol, "name" | "folds">,
  title: string,
): DataError {
  const what = folds.length === 1 ? "is a fold" : "are folds";
  return new DataError(
    `Cannot evaluate: ${name} ${what} of MovieLens 100K as shipped, which ${title} does not have; ` +
      `use --protocol ${DEFAULT_PROTOCOL}`,
  );
}

/**
 * A pack holds ratings and films alone, whatever it was made of.
 *
 * @throws {DataError}
 */
function refusePack(protocol: FoldProtocol | RandomProtocol | TimeProtocol, data: string): void {
  const title = `the pack ${plainText(data)}`;
  if (protocol.kind === "folds") throw withoutFolds(protocol, title);
  if (protocol.kind !== "time") return;
  throw new DataError(
    `Cannot evaluate: ${protocol.name} needs the times of ratings, and packs keep none; ` +
      `instead of ${title} name the data set itself`,
  );
}

async function* splitsOf(
  { io }: Run,
  protocol: FoldProtocol | RandomProtocol | TimeProtocol,
  dataSet: DataSet,
  files: DataFiles,
): AsyncGenerator<readonly [name: string, split: Split]> {
  if (protocol.kind === "folds") {
    const { signal } = io;
    for (const fold of protocol.folds) {
      yield [`u${fold}`, await loadFold(files, fold, dataSet, { signal })];
    }
    return;
  }
  if (protocol.kind === "time") {
    yield ["later", splitByTime(dataSet.ratings, protocol.testShare)];
    return;
  }
  const names = protocol.seeds.map((seed) => `seed ${seed}`);
  for (const split of randomSplits(dataSet.ratings, protocol)) yield [names.shift()!, split];
}

async function measure(
  { io, screen }: Run,
  name: string,
  split: Split,
  options: TrainOptions,
  context: ReturnType<ContextOf>,
): Promise<MeasuredSplit> {
  const { signal } = io;
  const started = performance.now();
  const progress = namedProgress(screen, name);
  const result = await evaluate(split, options, { ...context, ...progress, signal });
  return { name, ...result, seconds: (performance.now() - started) / 1000 };
}
