import type { Model, Taste } from "../../index.ts";
import { ownAccuracy, sureness } from "../../index.ts";
import { clampToScale } from "../../core/ratings/rating-scale.ts";
import type { TasteFacts } from "../messages.ts";
import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";
import { profileRows } from "./profile-rows.ts";
import { tellingFilms } from "./telling-films.ts";

/** Calls behind "My taste". */
export function tasteCalls(
  opened: () => Promise<OpenCore>,
): Pick<CoreService, "taste" | "telling" | "ownAccuracy"> {
  return {
    async taste([person]) {
      const core = await opened();
      const taste = core.tasteOf(person);
      return {
        print: core.spokes().personPrint(taste),
        profile: profileRows(core, taste),
        ...strictnessAmong(core.model, taste),
        sureness: sureness(core.model, taste),
      };
    },
    async telling([person], { signal }) {
      const core = await opened();
      await untilCancelsAreHeard(signal);
      return tellingFilms(core, person);
    },
    async ownAccuracy([{ ratings }], { signal }) {
      const { model } = await opened();
      await untilCancelsAreHeard(signal);
      return ownAccuracy(
        model,
        ratings.map(({ movieId, rating }) => ({
          movieId,
          rating: clampToScale(model.scale, rating),
        })),
      );
    },
  };
}

/** Messages that wait are taken first: with thousands of ratings each of these takes long, and nothing ends it. */
async function untilCancelsAreHeard(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

/** How strict someone is against the people that the model learned from; NaN of them if there are none. */
export function strictnessAmong(
  { head }: Pick<Model, "head">,
  { strictness }: Pick<Taste, "strictness">,
): Pick<TasteFacts, "strictness" | "stricter"> {
  const others = head.userBias;
  const mean = others.reduce((sum, bias) => sum + bias, 0) / Math.max(1, others.length);
  const below = others.reduce((count, bias) => count + (bias < strictness ? 1 : 0), 0);
  return { strictness: strictness - mean, stricter: below / others.length };
}
