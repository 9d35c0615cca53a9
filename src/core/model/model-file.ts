import { Catalogue } from "../catalogue/catalogue.ts";
import { ModelFileError } from "../errors.ts";
import type { StarsPosterior } from "../learn/learning.ts";
import { IdMap } from "../ratings/id-map.ts";
import { encodeUtf8 } from "../utf8.ts";
import type { Described } from "./check-model-file.ts";
import {
  checkDescribed,
  checkFinite,
  checkMovies,
  checkUserIds,
  checkVariances,
} from "./check-model-file.ts";
import { crc32 } from "./crc32.ts";
import type { ModelParts } from "./model-parts.ts";
import type { Tensor, TensorFile } from "./safetensors.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";

const FORMAT = "matinee";
const VERSION = "2";
const NO_CHECKSUM = "00000000";
const CHECKSUM_FIELD = encodeUtf8('"checksum":"');

/** The model as bytes; the checksum covers the whole file with its own eight digits set to 0. */
export function encodeModel(model: ModelParts): Uint8Array<ArrayBuffer> {
  const { head, catalogue, users, scale, provenance, halfWidth80 } = model;
  const { factors, mean } = head;
  const described: Described = {
    scale,
    mean,
    factors,
    halfWidth80: Number.isNaN(halfWidth80) ? null : halfWidth80,
    ...describedPosterior(head.posterior),
    provenance,
  };
  const bytes = encodeTensors({
    metadata: {
      checksum: NO_CHECKSUM,
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
    ]),
  });
  const at = checksumAt(bytes);
  const checksum = crc32(bytes).toString(16).padStart(8, "0");
  bytes.set(encodeUtf8(checksum), at);
  return bytes;
}

/**
 * The parts of a model from its bytes.
 *
 * @throws {ModelFileError} if the file is foreign, damaged, cut short or of another version.
 */
export function decodeModel(bytes: Uint8Array): ModelParts {
  const file = decodeTensors(bytes);
  const { format, version, checksum } = file.metadata;
  if (format !== FORMAT) {
    throw new ModelFileError("Cannot read the model: the file holds tensors of another program");
  }
  if (version !== VERSION) {
    throw new ModelFileError(
      `Cannot read the model: its format is version ${JSON.stringify(version)}, this program reads ` +
        `version "${VERSION}"; train the model again or install the program that made it`,
    );
  }
  if (checksum !== checksumOf(bytes)) {
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
  };
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

function checksumOf(bytes: Uint8Array): string {
  const blank = new Uint8Array(bytes); // not `slice`: that of a Node Buffer is no copy
  blank.set(encodeUtf8(NO_CHECKSUM), checksumAt(bytes));
  return crc32(blank).toString(16).padStart(8, "0");
}

/** Where the checksum's digits stand: it is the first field, so no title can come before it. */
function checksumAt(bytes: Uint8Array): number {
  const most = Math.min(bytes.length, 256);
  for (let at = 0; at + CHECKSUM_FIELD.length < most; at++) {
    if (CHECKSUM_FIELD.every((byte, k) => bytes[at + k] === byte))
      return at + CHECKSUM_FIELD.length;
  }
  throw new ModelFileError("Cannot read the model: the file has no checksum, it is damaged");
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
