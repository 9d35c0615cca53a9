import { decodeUtf8, encodeUtf8 } from "../../core/utf8.ts";
import type { Id } from "../../core/ratings/id-map.ts";
import { isId } from "../../core/ratings/id-map.ts";
import { packFault } from "./pack-fault.ts";

/** How ids are kept: the first number of their section. */
const WHOLE = 0;
const FLOATS = 1;
const TEXTS = 2;

/**
 * Ids by row as bytes: a u32 with their kind, a u32 with their number, then u32 or f64 each, or, where one
 * of them is a text, the length in bytes of each (u32) and all of them as JSON in UTF-8, without anything
 * between.
 *
 * Cost: O(ids).
 */
export function encodeIds(ids: readonly Id[]): Uint8Array<ArrayBuffer> {
  if (ids.every((id) => typeof id === "number" && id >>> 0 === id)) {
    return joined(WHOLE, ids.length, Uint32Array.from(ids as number[]));
  }
  if (ids.every((id) => typeof id === "number")) {
    return joined(FLOATS, ids.length, Float64Array.from(ids));
  }
  const texts = ids.map((id) => encodeUtf8(JSON.stringify(id)));
  const lengths = Uint32Array.from(texts, (text) => text.length);
  const all = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const text of texts) {
    all.set(text, at);
    at += text.length;
  }
  return joined(TEXTS, ids.length, lengths, all);
}

function joined(
  kind: number,
  count: number,
  ...parts: readonly (Uint32Array | Float64Array | Uint8Array)[]
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(8 + parts.reduce((sum, part) => sum + part.byteLength, 0));
  new Uint32Array(out.buffer, 0, 2).set([kind, count]);
  let at = 8;
  for (const { buffer, byteOffset, byteLength } of parts) {
    out.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return out;
}

/**
 * The ids that {@link encodeIds} wrote.
 *
 * @param bytes - borrowed; beginning at a multiple of 8.
 * @throws {DataError} naming file and remedy, if they are others.
 */
export function decodeIds(bytes: Uint8Array, count: number, file: string): Id[] {
  const ids = idsOf(bytes, count);
  if (ids?.length === count && ids.every(isId)) return ids;
  throw packFault(file, "its ids are damaged");
}

function idsOf({ buffer, byteOffset, byteLength }: Uint8Array, count: number): Id[] | undefined {
  if (byteLength < 8) return undefined;
  const [kind, written] = new Uint32Array(buffer, byteOffset, 2);
  const at = byteOffset + 8;
  const rest = byteLength - 8;
  if (written !== count) return undefined;
  if (kind === WHOLE && rest === 4 * count) return Array.from(new Uint32Array(buffer, at, count));
  if (kind === FLOATS && rest === 8 * count) return Array.from(new Float64Array(buffer, at, count));
  if (kind !== TEXTS || rest < 4 * count) return undefined;
  const lengths = new Uint32Array(buffer, at, count);
  const texts = new Uint8Array(buffer, at + 4 * count, rest - 4 * count);
  return textsOf(texts, lengths);
}

function textsOf(texts: Uint8Array, lengths: Uint32Array): Id[] | undefined {
  const ids: Id[] = [];
  let from = 0;
  try {
    for (const length of lengths) {
      ids.push(JSON.parse(decodeUtf8(texts.subarray(from, from + length))) as Id);
      from += length;
    }
  } catch {
    return undefined;
  }
  return from === texts.length ? ids : undefined;
}
