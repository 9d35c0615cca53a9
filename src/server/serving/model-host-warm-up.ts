import { featureSteps } from "../../core/features/find-features.ts";
import { filmIndexOf } from "../../core/taste/film-index.ts";
import type { ServedModel } from "../service.ts";

/**
 * Has a model do once what each request needs of it, so that the first one does not wait for it; others are
 * answered between the steps.
 *
 * Cost: about half a second for 10 000 films; the longest step holds others up for some 70 ms.
 */
export async function warmUp(served: ServedModel): Promise<void> {
  const { model } = served;
  const { movies } = model.catalogue;
  const some = movies.slice(0, 1).map(({ id }) => ({ movieId: id, rating: model.scale.max }));
  for (const step of [
    () => filmIndexOf(model),
    () => served.search(movies[0]?.title ?? "", 1),
    () => model.taste([]).picks(),
    () => model.taste(some).picks(),
  ]) {
    step();
    await othersAnswered();
  }
  await givingWay(featureSteps(model));
  model.hiddenFeatures();
}

async function givingWay(steps: Generator<void, unknown>): Promise<void> {
  while (steps.next().done !== true) await othersAnswered();
}

/** Fulfilled when what has arrived meanwhile was looked at. */
export async function othersAnswered(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
