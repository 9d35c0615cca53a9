import { jsKernels } from "../core/kernels.ts";
import { startPart } from "../core/learn/part-run.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { NamelessRatings, News, PartOrder, SamplingOrder } from "./messages.ts";
import { failureOf } from "./told-error.ts";

/** The most that a part holds up messages, beyond a step. */
const GIVE_WAY_AFTER_MS = 30;
/** Sums of stars are copies of a number a probe pair: not after every step. */
const TELL_STARS_AFTER_MS = 250;

/**
 * A thread's half of sampling: takes orders, tells how they go. One part at a time.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serveParts(post: (news: News) => void): (order: SamplingOrder) => void {
  let enough = false;
  return (order) => {
    if (order.kind === "enough") {
      enough = true;
      return;
    }
    doPart(order, post, () => enough).catch((error: unknown) => {
      post(failureOf(error));
    });
  };
}

async function doPart(
  order: PartOrder,
  post: (news: News) => void,
  isEnough: () => boolean,
): Promise<void> {
  const { probe, part, state, tell } = order;
  const kernels = order.kernels === "js" ? jsKernels : fastestKernels();
  const run = startPart(part, named(order.ratings), probe, kernels, state);
  let gaveWay = performance.now();
  let toldStars = gaveWay;
  const begun = run.steps;
  while (!run.done && !(isEnough() && run.steps > begun)) {
    run.step();
    post({ kind: "step", step: run.steps, noise: run.noise });
    if (tell.states && run.resumable) post({ kind: "state", state: run.state() });
    const now = performance.now();
    if (tell.stars && run.samples > 0 && now - toldStars >= TELL_STARS_AFTER_MS) {
      post({ kind: "stars", sums: { samples: run.samples, stars: run.stars } });
      toldStars = now;
    }
    if (now - gaveWay < GIVE_WAY_AFTER_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    gaveWay = performance.now();
  }
  post({ kind: "done", sums: run.finish() });
}

/** Sampling knows rows alone, so any names will do. */
function named({ users, movies, scale, ...columns }: NamelessRatings): Ratings {
  const names = (count: number): IdMap => new IdMap(Array.from({ length: count }, (_, k) => k));
  return new Ratings(names(users), names(movies), scale, columns);
}
