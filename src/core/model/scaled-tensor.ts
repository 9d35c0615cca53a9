import { ModelFileError } from "../errors.ts";
import type { Tensor, TensorFile } from "./safetensors.ts";

/** The largest whole number; −128 is left out, so that both signs are alike. */
const MOST = 127;
/** A scale's low bits that are 0: it has 17 significant ones, a whole number 7, and a float 24. */
const LOW_BITS = 2 ** 7 - 1;
/** Floats below have fewer significant bits. */
const SMALLEST_SCALE = 2 ** -126;
/** Of which every multiple is finite. */
const LARGEST_SCALE = 2 ** 120;

/**
 * Numbers in 8 bits: I8 with one scale for each column in a tensor of its own, `name.scale`; a vector is
 * one column. The nearest multiple is kept, so an error is half a scale at most.
 *
 * Every multiple of such a scale is a float as it stands: no reader has to round, and numbers that
 * were read give the same whole numbers and scales again.
 */
export function scaledTensors(name: string, { shape, data }: Tensor): [string, Tensor][] {
  const columns = shape[1] ?? 1;
  const scale = largestOfColumns(data, columns).map((value) => scaleOf(value / MOST));
  const whole = new Int8Array(data.length);
  for (let k = 0; k < data.length; k++) whole[k] = Math.round(data[k]! / scale[k % columns]!);
  return [
    [name, { shape, data: whole }],
    [`${name}.scale`, { shape: [columns], data: scale }],
  ];
}

/**
 * The numbers that {@link scaledTensors} stands for. All are finite, since their scales say so: to look
 * at each would take a third of the time.
 *
 * @throws {ModelFileError} if the scales are not there, not as many as columns, or no numbers from 2⁻¹²⁶
 *   to 2¹²⁰.
 */
export function widened(
  { tensors }: TensorFile,
  name: string,
  whole: Int8Array,
  columns: number,
): Float32Array {
  const scale = tensors.get(`${name}.scale`)?.data;
  if (!(scale instanceof Float32Array) || scale.length !== columns) {
    throw wrong(name, `F32 of ${columns} values`);
  }
  if (!scale.every((value) => value >= SMALLEST_SCALE && value <= LARGEST_SCALE)) {
    throw wrong(name, "numbers from 2⁻¹²⁶ to 2¹²⁰");
  }
  const out = new Float32Array(whole.length);
  const rows = columns === 0 ? 0 : Math.ceil(whole.length / columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) out[at] = whole[at]! * scale[column]!;
  }
  return out;
}

function wrong(name: string, wanted: string): ModelFileError {
  return new ModelFileError(
    `Cannot read the model: tensor "${name}.scale" must be ${wanted}; train the model again`,
  );
}

/** Of the magnitudes; NaN where a number is. */
function largestOfColumns(data: Tensor["data"], columns: number): Float32Array {
  const largest = new Float32Array(columns);
  for (let k = 0; k < data.length; k++) {
    largest[k % columns] = Math.max(largest[k % columns]!, Math.abs(data[k]!));
  }
  return largest;
}

/** The next larger float whose low bits are 0; 1 for a column of zeros, or of what is next to nothing. */
function scaleOf(value: number): number {
  const float = Float32Array.of(value);
  if (float[0]! < SMALLEST_SCALE) return 1;
  const bits = new Uint32Array(float.buffer);
  bits[0] = (bits[0]! + LOW_BITS) & ~LOW_BITS;
  return float[0]!;
}
