import type { Taste } from "../../core/taste/taste.ts";
import type { ServedModel } from "../service.ts";
import { checkOnScale } from "../serving/on-scale.ts";
import { tasteOfFilms } from "../serving/tastes.ts";

/** What someone brings along, as the contract has checked it. */
export interface Bringing {
  readonly ratings: readonly { readonly movieId: string; readonly rating: number }[];
  readonly seen?: readonly string[] | undefined;
  readonly notForMe?: readonly string[] | undefined;
}

/**
 * The taste of someone of whom nothing is stored; of ratings of one film the last counts.
 *
 * @throws {ProblemError} `rating-off-scale`.
 */
export function bringingTaste(
  served: ServedModel,
  { ratings, seen = [], notForMe = [] }: Bringing,
): { readonly taste: Taste; readonly unknown: number } {
  checkOnScale(served.model.scale, ratings);
  return tasteOfFilms(served, { ratings, seen, notForMe });
}
