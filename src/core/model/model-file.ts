import { Catalogue } from "../catalogue/catalogue.ts";
import { ModelFileError } from "../errors.ts";
import type { PicksHead, StarsHead, StarsPosterior } from "../learn/learning.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { Described } from "./check-model-file.ts";
import { checkDescribed, checkFinite, checkUserIds, checkVariances } from "./check-model-file.ts";
import { filmTensors, readFilms } from "./film-columns.ts";
import type { Precision } from "./model-file-options.ts";
import type { ModelParts } from "./model-parts.ts";
import type { Tensor, TensorData, TensorFile } from "./safetensors.ts";
import { scaledTensors, widened } from "./scaled-tensor.ts";
import { decodeSealed, encodeSealed } from "./sealed-tensors.ts";

const FORMAT = "matinee";
const VERSION = "4";

type Entry = readonly [string, Tensor];

/** The model as bytes; the checksum covers the whole file with its own eight digits set to 0. */
export function encodeModel(model: ModelParts, precision: Precision): Uint8Array<ArrayBuffer> {
  const { head, picksHead, catalogue, users, scale, provenance, halfWidth80 } = model;
  const { factors, mean } = head;
  const described: Described = {
    scale,
    mean,
    factors,
    halfWidth80: Number.isNaN(halfWidth80) ? null : halfWidth80,
    ...describedPosterior(head.posterior),
    picks: describedPicks(picksHead),
    provenance,
  };
  return encodeSealed({
    metadata: {
      format: FORMAT,
      version: VERSION,
      model: JSON.stringify(described),
      userIds: JSON.stringify(users.toArray()),
    },
    tensors: new Map(
      [
        ...filmTensors(catalogue.movies),
        countsEntry(model.movieCounts, precision),
        ...starsTensors(head, catalogue.size, users.size),
        ...picksTensors(picksHead, catalogue.size),
      ]
        .flatMap((entry) => (precision === "full" ? [entry] : compacted(entry)))
        .sort(byWidth),
    ),
  });
}

/** What the catalogue or the users make long is scaled; the rest is small and stays as it is. */
const SCALED = /(?:Bias|Factors|movieVariance)$/u;

function compacted([name, tensor]: Entry): Entry[] {
  return SCALED.test(name) ? scaledTensors(name, tensor) : [[name, tensor]];
}

function countsEntry(counts: Uint32Array, precision: Precision): Entry {
  const isShort = precision === "compact" && counts.every((count) => count < 2 ** 16);
  const data = isShort ? Uint16Array.from(counts) : counts;
  return ["movieCounts", { shape: [counts.length], data }];
}

/** Wide numbers first, so that all are aligned. */
function byWidth([, a]: Entry, [, b]: Entry): number {
  return b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT;
}

/**
 * The parts of a model from its bytes.
 *
 * @throws {ModelFileError} if the file is foreign, damaged, cut short or of another version.
 */
export function decodeModel(bytes: Uint8Array): ModelParts {
  const file = decodeSealed(bytes);
  const { format, version } = file.metadata;
  if (format !== FORMAT) {
    throw new ModelFileError("Cannot read the model: the file holds tensors of another program");
  }
  if (version !== VERSION) {
    throw new ModelFileError(
      `Cannot read the model: its format is version ${JSON.stringify(version)}, this program reads ` +
        `version "${VERSION}"; train the model again or install the program that made it`,
    );
  }
  if (!file.isWhole()) {
    throw new ModelFileError(
      "Cannot read the model: its checksum does not fit, the file is damaged; copy or train it again",
    );
  }
  try {
    return readParts(file);
  } catch (cause) {
    throw cause instanceof ModelFileError ? cause : unfitModelFile(cause);
  }
}

/** For a file that is whole, its checksum says, and yet holds no model: another program wrote it. */
export function unfitModelFile(cause: unknown): ModelFileError {
  return new ModelFileError(
    "Cannot read the model: its parts do not fit each other; train the model again",
    { cause },
  );
}

function readParts(file: TensorFile): ModelParts {
  const { model = "", userIds = "" } = file.metadata;
  const described = checkDescribed(JSON.parse(model));
  const { factors } = described;
  return {
    catalogue: new Catalogue(readFilms(file)),
    users: new IdMap(checkUserIds(JSON.parse(userIds))),
    scale: described.scale,
    halfWidth80: described.halfWidth80 ?? NaN,
    provenance: described.provenance,
    movieCounts: readCounts(file),
    head: {
      factors,
      mean: described.mean,
      movieBias: floats(file, "stars.movieBias"),
      movieFactors: floats(file, "stars.movieFactors", factors),
      userBias: floats(file, "stars.userBias"),
      userFactors: floats(file, "stars.userFactors", factors),
      ...readPosterior(described, file),
    },
    picksHead: readPicks(described, file),
  };
}

function starsTensors(
  { factors, posterior, ...head }: StarsHead,
  movies: number,
  users: number,
): Entry[] {
  return [
    ["stars.movieBias", { shape: [movies], data: head.movieBias }],
    ["stars.movieFactors", { shape: [movies, factors], data: head.movieFactors }],
    ["stars.userBias", { shape: [users], data: head.userBias }],
    ["stars.userFactors", { shape: [users, factors], data: head.userFactors }],
    ...posteriorTensors(posterior, movies, factors),
  ];
}

function describedPicks({
  views,
  regularization,
  unseenWeight,
  neutral,
}: PicksHead): Described["picks"] {
  return { factors: views.map(({ factors }) => factors), regularization, unseenWeight, neutral };
}

function picksTensors({ views }: PicksHead, movies: number): Entry[] {
  return views.flatMap(({ factors, givenFactors, movieFactors, gram, crowd }, k): Entry[] => [
    [`picks.${k}.givenFactors`, { shape: [movies, factors], data: givenFactors }],
    [`picks.${k}.movieFactors`, { shape: [movies, factors], data: movieFactors }],
    [`picks.${k}.gram`, { shape: [factors, factors], data: gram }],
    [`picks.${k}.crowd`, { shape: [factors], data: crowd }],
  ]);
}

function readPicks({ picks }: Described, file: TensorFile): PicksHead {
  const { factors: widths, ...weights } = picks;
  const views = widths.map((factors, k) => ({
    factors,
    givenFactors: floats(file, `picks.${k}.givenFactors`, factors),
    movieFactors: floats(file, `picks.${k}.movieFactors`, factors),
    gram: floats(file, `picks.${k}.gram`, factors),
    crowd: floats(file, `picks.${k}.crowd`),
  }));
  return { ...weights, views };
}

function describedPosterior(posterior: StarsPosterior | undefined): Partial<Described> {
  if (posterior === undefined) return {};
  const { noise, strictnessVariance, typicalRatings } = posterior;
  return { posterior: { noise, strictnessVariance, typicalRatings } };
}

function posteriorTensors(
  posterior: StarsPosterior | undefined,
  movies: number,
  factors: number,
): Entry[] {
  if (posterior === undefined) return [];
  const { movieVariance, ratedBias, ratedFactors, ratedMean, ratedVariance } = posterior;
  return [
    ["stars.movieVariance", { shape: [movies], data: movieVariance }],
    ["stars.ratedBias", { shape: [movies], data: ratedBias }],
    ["stars.ratedFactors", { shape: [movies, factors], data: ratedFactors }],
    ["stars.ratedMean", { shape: [factors + 1], data: ratedMean }],
    ["stars.ratedVariance", { shape: [factors + 1], data: ratedVariance }],
  ];
}

function readPosterior(
  { posterior, factors }: Described,
  file: TensorFile,
): { posterior?: StarsPosterior } {
  if (posterior === undefined) return {};
  const variances = (name: string): Float32Array => checkVariances(name, floats(file, name));
  return {
    posterior: {
      ...posterior,
      movieVariance: variances("stars.movieVariance"),
      ratedBias: floats(file, "stars.ratedBias"),
      ratedFactors: floats(file, "stars.ratedFactors", factors),
      ratedMean: floats(file, "stars.ratedMean"),
      ratedVariance: variances("stars.ratedVariance"),
    },
  };
}

/** At either precision. */
function floats(file: TensorFile, name: string, columns = 1): Float32Array {
  const data = dataOf(file, name);
  if (data instanceof Float32Array) return checkFinite(name, data);
  if (!(data instanceof Int8Array)) throw wrongType(name, "F32 or I8");
  return widened(file, name, data, columns);
}

function readCounts(file: TensorFile): Uint32Array {
  const data = dataOf(file, "movieCounts");
  if (data instanceof Uint32Array) return data;
  if (data instanceof Uint16Array) return Uint32Array.from(data);
  throw wrongType("movieCounts", "U32 or U16");
}

function dataOf({ tensors }: TensorFile, name: string): TensorData {
  const data = tensors.get(name)?.data;
  if (data !== undefined) return data;
  throw new ModelFileError(`Cannot read the model: tensor "${name}" is not there`);
}

function wrongType(name: string, wanted: string): ModelFileError {
  return new ModelFileError(
    `Cannot read the model: tensor "${name}" must be ${wanted}; train the model again`,
  );
}
