import { synthesize } from "../../src/core/synthesis/synthesize.ts";
import type { Model } from "../../src/core/model/model.ts";
import type { Store } from "../../src/store/store.ts";
import { train } from "../../src/train.ts";

/** A model that is learned in a moment; another one for each seed. */
export async function smallModel(seed: number = 1): Promise<Model> {
  const data = synthesize({ users: 60, movies: 50, ratings: 1200, seed });
  return await train(data, { method: "gradient-descent", factors: 3, epochs: 3 });
}

/** Stores a model, or bytes that are none. */
export async function addModel(
  store: Store,
  version: string,
  content: Model | Uint8Array,
): Promise<void> {
  const isBytes = content instanceof Uint8Array;
  const provenance = isBytes ? "{}" : JSON.stringify(content.provenance);
  const bytes = isBytes ? content : content.toBytes();
  await store.addModel({ version, createdAt: Date.now(), provenance }, bytes);
}

/** A model's file of which one byte is another. */
export function damaged(model: Model): Uint8Array {
  const bytes = model.toBytes();
  bytes[bytes.length - 7]! ^= 255;
  return bytes;
}
