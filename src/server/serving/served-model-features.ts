import { featureSteps } from "../../core/features/find-features.ts";
import { crowdSteps } from "../../core/features/profile.ts";
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
    ready = givingWay(steps(model));
    READY.set(model, ready);
  }
  await ready;
}

/** What is found of features, and where training users stand along each. */
function* steps(model: Model): Generator<void, void> {
  yield* featureSteps(model);
  yield* crowdSteps(model);
}
