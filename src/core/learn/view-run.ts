import { CHAINS } from "../chain-kernels.ts";
import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainSettings, ProbePairs } from "./chains.ts";
import { Chains } from "./chains.ts";
import type { PartRun, PartState, PartSums } from "./part-run.ts";
import { PosteriorFilms } from "./posterior-films.ts";

/** How one view is sampled: four chains of one number of hidden features. Plain data. */
export interface ViewSettings extends ChainSettings {
  readonly sweeps: number;
  readonly burnIn: number;
  /** 0 keeps nothing of the films. */
  readonly keptFactors: number;
}

/** Sweeps between two samples that go into the model: neighbours say nearly the same. */
const KEEP_EVERY = 20;
/** Sweeps between two places where a run can be taken up again. */
const RESUMABLE_EVERY = 25;

/** One view of the ratings: four chains of one number of hidden features. */
export class ViewRun implements PartRun {
  readonly stars: Float64Array;
  readonly #settings: ViewSettings;
  readonly #chains: Chains | undefined;
  readonly #films: PosteriorFilms | undefined;
  readonly #squares: Float64Array;
  #sweep: number;
  #samples: number;

  /** @param state - where to go on; its arrays are kept. */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    settings: ViewSettings,
    kernels: Kernels,
    state?: PartState,
  ) {
    const { keptFactors } = settings;
    const pairs = probe.userIndex.length;
    this.#settings = settings;
    this.#sweep = state?.step ?? 0;
    this.#samples = state?.sums.samples ?? 0;
    this.stars = state?.sums.stars ?? new Float64Array(pairs);
    this.#squares = state?.sums.squares ?? new Float64Array(pairs);
    this.#chains = this.done
      ? undefined
      : new Chains(ratings, probe, settings, kernels, state?.chains);
    this.#films =
      keptFactors > 0
        ? new PosteriorFilms(ratings.movieCount, keptFactors, state?.sums.films)
        : undefined;
  }

  get steps(): number {
    return this.#sweep;
  }

  get samples(): number {
    return this.#samples;
  }

  get done(): boolean {
    return this.#sweep >= this.#settings.sweeps;
  }

  get noise(): number {
    return Math.sqrt(this.#chains?.noiseVariance ?? NaN);
  }

  get resumable(): boolean {
    return this.done || this.#sweep % RESUMABLE_EVERY === 0;
  }

  step(): void {
    const chains = this.#chains;
    if (chains === undefined) throw new RangeError("Cannot sample: all sweeps are done");
    const { sweeps, burnIn } = this.#settings;
    chains.sweep();
    this.#sweep++;
    if (this.#sweep > burnIn) {
      this.#add(chains);
      if ((sweeps - this.#sweep) % KEEP_EVERY === 0) this.#films?.add(chains);
    }
    if (this.resumable && !this.done) chains.settleAnew();
  }

  finish(): PartSums {
    const chains = this.#chains;
    const isUnsettled = this.#samples === 0;
    if (chains !== undefined) {
      if (isUnsettled) this.#add(chains);
      if (this.#films?.samples === 0) this.#films.add(chains);
    }
    return { ...this.#sums(), isUnsettled };
  }

  state(): PartState {
    const chains = this.done ? undefined : this.#chains?.state();
    return { step: this.#sweep, sums: this.#sums(), chains };
  }

  #add(chains: Chains): void {
    chains.addPredictions(this.stars, this.#squares);
    this.#samples += CHAINS;
  }

  #sums(): PartSums {
    return {
      samples: this.#samples,
      stars: this.stars.slice(),
      squares: this.#squares.slice(),
      films: this.#films?.sums(),
      isUnsettled: this.#samples === 0,
    };
  }
}
