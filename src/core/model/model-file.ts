import { Catalogue } from "../catalogue/catalogue.ts";
import { ModelFileError } from "../errors.ts";
import type { PicksHead, StarsPosterior } from "../learn/learning.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { Described } from "./check-model-file.ts";
import {
  checkDescribed,
  checkFinite,
  checkMovies,
  checkUserIds,
  checkVariances,
} from "./check-model-file.ts";
import type { ModelParts } from "./model-parts.ts";
import type { Tensor, TensorFile } from "./safetensors.ts";
import { decodeSealed, encodeSealed } from "./sealed-tensors.ts";

const FORMAT = "matinee";
const VERSION = "3";

/** The model as bytes; the checksum covers the whole file with its own eight digits set to 0. */
export function encodeModel(model: ModelParts): Uint8Array<ArrayBuffer> {
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
      movies: JSON.stringify(catalogue.movies),
      userIds: JSON.stringify(users.toArray()),
    },
    tensors: new Map<string, Tensor>([
      ["movieCounts", { shape: [catalogue.size], data: model.movieCounts }],
      ["stars.movieBias", { shape: [catalogue.size], data: head.movieBias }],
      ["stars.movieFactors", { shape: [catalogue.size, factors], data: head.movieFactors }],
      ["stars.userBias", { shape: [users.size], data: head.userBias }],
      ["stars.userFactors", { shape: [users.size, factors], data: head.userFactors }],
      ...posteriorTensors(head.posterior, catalogue.size, factors),
      ...picksTensors(picksHead, catalogue.size),
    ]),
  });
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
  const { model = "", movies = "", userIds = "" } = file.metadata;
  const described = checkDescribed(JSON.parse(model));
  const finite = (name: string): Float32Array =>
    checkFinite(name, tensor(file, name, Float32Array));
  const catalogue = new Catalogue(checkMovies(JSON.parse(movies)));
  return {
    catalogue,
    users: new IdMap(checkUserIds(JSON.parse(userIds))),
    scale: described.scale,
    halfWidth80: described.halfWidth80 ?? NaN,
    provenance: described.provenance,
    movieCounts: tensor(file, "movieCounts", Uint32Array),
    head: {
      factors: described.factors,
      mean: described.mean,
      movieBias: finite("stars.movieBias"),
      movieFactors: finite("stars.movieFactors"),
      userBias: finite("stars.userBias"),
      userFactors: finite("stars.userFactors"),
      ...readPosterior(described, file),
    },
    picksHead: readPicks(described, file),
  };
}

function describedPicks({
  views,
  regularization,
  unseenWeight,
  neutral,
}: PicksHead): Described["picks"] {
  return { factors: views.map(({ factors }) => factors), regularization, unseenWeight, neutral };
}

function picksTensors({ views }: PicksHead, movies: number): (readonly [string, Tensor])[] {
  return views.flatMap(({ factors, givenFactors, movieFactors, gram, crowd }, k) => [
    [`picks.${k}.givenFactors`, { shape: [movies, factors], data: givenFactors }] as const,
    [`picks.${k}.movieFactors`, { shape: [movies, factors], data: movieFactors }] as const,
    [`picks.${k}.gram`, { shape: [factors, factors], data: gram }] as const,
    [`picks.${k}.crowd`, { shape: [factors], data: crowd }] as const,
  ]);
}

function readPicks({ picks }: Described, file: TensorFile): PicksHead {
  const { factors: widths, ...weights } = picks;
  const finite = (name: string): Float32Array =>
    checkFinite(name, tensor(file, name, Float32Array));
  const views = widths.map((factors, k) => ({
    factors,
    givenFactors: finite(`picks.${k}.givenFactors`),
    movieFactors: finite(`picks.${k}.movieFactors`),
    gram: finite(`picks.${k}.gram`),
    crowd: finite(`picks.${k}.crowd`),
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
): (readonly [string, Tensor])[] {
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

function readPosterior({ posterior }: Described, file: TensorFile): { posterior?: StarsPosterior } {
  if (posterior === undefined) return {};
  const rows = (name: string): Float32Array => tensor(file, name, Float32Array);
  return {
    posterior: {
      ...posterior,
      movieVariance: checkVariances("stars.movieVariance", rows("stars.movieVariance")),
      ratedBias: checkFinite("stars.ratedBias", rows("stars.ratedBias")),
      ratedFactors: checkFinite("stars.ratedFactors", rows("stars.ratedFactors")),
      ratedMean: checkFinite("stars.ratedMean", rows("stars.ratedMean")),
      ratedVariance: checkVariances("stars.ratedVariance", rows("stars.ratedVariance")),
    },
  };
}

function tensor<T extends Float32Array | Uint32Array>(
  { tensors }: TensorFile,
  name: string,
  type: new (length: number) => T,
): T {
  const data = tensors.get(name)?.data;
  if (data instanceof type) return data;
  throw new ModelFileError(`Cannot read the model: tensor "${name}" is not there`);
}
