import { ModelFileError } from "../errors.ts";
import { decodeUtf8, encodeUtf8 } from "../utf8.ts";

/** An array and its shape; `data` is little-endian as all machines that run JavaScript are. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** What a tensor may hold; the keys are the format's own names. */
const DTYPES = {
  ...{ I8: Int8Array, U8: Uint8Array, U16: Uint16Array, U32: Uint32Array },
  ...{ F32: Float32Array, F64: Float64Array },
} as const;

/** F32 and F64, I8, U8, U16 and U32. */
export type TensorData =
  | (Int8Array | Uint8Array | Uint16Array | Uint32Array)
  | (Float32Array | Float64Array);

/** What a safetensors file holds. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface TensorHeader {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const TYPES = Object.keys(DTYPES).join(", ");
const LENGTH_BYTES = 8;
const ALIGN = 8;
/** As in the reference reader: larger headers are refused. */
const MOST_HEADER_BYTES = 100_000_000;

/**
 * Writes tensors in the safetensors format: u64 header length, JSON header padded with spaces to 8
 * bytes, then the data in the order of the map.
 *
 * @throws {ModelFileError} if the header would be too long to be read again.
 *
 * Source: the format's own description, huggingface/safetensors README.
 */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const start = end;
    end += data.byteLength;
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [start, end] };
  }
  let json = encodeUtf8(JSON.stringify(header));
  if (json.length > MOST_HEADER_BYTES) {
    throw new ModelFileError(
      `Cannot write the model: its user ids may take ${MOST_HEADER_BYTES} bytes, got ${json.length}; use numbers as ids or train on fewer users`,
    );
  }
  const padded = Math.ceil(json.length / ALIGN) * ALIGN;
  json = concat([json, new Uint8Array(padded - json.length).fill(0x20)]);
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded), true);
  const arrays = Array.from(tensors.values(), ({ data }) => bytesOf(data));
  return concat([length, json, ...arrays]);
}

/**
 * Reads a safetensors file whose tensors are of the types above.
 *
 * @param bytes - borrowed; the tensors are copies.
 * @throws {ModelFileError} if it is not such a file, or is cut short.
 */
export function decodeTensors(bytes: Uint8Array): TensorFile {
  const { header, dataStart } = readHeader(bytes);
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(entries)) {
    tensors.set(name, readTensor(bytes, dataStart, name, entry));
  }
  return { tensors, metadata: stringRecord(metadata) };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  const foreign = (): ModelFileError =>
    new ModelFileError("Cannot read the model: the file is not in the safetensors format");
  if (bytes.length < LENGTH_BYTES) throw foreign();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MOST_HEADER_BYTES || bytes[LENGTH_BYTES] !== 0x7b) throw foreign();
  const dataStart = LENGTH_BYTES + length;
  if (dataStart > bytes.length) throw cutShort();
  try {
    const text = decodeUtf8(bytes.subarray(LENGTH_BYTES, dataStart));
    return { header: JSON.parse(text) as Record<string, unknown>, dataStart };
  } catch {
    throw foreign();
  }
}

function readTensor(bytes: Uint8Array, dataStart: number, name: string, entry: unknown): Tensor {
  if (!isTensorHeader(entry)) {
    throw new ModelFileError(`Cannot read the model: tensor "${name}" is not described as one`);
  }
  const {
    dtype,
    shape,
    data_offsets: [start, end],
  } = entry;
  const length = shape.reduce((product, size) => product * size, 1);
  const type = isDtype(dtype) ? DTYPES[dtype] : undefined;
  if (type === undefined || end - start !== length * type.BYTES_PER_ELEMENT) {
    throw new ModelFileError(
      `Cannot read the model: tensor "${name}" must be one of ${TYPES} and of its shape, got ${dtype} in ${end - start} bytes`,
    );
  }
  if (dataStart + end > bytes.length) throw cutShort();
  // Not `slice`: that of a Node Buffer is no copy.
  const { buffer } = new Uint8Array(bytes.subarray(dataStart + start, dataStart + end));
  return { shape, data: new type(buffer) };
}

function isDtype(name: string): name is keyof typeof DTYPES {
  return Object.hasOwn(DTYPES, name);
}

function dtypeOf(data: TensorData): keyof typeof DTYPES {
  const names = Object.keys(DTYPES) as (keyof typeof DTYPES)[];
  return names.find((name) => data instanceof DTYPES[name])!;
}

function cutShort(): ModelFileError {
  return new ModelFileError("Cannot read the model: the file is cut short; copy or train it again");
}

function isTensorHeader(entry: unknown): entry is TensorHeader {
  if (typeof entry !== "object" || entry === null) return false;
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(offsets)) return false;
  return offsets.length === 2 && offsets[0]! <= offsets[1]!;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function stringRecord(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const texts = Object.entries(value).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return Object.fromEntries(texts);
}

function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
