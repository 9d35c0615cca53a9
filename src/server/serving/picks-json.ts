import type { Left as LeftJson, Pick as PickJson } from "../../contract/films.ts";
import type { Left } from "../../core/taste/candidates.ts";
import type { PicksOptions } from "../../core/taste/picks-options.ts";
import { PICKS_DEFAULTS } from "../../core/taste/picks-options.ts";
import type { Taste } from "../../core/taste/taste.ts";
import type { z } from "@hono/zod-openapi";
import { picksSteps } from "../../core/taste/taste.ts";
import { SHAPES } from "./film-shapes.ts";
import { givingWay } from "./give-way.ts";

/** Picks, and why they are fewer than asked for where they are. */
export async function picksJson(
  taste: Taste,
  options: PicksOptions,
): Promise<{ picks: z.infer<typeof PickJson>[]; left?: z.infer<typeof LeftJson>[] }> {
  const picks = (await givingWay(picksSteps(taste, options))).map(SHAPES.pick);
  return { picks, ...leftJson(picks.length, options, () => taste.left(options)) };
}

/** What left films out, of a list that came out short. */
export function leftJson(
  found: number,
  { count = PICKS_DEFAULTS.count }: PicksOptions,
  left: () => readonly Left[],
): { left?: z.infer<typeof LeftJson>[] } {
  if (found >= count) return {};
  return { left: left().map(({ filter, films }) => ({ filter, films })) };
}
