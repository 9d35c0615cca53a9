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
import { loadEmbeddedModel } from "../io/node-embedded-model.ts";
import { loadModel } from "../io/node-model-file.ts";
import { largerSetAdvice } from "./known-set.ts";
import { learn } from "./learn.ts";
import { dataTitle, openData, tellSuperseded } from "./open-data.ts";
import type { FilmsFlags, SourceFlags } from "./options.ts";
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

/** Where films and hidden features come from: a model, or a data set still to be learned from. */
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
 * Opens what `--model` or `--data` names, else the model that comes with matinee. Nothing is learned
 * yet, so that a film or file that cannot be used is told of before.
 *
 * @throws {UsageError} for an option out of its range.
 * @throws {DataError | ModelFileError | DataSetError} if the file or data set cannot be had.
 */
export async function openSource(run: Run, flags: SourceFlags): Promise<Source> {
  return openFilms(run, flags, trainOptionsOf(flags), flags.retrain === true);
}

/**
 * As {@link openSource}, for a command without options of learning.
 *
 * @param options - with which `--data` is learned from, where it comes to that.
 */
export async function openFilms(
  run: Run,
  { data, model }: FilmsFlags,
  options: TrainOptions = {},
  retrain: boolean = false,
): Promise<Source> {
  if (data === undefined) return openModel(run, model);
  const { dataSet, files } = await openData(run, data);
  await files.close();
  tellSuperseded(run, dataSet);
  return sourceOfData(run, dataSet, options, retrain);
}

async function openModel(run: Run, file: string | undefined): Promise<Source> {
  if (file?.trim() === "") {
    throw new UsageError("Cannot read the model: --model must name a file, got nothing");
  }
  const model =
    file === undefined ? await loadEmbeddedModel() : await loadModel(pathFrom(run.io, file));
  const { data } = model.provenance;
  return {
    catalogue: model.catalogue,
    scale: model.scale,
    title: file === undefined ? data : `the model ${basename(file)}`,
    largerAdvice: largerSetAdvice({ name: data }),
    origin: { model: file ?? EMBEDDED },
    model: () => Promise.resolve(model),
    tastes: (people, marks) => Promise.resolve({ model, tastes: tastesOf(model, people, marks) }),
  };
}

/** What `--json` calls the model that comes with matinee. */
const EMBEDDED = "embedded";

/** Films of a data set, still to be learned from. */
export function sourceOfData(
  run: Run,
  dataSet: DataSet,
  options: TrainOptions,
  retrain: boolean = false,
): Source {
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
      return { model, tastes: tastesOf(model, people, marks) };
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
  const tastes = people.map((person, k) =>
    model.tasteOfUser(joined.userIds[k]!, person.ratings, ownMarks(person, marks)),
  );
  return { model, tastes };
}

function tastesOf(model: Model, people: readonly Person[], marks: Marks = {}): Taste[] {
  return people.map((person) => model.taste(person.ratings, ownMarks(person, marks)));
}

/** What the file tells of films without a rating, and what the command line says of everyone. */
function ownMarks({ seen = [], notForMe = [] }: Person, marks: Marks = {}): Marks {
  return {
    seen: [...seen, ...(marks.seen ?? [])],
    notForMe: [...notForMe, ...(marks.notForMe ?? [])],
  };
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
