import type { SharedMemory } from "../core/kernels.ts";
import type { AlsOrigin } from "../core/learn/als-cells.ts";
import type { AlsShared } from "../core/learn/als-shared.ts";
import type { HalfSweep } from "../core/learn/als-solver.ts";
import type { BucketOrigin } from "../core/learn/bucket-source.ts";
import type { DescentState, DescentTask } from "../core/learn/descent-member.ts";
import type { ProbePairs } from "../core/learn/chains.ts";
import type { PartSettings, PartState, PartSums, StarSums } from "../core/learn/part-run.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { SparseRows } from "../core/ratings/sparse-rows.ts";
import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import type { PicksSettings } from "../core/taste/picks-options.ts";

/** Ratings without the names of anyone, in memory that is shared where the platform allows it. */
export interface NamelessRatings extends Pick<RatingColumns, "userIndex" | "movieIndex" | "value"> {
  readonly scale: RatingScale;
  readonly users: number;
  readonly movies: number;
}

/** Asks a thread to do a part, or both halves of a view. */
export interface PartOrder {
  readonly kind: "parts";
  readonly parts: readonly PartSettings[];
  readonly ratings: NamelessRatings;
  readonly probe: ProbePairs;
  readonly kernels: "js" | "wasm-simd";
  /** None, or one a part. */
  readonly states: readonly PartState[] | undefined;
  /** Whether to tell where it could be resumed, and what the stars add up to on the way. */
  readonly tell: { readonly states: boolean; readonly stars: boolean };
}

/** Tells a thread what to work on for weighted factorisation, and with what. */
export interface AlsStartOrder {
  readonly kind: "als start";
  readonly shared: AlsShared;
  readonly memory: SharedMemory;
  /** Which of the desks is the thread's own. */
  readonly desk: number;
  readonly origin: AlsOrigin;
  readonly kernels: "js" | "wasm-simd";
}

/** Asks for shards of one side to be solved until there is none left. */
export interface AlsHalfOrder extends HalfSweep {
  readonly kind: "als half";
}

/** What a thread is asked for weighted factorisation. */
export type AlsOrder = AlsStartOrder | AlsHalfOrder;

/**
 * What a thread is asked for sampling: `enough` ends the parts at hand after their step, `halve` asks for
 * the second half of the view at hand, wherever it can next be taken up by another.
 */
export type SamplingOrder = PartOrder | { readonly kind: "enough" } | { readonly kind: "halve" };

/** Gives a thread what lists are made of. */
export interface ListsStartOrder {
  readonly kind: "lists start";
  /** A model file. */
  readonly model: Uint8Array;
  /** Of everyone, by rows of the model's catalogue. */
  readonly ratings: SparseRows;
  readonly settings: PicksSettings;
}

/** What a thread of Node is asked for lists: those of people from `first` to `end` − 1. */
export type ListsOrder =
  | ListsStartOrder
  | { readonly kind: "lists of"; readonly first: number; readonly end: number };

/** Tells a thread what a descent works on, all of it in shared memory. */
export interface DescentStartOrder {
  readonly kind: "descent start";
  readonly memory: SharedMemory;
  readonly state: DescentState;
  /** Opened by the thread itself. */
  readonly buckets: BucketOrigin;
  readonly kernels: "js" | "wasm-simd";
}

/** What a thread is asked for gradient descent. */
export type DescentOrder =
  | DescentStartOrder
  | { readonly kind: "descent task"; readonly task: DescentTask };

/** What a thread is asked. */
export type Order = SamplingOrder | AlsOrder | DescentOrder;

/** What a thread tells. */
export type News =
  | { readonly kind: "step"; readonly step: number; readonly noise: number }
  | { readonly kind: "stars"; readonly sums: readonly StarSums[] }
  | { readonly kind: "states"; readonly states: readonly PartState[] }
  | { readonly kind: "halved"; readonly state: PartState }
  | { readonly kind: "done"; readonly sums: readonly PartSums[] }
  | { readonly kind: "descent done" }
  | { readonly kind: "als half" }
  | { readonly kind: "lists"; readonly first: number; readonly lists: PeopleLists }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
