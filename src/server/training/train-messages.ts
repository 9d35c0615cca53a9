import type { Movie } from "../../core/catalogue/movie.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import type { TrainOptions } from "../../methods.ts";

/** What a training's process is asked to do. */
export interface TrainJob {
  /** May hold a password, so it is sent, and stands neither among the arguments nor in the environment. */
  readonly storeAddress: string;
  /** The name of the model to be made. */
  readonly version: string;
  readonly options: TrainOptions;
  readonly timeLimitSeconds: number | undefined;
  readonly scale: RatingScale;
  /** What is known of movies; others are known by their id alone. */
  readonly movies: readonly Movie[];
  /** So many ratings are stored, about. */
  readonly ratings: number;
}

/** What a training's process is told. */
export type TrainOrder =
  | { readonly kind: "train"; readonly job: TrainJob }
  | { readonly kind: "store" };

/** What a training does at the moment. */
export type TrainStage = "reading" | "learning" | "picks" | "storing";

/** How far a training is. */
export interface TrainProgress {
  readonly stage: TrainStage;
  /** Of the stage, 0 to 1. */
  readonly progress: number;
  /** Read, once all are. */
  readonly ratings: number | null;
}

/** What a training's process tells. `learned` waits for the order to store. */
export type TrainNews =
  | ({ readonly kind: "progress" } & TrainProgress)
  | { readonly kind: "learned" }
  | { readonly kind: "stored"; readonly offScale: number }
  | { readonly kind: "failed"; readonly message: string };
