import type { OpenAPIHono } from "@hono/zod-openapi";
import { postPicks } from "../../contract/ratings-routes.ts";
import type { PicksOptions } from "../../core/taste/picks-options.ts";
import type { Pick, Prediction } from "../../core/taste/prediction.ts";
import type { Taste } from "../../core/taste/taste.ts";
import { avoidSteps, picksSteps } from "../../core/taste/taste.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { basisOf } from "../serving/answers-of-person.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { giveWay, givingWay } from "../serving/give-way.ts";
import { listOptions } from "../serving/list-options.ts";
import { leftJson } from "../serving/picks-json.ts";
import { bringingTaste } from "./bringing-taste.ts";

const DEFAULT_AVOID = 3;

/** Picks for ratings that are sent along. */
export function mountPostPicks(api: OpenAPIHono<ServiceEnv>, { models }: Service): void {
  api.openapi(postPicks, async (context) => {
    const served = models.current;
    const { ratings, seen, notForMe, avoid, ...list } = context.req.valid("json");
    const own = bringingTaste(served, { ratings, seen, notForMe });
    const options = listOptions(served, list, "json");
    await giveWay();
    const picks = await givingWay(picksSteps(own.taste, options));
    const worst = await worstOf(own.taste, picks, options, avoid ?? DEFAULT_AVOID);
    return context.json(
      {
        picks: picks.map(SHAPES.pick),
        ...leftJson(picks.length, options, () => own.taste.left(options)),
        avoid: worst.map(SHAPES.pick),
        ...basisOf(served, own),
      },
      200,
    );
  });
}

/** A film is not both picked and warned of. */
async function worstOf(
  taste: Taste,
  picks: readonly Prediction[],
  options: PicksOptions,
  count: number,
): Promise<Pick[]> {
  if (count === 0) return [];
  const exclude = [...(options.exclude ?? []), ...picks.map(({ movieId }) => movieId)];
  return givingWay(avoidSteps(taste, { ...options, count, exclude }));
}
