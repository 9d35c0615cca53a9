import { jsKernels } from "../core/kernels.ts";
import type { PartRun } from "../core/learn/part-run.ts";
import { startParts } from "../core/learn/part-run.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import type { NamelessRatings, News, PartOrder, SamplingOrder } from "./messages.ts";
import { failureOf } from "./told-error.ts";

/** The most that a part holds up messages, beyond a step. */
const GIVE_WAY_AFTER_MS = 30;
/** Sums of stars are copies of a number a probe pair: not after every step. */
const TELL_STARS_AFTER_MS = 250;

/** What has been asked of the parts at hand. */
interface Wishes {
  enough: boolean;
  halve: boolean;
}

/**
 * A thread's half of sampling: takes orders, tells how they go. One part or view at a time.
 *
 * @param post - sends to whoever ordered.
 * @returns takes one message.
 */
export function serveParts(post: (news: News) => void): (order: SamplingOrder) => void {
  const wishes: Wishes = { enough: false, halve: false };
  return (order) => {
    if (order.kind !== "parts") {
      wishes[order.kind] = true;
      return;
    }
    wishes.halve = false;
    doParts(order, post, wishes).catch((error: unknown) => {
      post(failureOf(error));
    });
  };
}

async function doParts(
  order: PartOrder,
  post: (news: News) => void,
  wishes: Wishes,
): Promise<void> {
  const ratings = named(order.ratings);
  const kernels = order.kernels === "js" ? jsKernels : fastestKernels();
  const start = ({ parts, states }: Pick<PartOrder, "parts" | "states">): PartRun =>
    startParts(parts, ratings, order.probe, kernels, states);
  const { tell } = order;
  let run = start(order);
  let gaveWay = performance.now();
  let toldStars = gaveWay;
  const begun = run.steps;
  while (!run.done && !(wishes.enough && run.steps > begun)) {
    run.step();
    post({ kind: "step", step: run.steps, noise: run.noise });
    if (tell.states && run.resumable) post({ kind: "states", states: run.states() });
    if (wishes.halve && run.resumable && !run.done && !wishes.enough) {
      wishes.halve = false;
      const [own, other] = run.states();
      if (other !== undefined) {
        post({ kind: "halved", state: other });
        run = start({ parts: order.parts.slice(0, 1), states: [own!] });
      }
    }
    const now = performance.now();
    if (tell.stars && run.stars[0]!.samples > 0 && now - toldStars >= TELL_STARS_AFTER_MS) {
      post({ kind: "stars", sums: run.stars });
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
