import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainsState, ProbePairs } from "./chains.ts";
import type { FilmSums } from "./posterior-films.ts";
import type { RaterModelState, RaterSettings } from "./rater-model.ts";
import { RaterRun } from "./rater-run.ts";
import type { ViewSettings } from "./view-run.ts";
import { ViewRun } from "./view-run.ts";

/** One part of the work, which needs nothing of the others. Plain data. */
export type PartSettings =
  | ({ readonly kind: "view" } & ViewSettings)
  | ({ readonly kind: "raters" } & RaterSettings);

/** What a part has found. Plain data; the order of parts decides the bits of their total. */
export interface PartSums {
  /** Samples added. */
  readonly samples: number;
  /** Of each probe pair, the stars expected. */
  readonly stars: Float64Array;
  /** Of views: their squares with the noise; else empty. */
  readonly squares: Float64Array;
  /** Undefined where nothing of the films is kept. */
  readonly films: FilmSums | undefined;
  /** Whether no step counts yet; one that stands there all the same is better than none at all. */
  readonly isUnsettled: boolean;
}

/** Where a part stands. Plain data: what a thread sends, or a checkpoint keeps. */
export interface PartState {
  /** Sweeps or epochs done. */
  readonly step: number;
  readonly sums: PartSums;
  /** Undefined once all steps are done. */
  readonly chains?: ChainsState | undefined;
  readonly raters?: RaterModelState | undefined;
}

/**
 * A part at work: alone, so that parts can run side by side and find the same whoever runs them.
 */
export interface PartRun {
  /** Sweeps or epochs done. */
  readonly steps: number;
  readonly done: boolean;
  /** Whether {@link state} can be taken here. */
  readonly resumable: boolean;
  /** SD of the noise in stars; NaN where it is not known. */
  readonly noise: number;
  /** Samples that {@link stars} are of. */
  readonly samples: number;
  /** Of each probe pair, the stars expected so far, summed over the samples; borrowed. */
  readonly stars: Float64Array;
  /** Does one sweep or epoch. */
  step(): void;
  /** Where it stands, wherever {@link resumable}; a copy. */
  state(): PartState;
  /** The sums when there is to be no more: where nothing was added yet, of where it stands. */
  finish(): PartSums;
}

/** Begins a part, or goes on with it. */
export function startPart(
  part: PartSettings,
  ratings: Ratings,
  probe: ProbePairs,
  kernels: Kernels,
  state?: PartState,
): PartRun {
  return part.kind === "view"
    ? new ViewRun(ratings, probe, part, kernels, state)
    : new RaterRun(ratings, probe, part, kernels, state);
}

/** Sweeps or epochs of a part, all in all. */
export function stepsOf(part: PartSettings): number {
  return part.kind === "view" ? part.sweeps : part.epochs;
}

/** How long a part takes beside others: a feature's sweep is 1. Measured on MovieLens 100K and 1M. */
export function costOf(part: PartSettings): number {
  return part.kind === "view" ? part.factors * part.sweeps : 110 * part.epochs;
}
