// The entry `matinee/client`: runs in browsers too, and brings no package along.
export { MatineeClient } from "./client.ts";
export type { CallOptions, ClientOptions, Fetch } from "./client-options.ts";
export { CLIENT_DEFAULTS } from "./client-options.ts";
export type {
  FeaturesOptions,
  ImportOptions,
  ListOptions,
  MoviesOptions,
  PicksForOptions,
  PutRatingOptions,
  RatingsOptions,
  SimilarOptions,
} from "./call-options.ts";
export type { Id } from "./address.ts";
export type { RatingLines } from "./rating-lines.ts";
export type * from "../contract/types.ts";
export type { ProblemCode } from "../contract/problem.ts";
export { AbortedError, RecommenderError, ServiceError } from "../core/errors.ts";
export type { ErrorCode, RequestFault, ServiceAnswer } from "../core/errors.ts";
