import { CHAINS } from "../chain-kernels.ts";
import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainSettings, ChainsState, ProbePairs } from "./chains.ts";
import { Chains } from "./chains.ts";
import type { FilmSums } from "./posterior-films.ts";
import { PosteriorFilms } from "./posterior-films.ts";

/** How one view is sampled: four chains of one number of hidden features. Plain data. */
export interface ViewSettings extends ChainSettings {
  readonly sweeps: number;
  readonly burnIn: number;
  /** 0 keeps nothing of the films. */
  readonly keptFactors: number;
}

/** What the samples of one view add up to. Plain data; the order of views decides the bits of their total. */
export interface ViewSums {
  /** Sweeps added, {@link CHAINS} samples each. */
  readonly sweeps: number;
  /** Of each probe pair: the stars expected, and their squares with the noise. */
  readonly stars: Float64Array;
  readonly squares: Float64Array;
  /** Undefined where nothing of the films is kept. */
  readonly films: FilmSums | undefined;
  /** Whether no sweep counts yet; one that stands there all the same is better than none at all. */
  readonly isUnsettled: boolean;
}

/** Where a view stands. Plain data: what a thread sends, or a checkpoint keeps. */
export interface ViewState {
  /** Sweeps done. */
  readonly sweep: number;
  readonly sums: ViewSums;
  /** Undefined once all sweeps are done. */
  readonly chains: ChainsState | undefined;
}

/** Sweeps between two samples that go into the model: neighbours say nearly the same. */
const KEEP_EVERY = 20;
/** Sweeps between two places where a run can be taken up again. */
const RESUMABLE_EVERY = 25;

/**
 * One view of the ratings: sampled alone, so that views can run side by side and their sums are the
 * same whoever runs them.
 */
export class ViewRun {
  readonly settings: ViewSettings;
  readonly #chains: Chains | undefined;
  readonly #films: PosteriorFilms | undefined;
  readonly #stars: Float64Array;
  readonly #squares: Float64Array;
  #sweep: number;
  #added: number;

  /** @param state - where to go on; its arrays are kept. */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    settings: ViewSettings,
    kernels: Kernels,
    state?: ViewState,
  ) {
    const { keptFactors } = settings;
    const pairs = probe.userIndex.length;
    this.settings = settings;
    this.#sweep = state?.sweep ?? 0;
    this.#added = state?.sums.sweeps ?? 0;
    this.#stars = state?.sums.stars ?? new Float64Array(pairs);
    this.#squares = state?.sums.squares ?? new Float64Array(pairs);
    this.#chains = this.done
      ? undefined
      : new Chains(ratings, probe, settings, kernels, state?.chains);
    this.#films =
      keptFactors > 0
        ? new PosteriorFilms(ratings.movieCount, keptFactors, state?.sums.films)
        : undefined;
  }

  /** Sweeps done. */
  get sweeps(): number {
    return this.#sweep;
  }

  /** Samples that the sums are of. */
  get samples(): number {
    return this.#added * CHAINS;
  }

  get done(): boolean {
    return this.#sweep >= this.settings.sweeps;
  }

  /** SD of the noise in stars; NaN where there is nothing left to sample. */
  get noise(): number {
    return Math.sqrt(this.#chains?.noiseVariance ?? NaN);
  }

  /** Whether {@link state} can be taken here: every so many sweeps, and at the end. */
  get resumable(): boolean {
    return this.done || this.#sweep % RESUMABLE_EVERY === 0;
  }

  /** Of each probe pair, the stars expected so far, summed over {@link samples}; borrowed. */
  get stars(): Float64Array {
    return this.#stars;
  }

  /** Draws everything once. */
  sweep(): void {
    const chains = this.#chains;
    if (chains === undefined) throw new RangeError("Cannot sample: all sweeps are done");
    const { sweeps, burnIn } = this.settings;
    chains.sweep();
    this.#sweep++;
    if (this.#sweep > burnIn) {
      this.#add(chains);
      if ((sweeps - this.#sweep) % KEEP_EVERY === 0) this.#films?.add(chains);
    }
    if (this.resumable && !this.done) chains.settleAnew();
  }

  /** The sums when there is to be no more: where nothing was added yet, of where the chains stand. */
  finish(): ViewSums {
    const chains = this.#chains;
    const isUnsettled = this.#added === 0;
    if (chains !== undefined) {
      if (isUnsettled) this.#add(chains);
      if (this.#films?.samples === 0) this.#films.add(chains);
    }
    return { ...this.#sums(), isUnsettled };
  }

  /** Where the run stands, wherever {@link resumable}; a copy. */
  state(): ViewState {
    const chains = this.done ? undefined : this.#chains?.state();
    return { sweep: this.#sweep, sums: this.#sums(), chains };
  }

  #add(chains: Chains): void {
    chains.addPredictions(this.#stars, this.#squares);
    this.#added++;
  }

  #sums(): ViewSums {
    return {
      sweeps: this.#added,
      stars: this.#stars.slice(),
      squares: this.#squares.slice(),
      films: this.#films?.sums(),
      isUnsettled: this.#added === 0,
    };
  }
}
