import { ModelFileError } from "../errors.ts";
import type { PicksHead, StarsPosterior } from "../learn/learning.ts";
import type { Id } from "../ratings/id-map.ts";
import { isId } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { checkScale } from "../ratings/rating-scale.ts";
import type { Provenance } from "./model-parts.ts";

/** What stands in the metadata as JSON, beside the tensors. */
export interface Described {
  readonly scale: RatingScale;
  readonly mean: number;
  readonly factors: number;
  readonly halfWidth80: number | null;
  /** Of a model that was sampled; its rows are tensors. */
  readonly posterior?:
    | Pick<StarsPosterior, "noise" | "strictnessVariance" | "typicalRatings">
    | undefined;
  /** Of the picks head; its rows are tensors. */
  readonly picks: Omit<PicksHead, "views"> & {
    /** F of each view. */
    readonly factors: readonly number[];
  };
  readonly provenance: Provenance;
}

/** A checksum that fits says only that the file is as some program wrote it. */
const REMEDY = "train the model again";

/** @throws {ModelFileError | RangeError | TypeError} naming the first part that cannot be. */
export function checkDescribed(value: unknown): Described {
  const { scale, mean, factors, halfWidth80, provenance, posterior, picks } = recordOf(
    "model",
    value,
  );
  checkScale("Cannot read the model", recordOf("scale", scale) as unknown as RatingScale);
  if (!isFiniteNumber(mean)) throw wrong("mean", "a finite number");
  if (!isCount(factors)) throw wrong("factors", "a whole number from 0");
  if (halfWidth80 !== null && !(isFiniteNumber(halfWidth80) && halfWidth80 >= 0)) {
    throw wrong("halfWidth80", "a finite number from 0, or null");
  }
  if (posterior !== undefined) checkPosterior(recordOf("posterior", posterior));
  checkPicks(recordOf("picks", picks));
  checkProvenance(recordOf("provenance", provenance));
  return value as Described;
}

/** @throws {ModelFileError} naming the first entry that is no id, or that ids repeat. */
export function checkUserIds(value: unknown): readonly Id[] {
  if (!Array.isArray(value)) throw wrong("userIds", "a list");
  const odd = value.findIndex((id) => !isId(id));
  if (odd >= 0) throw wrong(`userIds[${odd}]`, "a number or a text");
  if (new Set(value).size !== value.length) throw wrong("userIds", "a list without repeats");
  return value as Id[];
}

/** @throws {ModelFileError} if any value is NaN or infinite. */
export function checkFinite(name: string, data: Float32Array): Float32Array {
  for (let k = 0; k < data.length; k++) {
    if (Number.isFinite(data[k])) continue;
    throw new ModelFileError(
      `Cannot read the model: tensor "${name}" must hold finite numbers, got ${data[k]} at ${k}; ${REMEDY}`,
    );
  }
  return data;
}

function checkPosterior(posterior: Record<string, unknown>): void {
  for (const name of ["noise", "strictnessVariance", "typicalRatings"]) {
    const value = posterior[name];
    if (!isFiniteNumber(value) || value <= 0) {
      throw wrong(`posterior.${name}`, "a finite number above 0");
    }
  }
}

function checkPicks({ factors, ...weights }: Record<string, unknown>): void {
  if (!Array.isArray(factors) || factors.length === 0 || !factors.every(isCount)) {
    throw wrong("picks.factors", "a list of whole numbers from 0");
  }
  for (const name of ["regularization", "unseenWeight"]) {
    const value = weights[name];
    if (!isFiniteNumber(value) || value <= 0)
      throw wrong(`picks.${name}`, "a finite number above 0");
  }
  if (!isFiniteNumber(weights["neutral"])) throw wrong("picks.neutral", "a finite number");
}

function checkProvenance(provenance: Record<string, unknown>): void {
  const { data, method, options, heldOutError } = provenance;
  if (typeof data !== "string") throw wrong("provenance.data", "a text");
  if (typeof method !== "string") throw wrong("provenance.method", "a text");
  for (const name of ["users", "movies", "ratings", "epochs"]) {
    if (!isCount(provenance[name])) throw wrong(`provenance.${name}`, "a whole number from 0");
  }
  for (const [name, option] of Object.entries(recordOf("provenance.options", options))) {
    if (isFiniteNumber(option) || typeof option === "boolean" || typeof option === "string")
      continue;
    if (Array.isArray(option) && option.every(isFiniteNumber)) continue;
    throw wrong(`provenance.options.${name}`, "a number, a list of them, a text, true or false");
  }
  if (heldOutError !== null && !isFiniteNumber(heldOutError)) {
    throw wrong("provenance.heldOutError", "a finite number or null");
  }
}

function recordOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw wrong(name, "an object");
}

/** @throws {ModelFileError} if any value is below 0. */
export function checkVariances(name: string, data: Float32Array): Float32Array {
  const odd = checkFinite(name, data).findIndex((value) => value < 0);
  if (odd < 0) return data;
  throw new ModelFileError(
    `Cannot read the model: tensor "${name}" must hold numbers from 0, got ${data[odd]} at ${odd}; ${REMEDY}`,
  );
}

function wrong(name: string, wanted: string): ModelFileError {
  return new ModelFileError(`Cannot read the model: "${name}" must be ${wanted}; ${REMEDY}`);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
