import { PAIR } from "../chain-kernels.ts";
import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainSettings, PredictionSums, ProbePairs } from "./chains.ts";
import { Chains } from "./chains.ts";
import type { PartRun, PartState, PartSums, StarSums } from "./part-run.ts";
import { PosteriorFilms } from "./posterior-films.ts";

/** How half a view is sampled: two chains of one number of hidden features. Plain data. */
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

/**
 * One view of the ratings, or half of one: each half is two chains with sums of their own, which find the
 * same beside the other half as alone. Alone it takes .61 of the time of both (MovieLens 1M, F = 16).
 */
export class ViewRun implements PartRun {
  readonly #settings: ViewSettings;
  readonly #chains: Chains | undefined;
  readonly #films: readonly PosteriorFilms[];
  /** One a half. */
  readonly #sums: readonly PredictionSums[];
  #sweep: number;
  #samples: number;

  /**
   * @param halves - one or two of the same view, which differ by seed alone.
   * @param states - where they are to go on, after as many sweeps each; their arrays are kept.
   */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    halves: readonly ViewSettings[],
    kernels: Kernels,
    states?: readonly PartState[],
  ) {
    const settings = halves[0]!;
    const pairs = probe.userIndex.length;
    const first = states?.[0];
    this.#settings = settings;
    this.#sweep = first?.step ?? 0;
    this.#samples = first?.sums.samples ?? 0;
    this.#sums = halves.map((_, half) => ({
      stars: states?.[half]!.sums.stars ?? new Float64Array(pairs),
      squares: states?.[half]!.sums.squares ?? new Float64Array(pairs),
    }));
    this.#chains = this.done
      ? undefined
      : new Chains(
          ratings,
          probe,
          halves,
          kernels,
          states?.map(({ chains }) => chains!),
        );
    this.#films =
      settings.keptFactors > 0
        ? halves.map((_, half) => {
            const sums = states?.[half]!.sums.films;
            return new PosteriorFilms(ratings.movieCount, settings.keptFactors, sums);
          })
        : [];
  }

  get steps(): number {
    return this.#sweep;
  }

  get stars(): readonly StarSums[] {
    return this.#sums.map(({ stars }) => ({ samples: this.#samples, stars }));
  }

  get done(): boolean {
    return this.#sweep >= this.#settings.sweeps;
  }

  get noise(): number {
    const chains = this.#chains;
    if (chains === undefined) return NaN;
    let variance = 0;
    for (let lane = 0; lane < chains.lanes; lane++) variance += chains.noiseVariance(lane);
    return Math.sqrt(variance / chains.lanes);
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
      if ((sweeps - this.#sweep) % KEEP_EVERY === 0) this.#keep(chains);
    }
    if (this.resumable && !this.done) chains.settleAnew();
  }

  finish(): PartSums[] {
    const chains = this.#chains;
    const isUnsettled = this.#samples === 0;
    if (chains !== undefined) {
      if (isUnsettled) this.#add(chains);
      if (this.#films[0]?.samples === 0) this.#keep(chains);
    }
    return this.#sums.map((_, half) => ({ ...this.#sumsOf(half), isUnsettled }));
  }

  states(): PartState[] {
    const chains = this.done ? undefined : this.#chains;
    return this.#sums.map((_, half) => ({
      step: this.#sweep,
      sums: this.#sumsOf(half),
      chains: chains?.state(half),
    }));
  }

  #add(chains: Chains): void {
    chains.addPredictions(this.#sums);
    this.#samples += PAIR;
  }

  #keep(chains: Chains): void {
    for (const [half, films] of this.#films.entries()) films.add(chains, half);
  }

  #sumsOf(half: number): PartSums {
    const { stars, squares } = this.#sums[half]!;
    return {
      samples: this.#samples,
      stars: stars.slice(),
      squares: squares.slice(),
      films: this.#films[half]?.sums(),
      isUnsettled: this.#samples === 0,
    };
  }
}
