import { basename } from "node:path";
import type {
  Catalogue,
  DataSet,
  Marks,
  Model,
  RatingScale,
  Taste,
  TrainOptions,
} from "../index.ts";
import { loadModel } from "../io/node-model-file.ts";
import { largerSetAdvice } from "./known-set.ts";
import { learn } from "./learn.ts";
import { dataTitle, openData, tellSuperseded } from "./open-data.ts";
import type { SourceFlags } from "./options.ts";
import { trainOptionsOf } from "./options.ts";
import type { Person } from "./person.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { UsageError } from "./usage-error.ts";

/** Tastes, and the model that they are of. */
export interface Tastes {
  readonly model: Model;
  /** In the order of the people. */
  readonly tastes: readonly Taste[];
}

/** Where films and hidden features come from: a model file, or a data set still to be learned from. */
export interface Source {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  /** For text. */
  readonly title: string;
  /** Where more films are, for someone whose films are not here; nothing where that is not known. */
  readonly largerAdvice: string | undefined;
  /** For JSON: which of the two it is. */
  readonly origin: { readonly model: string } | { readonly data: string };
  /** Learns, where that is still to be done. */
  model(): Promise<Model>;
  /** @param marks - of all of them: films seen without a rating, and films not wanted. */
  tastes(people: readonly Person[], marks?: Marks): Promise<Tastes>;
}

/**
 * Opens what `--model` or `--data` names. Nothing is learned yet, so that a film or file that
 * cannot be used is told of before.
 *
 * @throws {UsageError} for an option out of its range.
 * @throws {DataError | ModelFileError | DataSetError} if the file or data set cannot be had.
 */
export async function openSource(run: Run, flags: SourceFlags): Promise<Source> {
  const options = trainOptionsOf(flags);
  if (flags.model?.trim() === "") {
    throw new UsageError("Cannot read the model: --model must name a file, got nothing");
  }
  if (flags.model !== undefined) return modelSource(run, flags.model);
  const { dataSet, files } = await openData(run, flags.data);
  await files.close();
  tellSuperseded(run, dataSet);
  return dataSource(run, dataSet, options, flags.retrain === true);
}

async function modelSource(run: Run, file: string): Promise<Source> {
  const model = await loadModel(pathFrom(run.io, file));
  return {
    catalogue: model.catalogue,
    scale: model.scale,
    title: `the model ${basename(file)}`,
    largerAdvice:
      largerSetAdvice({ name: model.provenance.data }) === undefined
        ? undefined
        : "use a model learned from a larger data set",
    origin: { model: file },
    model: () => Promise.resolve(model),
    tastes: (people, marks) =>
      Promise.resolve({ model, tastes: people.map(({ ratings }) => model.taste(ratings, marks)) }),
  };
}

function dataSource(run: Run, dataSet: DataSet, options: TrainOptions, retrain: boolean): Source {
  const { catalogue, ratings, name } = dataSet;
  return {
    catalogue,
    scale: ratings.scale,
    title: dataTitle(name),
    largerAdvice: largerSetAdvice(dataSet),
    origin: { data: name },
    model: () => learn(run, dataSet, options),
    tastes: async (people, marks) => {
      if (retrain) return learnWith(run, dataSet, people, options, marks);
      const model = await learn(run, dataSet, options);
      return { model, tastes: people.map((person) => model.taste(person.ratings, marks)) };
    },
  };
}

/** The story's own way: the people are users like all others, and everything is learned with them. */
async function learnWith(
  run: Run,
  dataSet: DataSet,
  people: readonly Person[],
  options: TrainOptions,
  marks: Marks | undefined,
): Promise<Tastes> {
  const joined = withPeople(dataSet, people);
  const model = await learn(run, joined.dataSet, options);
  const tastes = people.map(({ ratings }, k) =>
    model.tasteOfUser(joined.userIds[k]!, ratings, marks),
  );
  return { model, tastes };
}

/** The data with people among its users, and the ids that they have there. */
export function withPeople(
  dataSet: DataSet,
  people: readonly Pick<Person, "name" | "ratings">[],
): { readonly dataSet: DataSet; readonly userIds: readonly string[] } {
  let { ratings } = dataSet;
  const userIds: string[] = [];
  for (const person of people) {
    let userId = `you: ${person.name}`; // a text, and so no id of MovieLens
    while (ratings.users.indexOf(userId) >= 0) userId += "'";
    ratings = ratings.withUser(userId, person.ratings);
    userIds.push(userId);
  }
  return { dataSet: { ...dataSet, ratings }, userIds };
}
