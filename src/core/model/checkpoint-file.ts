import { CheckpointError, ModelFileError } from "../errors.ts";
import type { PartState } from "../learn/part-run.ts";
import type { TensorData } from "./safetensors.ts";
import { decodeSealed, encodeSealed } from "./sealed-tensors.ts";

/** What a checkpoint is of: it can only be taken up where all of this is the same. */
export type CheckpointSubject = Readonly<Record<string, string>>;

/** Where one run of sampling stood. */
export interface CheckpointRun {
  /** What was sampled: its states fit nothing else. */
  readonly of: string;
  /** In the order of its parts. */
  readonly states: readonly (PartState | undefined)[];
}

/** Several runs, by name. */
export type CheckpointRuns = ReadonlyMap<string, CheckpointRun>;

const FORMAT = "matinee checkpoint";
const VERSION = "2";
const REMEDY = "remove it, or name another file";

/** A checkpoint as bytes: safetensors with a checksum, as a model. */
export function encodeCheckpoint(
  subject: CheckpointSubject,
  runs: CheckpointRuns,
): Uint8Array<ArrayBuffer> {
  const arrays: TensorData[] = [];
  const plain = JSON.stringify([...runs], (_, value: unknown) =>
    isTensorData(value) ? { array: arrays.push(value) - 1 } : value,
  );
  return encodeSealed({
    metadata: { format: FORMAT, version: VERSION, subject: JSON.stringify(subject), runs: plain },
    tensors: new Map(arrays.map((data, k) => [nameOf(k), { shape: [data.length], data }])),
  });
}

/**
 * Where the runs of a checkpoint stood.
 *
 * @param wanted - what is to be run now.
 * @throws {CheckpointError} if it is foreign, damaged, of another version or of something else.
 */
export function decodeCheckpoint(bytes: Uint8Array, wanted: CheckpointSubject): CheckpointRuns {
  const { metadata, tensors, isWhole } = readSealed(bytes);
  const { format, version, subject = "", runs = "" } = metadata;
  if (format !== FORMAT) throw refusedCheckpoint("the file is no checkpoint");
  if (version !== VERSION) {
    throw refusedCheckpoint(
      `its version is ${JSON.stringify(version)}, this program reads "${VERSION}"`,
    );
  }
  if (!isWhole()) throw refusedCheckpoint("its checksum does not fit, the file is damaged");
  checkSubject(JSON.parse(subject) as CheckpointSubject, wanted);
  const entries = JSON.parse(runs, (_, value: unknown) => {
    if (value === null) return undefined;
    return isReference(value) ? tensors.get(nameOf(value.array))?.data : value;
  }) as [string, CheckpointRun][];
  // Reviving leaves holes where there was nothing.
  return new Map(
    entries.map(([name, { of, states }]) => [name, { of, states: Array.from(states) }]),
  );
}

function readSealed(bytes: Uint8Array): ReturnType<typeof decodeSealed> {
  try {
    return decodeSealed(bytes);
  } catch (cause) {
    if (!(cause instanceof ModelFileError)) throw cause;
    throw refusedCheckpoint("the file is damaged or of another program", cause);
  }
}

/** @throws {CheckpointError} naming the first thing that is not the same. */
function checkSubject(found: CheckpointSubject, wanted: CheckpointSubject): void {
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    if (found[name] === wanted[name]) continue;
    const [of, now] = [found[name] ?? "nothing", wanted[name] ?? "nothing"];
    throw refusedCheckpoint(`it is of another run: ${name} was ${of}, and is ${now} now`);
  }
}

/** The error of a checkpoint that cannot be gone on from. */
export function refusedCheckpoint(what: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`Cannot read the checkpoint: ${what}; ${REMEDY}`, { cause });
}

/** No bare number: JSON would put those first, before the checksum. */
function nameOf(array: number): string {
  return `array ${array}`;
}

function isTensorData(value: unknown): value is TensorData {
  return (
    value instanceof Float32Array || value instanceof Float64Array || value instanceof Uint32Array
  );
}

function isReference(value: unknown): value is { readonly array: number } {
  return typeof value === "object" && value !== null && "array" in value;
}
