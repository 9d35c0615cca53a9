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

/** What a thread is asked: `enough` ends the part at hand after its step. */
export type Order = PartOrder | { readonly kind: "enough" };

/** What a thread tells. */
export type News =
  | { readonly kind: "step"; readonly step: number; readonly noise: number }
  | { readonly kind: "stars"; readonly sums: StarSums }
  | { readonly kind: "state"; readonly state: PartState }
  | { readonly kind: "done"; readonly sums: PartSums }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
