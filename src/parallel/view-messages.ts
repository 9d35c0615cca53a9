import type { ProbePairs } from "../core/learn/chains.ts";
import type { ViewSettings, ViewState, ViewSums } from "../core/learn/view-run.ts";
import type { StarSums } from "../core/learn/views.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";

/** Ratings without the names of anyone, in memory that is shared where the platform allows it. */
export interface NamelessRatings extends Pick<RatingColumns, "userIndex" | "movieIndex" | "value"> {
  readonly scale: RatingScale;
  readonly users: number;
  readonly movies: number;
}

/** Asks a thread to sample a view. */
export interface ViewOrder {
  readonly kind: "view";
  readonly settings: ViewSettings;
  readonly ratings: NamelessRatings;
  readonly probe: ProbePairs;
  readonly kernels: "js" | "wasm-simd";
  readonly state: ViewState | undefined;
  /** Whether to tell where it could be resumed, and what the stars add up to on the way. */
  readonly tell: { readonly states: boolean; readonly stars: boolean };
}

/** What a thread is asked: `enough` ends the view at hand after its sweep. */
export type Order = ViewOrder | { readonly kind: "enough" };

/** What a thread tells. */
export type News =
  | { readonly kind: "sweep"; readonly sweep: number; readonly noise: number }
  | { readonly kind: "stars"; readonly sums: StarSums }
  | { readonly kind: "state"; readonly state: ViewState }
  | { readonly kind: "done"; readonly sums: ViewSums }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
