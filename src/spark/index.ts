export { SPARK_DEFAULTS, SPARK_FORMATS } from "./options.ts";
export type { SparkFormat, SparkOptions, SparkSettings } from "./options.ts";
export { trainOnSpark } from "./train-on-spark.ts";
export type { SparkContext, TrainedOnSpark } from "./train-on-spark.ts";
export type { ServerProgress } from "./connect/session.ts";
