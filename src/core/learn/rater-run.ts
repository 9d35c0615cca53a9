import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ProbePairs } from "./chains.ts";
import type { PartRun, PartState, PartSums, StarSums } from "./part-run.ts";
import type { RaterSettings } from "./rater-model.ts";
import { RaterModel } from "./rater-model.ts";

/** Epochs between two places where a run can be taken up again. */
const RESUMABLE_EVERY = 10;

/** The raters' view at work: predictions are averaged over the second half of its epochs. */
export class RaterRun implements PartRun {
  readonly noise: number = NaN;
  readonly #stars: Float64Array;
  readonly #settings: RaterSettings;
  readonly #probe: ProbePairs;
  readonly #model: RaterModel | undefined;
  #epoch: number;
  #samples: number;

  /** @param state - where to go on; its arrays are kept. */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    settings: RaterSettings,
    kernels: Kernels,
    state?: PartState,
  ) {
    const pairs = probe.userIndex.length;
    this.#settings = settings;
    this.#probe = probe;
    this.#epoch = state?.step ?? 0;
    this.#samples = state?.sums.samples ?? 0;
    this.#stars = state?.sums.stars ?? new Float64Array(pairs);
    this.#model = this.done ? undefined : new RaterModel(ratings, settings, kernels, state?.raters);
  }

  get steps(): number {
    return this.#epoch;
  }

  get stars(): readonly StarSums[] {
    return [{ samples: this.#samples, stars: this.#stars }];
  }

  get done(): boolean {
    return this.#epoch >= this.#settings.epochs;
  }

  get resumable(): boolean {
    return this.done || this.#epoch % RESUMABLE_EVERY === 0;
  }

  step(): void {
    const model = this.#model;
    if (model === undefined) throw new RangeError("Cannot learn raters: all epochs are done");
    model.learn();
    this.#epoch++;
    if (this.#epoch > this.#settings.epochs / 2) this.#add(model);
  }

  finish(): PartSums[] {
    const isUnsettled = this.#samples === 0;
    if (isUnsettled && this.#model !== undefined) this.#add(this.#model);
    return [{ ...this.#sums(), isUnsettled }];
  }

  states(): PartState[] {
    const raters = this.done ? undefined : this.#model?.state();
    return [{ step: this.#epoch, sums: this.#sums(), raters }];
  }

  #add(model: RaterModel): void {
    model.addPredictions(this.#probe, this.#stars);
    this.#samples++;
  }

  #sums(): PartSums {
    return {
      samples: this.#samples,
      stars: this.#stars.slice(),
      squares: new Float64Array(0),
      films: undefined,
      isUnsettled: this.#samples === 0,
    };
  }
}
