import { MOST_STORED } from "../../contract/people-routes.ts";
import { StoreError } from "../../core/errors.ts";
import { ProblemError } from "../http/problem-error.ts";

/** What is said of a person who has as much as one may have. */
export const FULL_TEXT: string = `a person may have ${MOST_STORED} ratings and signals in all`;

/** Someone has as much as one may have. */
export function tooManyRatings(
  told: { readonly storedLines?: number } = {},
  cause?: unknown,
): ProblemError {
  return new ProblemError(
    "too-many-ratings",
    { detail: `Cannot store more of this person: ${FULL_TEXT}; take some back first`, ...told },
    { cause },
  );
}

/**
 * What a write gives.
 *
 * @throws {ProblemError} `too-many-ratings` where the person has as much as one may have.
 */
export async function whereThereIsRoom<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof StoreError && error.fault === "crowded") throw tooManyRatings({}, error);
    throw error;
  }
}
