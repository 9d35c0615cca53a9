import { featureSteps } from "../../core/features/find-features.ts";
import type { Model } from "../../core/model/model.ts";
import { givingWay } from "./give-way.ts";

const READY = new WeakMap<Model, Promise<unknown>>();

/**
 * Until a model's hidden features are found: once, in turns, whoever asks meanwhile. What asks for them afterwards
 * does not block.
 */
export async function featuresReady(model: Model): Promise<void> {
  let ready = READY.get(model);
  if (ready === undefined) {
    ready = givingWay(featureSteps(model));
    READY.set(model, ready);
  }
  await ready;
}
