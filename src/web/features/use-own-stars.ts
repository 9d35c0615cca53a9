import { useMemo } from "preact/hooks";
import type { Id } from "../../index.ts";
import { useOwn } from "../app-context.ts";

/** What the person gave, by film. */
export type OwnStars = ReadonlyMap<Id, number>;

export function useOwnStars(): OwnStars {
  const { films } = useOwn();
  return useMemo(
    () =>
      new Map(
        [...films.values()].flatMap(({ movieId, rating }) =>
          rating === undefined ? [] : [[movieId, rating] as const],
        ),
      ),
    [films],
  );
}
