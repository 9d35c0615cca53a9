import type { SharedMemory } from "../core/kernels.ts";
import type { AlsOrigin } from "../core/learn/als-cells.ts";
import type { AlsShared } from "../core/learn/als-shared.ts";
import type { HalfSweep } from "../core/learn/als-solver.ts";
import type { BucketOrigin } from "../core/learn/bucket-source.ts";
import type { DescentState, DescentTask } from "../core/learn/descent-member.ts";
import type { ProbePairs } from "../core/learn/chains.ts";
import type { PartSettings, PartState, PartSums } from "../core/learn/part-run.ts";
import type { StarSums } from "../core/learn/parts.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";

/** Ratings without the names of anyone, in memory that is shared where the platform allows it. */
export interface NamelessRatings extends Pick<RatingColumns, "userIndex" | "movieIndex" | "value"> {
  readonly scale: RatingScale;
  readonly users: number;
  readonly movies: number;
}

/** Asks a thread to do a part. */
export interface PartOrder {
  readonly kind: "part";
  readonly part: PartSettings;
  readonly ratings: NamelessRatings;
  readonly probe: ProbePairs;
  readonly kernels: "js" | "wasm-simd";
  readonly state: PartState | undefined;
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

/** What a thread is asked for sampling: `enough` ends the part at hand after its step. */
export type SamplingOrder = PartOrder | { readonly kind: "enough" };

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
  | { readonly kind: "stars"; readonly sums: StarSums }
  | { readonly kind: "state"; readonly state: PartState }
  | { readonly kind: "done"; readonly sums: PartSums }
  | { readonly kind: "descent done" }
  | { readonly kind: "als half" }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
