/**
 * How exactly a model file keeps what was learned. `full`: as it is, in 32 bits. `compact`: in 8 bits with a
 * scale for each hidden feature; about a quarter of the size. Both are read alike.
 */
export type Precision = "full" | "compact";

/** The precisions there are. */
export const PRECISIONS: readonly Precision[] = Object.freeze(["full", "compact"]);

/** What can be chosen about a model file. */
export interface ModelFileOptions {
  /** Default `full`. */
  readonly precision?: Precision;
}

/** The values of {@link ModelFileOptions} where none is given. */
export const MODEL_FILE_DEFAULTS: Readonly<Required<ModelFileOptions>> = Object.freeze({
  precision: "full",
});
