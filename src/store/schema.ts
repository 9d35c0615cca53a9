import type { Signal, TrainingState } from "./store.ts";

/** Ids, names and the like are any text; how they are kept is for the engines to know. */
export interface Database {
  readonly store_version: { readonly id: 1; readonly version: number };
  readonly people: { readonly person_id: string; readonly revision: string };
  readonly ratings: RatingRow;
  readonly signals: SignalRow;
  readonly api_keys: KeyRow;
  readonly models: ModelRow;
  /** A model's bytes in pieces, since neither engine is at ease with one value of 100 MB. */
  readonly model_parts: PartRow;
  readonly serving: ServingRow;
  readonly trainings: TrainingRow;
}

export interface RatingRow {
  readonly person_id: string;
  readonly movie_id: string;
  readonly rating: number;
  readonly rated_at: number;
}

export interface SignalRow {
  readonly person_id: string;
  readonly movie_id: string;
  readonly signal: Signal;
  readonly marked_at: number;
}

export interface KeyRow {
  readonly key_id: string;
  readonly name: string;
  readonly hash: Uint8Array;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly rate: number;
  readonly created_at: number;
  readonly revoked_at: number | null;
}

export interface ModelRow {
  readonly version: string;
  readonly created_at: number;
  readonly bytes: number;
  readonly provenance: string;
}

export interface PartRow {
  readonly version: string;
  readonly part: number;
  readonly bytes: Uint8Array;
}

export interface ServingRow {
  readonly id: 1;
  readonly version: string | null;
  readonly previous: string | null;
  /** 0: there is nothing to return to; 1: there is, and null is what servers start with. */
  readonly has_previous: 0 | 1;
}

export interface TrainingRow {
  readonly training_id: string;
  readonly state: TrainingState;
  readonly training_order: string;
  readonly stage: string;
  readonly progress: number;
  readonly ratings: number | null;
  readonly started_at: number;
  readonly heard_at: number;
  readonly ended_at: number | null;
  readonly model: string | null;
  readonly error: string | null;
}
