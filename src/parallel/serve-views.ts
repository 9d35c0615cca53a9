import { jsKernels } from "../core/kernels.ts";
import { ViewRun } from "../core/learn/view-run.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { NamelessRatings, News, Order, ViewOrder } from "./view-messages.ts";

/** The most that a view holds up messages, beyond a sweep. */
const GIVE_WAY_AFTER_MS = 30;
/** Sums of stars are copies of a number a probe pair: not after every sweep. */
const TELL_STARS_AFTER_MS = 250;

/**
 * A thread's half of sampling: takes orders, tells how they go. One view at a time.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serveViews(post: (news: News) => void): (order: Order) => void {
  let enough = false;
  return (order) => {
    if (order.kind === "enough") {
      enough = true;
      return;
    }
    sampleView(order, post, () => enough).catch((error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      post({ kind: "failed", name, message });
    });
  };
}

async function sampleView(
  order: ViewOrder,
  post: (news: News) => void,
  isEnough: () => boolean,
): Promise<void> {
  const { probe, settings, state, tell } = order;
  const kernels = order.kernels === "js" ? jsKernels : fastestKernels();
  const run = new ViewRun(named(order.ratings), probe, settings, kernels, state);
  let gaveWay = performance.now();
  let toldStars = gaveWay;
  while (!run.done && !(isEnough() && run.sweeps > 0)) {
    run.sweep();
    post({ kind: "sweep", sweep: run.sweeps, noise: run.noise });
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
