import type { IdMap } from "../ratings/id-map.ts";
import type { FilmSide } from "../taste/film-side.ts";

/** Where a model comes from: enough to make it again. */
export interface Provenance {
  /** Name of the data set. */
  readonly data: string;
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  readonly method: string;
  /** Every option of the method, defaults filled in. */
  readonly options: Readonly<Record<string, number | boolean | string | readonly number[]>>;
  /** The same of the picks head. */
  readonly picks: Readonly<Record<string, number>>;
  /** Epochs, or sweeps of each view, that the features have seen. */
  readonly epochs: number;
  /** RMSE on the ratings held out to find when to stop, in stars; null where none were. */
  readonly heldOutError: number | null;
}

/** The parts of a model; kept. */
export interface ModelParts extends FilmSide {
  readonly users: IdMap;
  readonly provenance: Provenance;
}
