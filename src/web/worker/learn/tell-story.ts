import type { EpochReport, FeaturesSoFar, StarsHead, TrainContext } from "../../../index.ts";
import { predictPair } from "../../../core/learn/learning.ts";
import type { Ratings } from "../../../index.ts";
import type { FeaturesShown, LearnNews } from "../../messages.ts";
import type { LearnSet } from "./learn-sets.ts";
import { mapFilms } from "./map-films.ts";
import { StillMap } from "./still-map.ts";
import type { Watched } from "./watched-ratings.ts";
import { watchRatings } from "./watched-ratings.ts";
import type { Joined } from "./with-person.ts";

/** What `train` is given, so that the page can look on. */
export interface Story {
  readonly listeners: Pick<TrainContext, "onFeatures" | "onEpoch" | "onPicksSweep">;
  /** Says why the first descent ended, if that has not been said. */
  stop(): void;
  /** Of learning the features: from the random numbers to the last epoch. */
  seconds(): number;
}

/** Tells the page how a run goes. What takes time is done only where it is shown. */
export function tellStory(
  set: LearnSet,
  joined: Joined,
  seed: number,
  tell: (news: LearnNews) => void,
): Story {
  const teller = new Teller(set, joined, seed, tell);
  return {
    stop: () => teller.stop(),
    seconds: () => teller.seconds,
    listeners: {
      onFeatures: (soFar) => teller.look(soFar),
      onEpoch: (report) => teller.hear(report),
      onPicksSweep: ({ sweep, sweeps }) => {
        teller.stop(); // of a few ratings none is held out, and nothing is learned once more
        tell({ kind: "picks", sweep, sweeps });
      },
    },
  };
}

class Teller {
  readonly #joined: Joined;
  readonly #seed: number;
  readonly #tell: (news: LearnNews) => void;
  readonly #rows: Uint32Array;
  readonly #map = new StillMap();
  readonly #start = performance.now();
  #watched: Watched | undefined;
  #shown: FeaturesShown | undefined;
  #best: EpochReport | undefined;
  #last: EpochReport | undefined;
  #isStopTold = false;
  seconds = 0;

  constructor(
    { dataSet: { name, ratings, catalogue }, isMadeUp }: LearnSet,
    joined: Joined,
    seed: number,
    tell: (news: LearnNews) => void,
  ) {
    const own = joined.person?.ratings.map(({ movieId }) => movieId) ?? [];
    const { rows, films, landmarks } = mapFilms(joined.dataSet, own);
    this.#joined = joined;
    this.#seed = seed;
    this.#tell = tell;
    this.#rows = rows;
    const data = {
      ...{ title: name, users: ratings.userCount, movies: catalogue.filmCount },
      ...{ ratings: ratings.length, own: own.length, isMadeUp },
    };
    tell({ kind: "data", data, films, landmarks });
  }

  look(soFar: FeaturesSoFar): void {
    const { epoch, phase, heldOut } = soFar;
    if (phase === "refit") {
      if (epoch === this.#best?.epoch) this.#shown = this.#show(soFar.head());
      return;
    }
    const head = soFar.head();
    if (epoch === 0) {
      this.#watched = this.#watch(heldOut);
      this.#tell({ kind: "start", watched: this.#watched.told });
    }
    this.#shown = this.#show(head);
    if (epoch === 0) this.#tellStart(head, heldOut);
  }

  hear(report: EpochReport): void {
    const { phase, epoch, epochs, trainError, heldOutError } = report;
    this.seconds = (performance.now() - this.#start) / 1000;
    if (phase === "search") {
      if (!(heldOutError >= (this.#best?.heldOutError ?? Infinity))) this.#best = report;
      this.#last = report;
      const shown = this.#shown!;
      this.#tell({ kind: "epoch", epoch, epochs, trainError, heldOutError, shown });
      return;
    }
    this.stop();
    const shown = epoch === epochs ? this.#shown : undefined;
    this.#tell({ kind: "refit", epoch, epochs, trainError, shown });
  }

  #watch(heldOut: Ratings): Watched {
    const { dataSet, person } = this.#joined;
    const you = person === undefined ? -1 : dataSet.ratings.users.indexOf(person.userId);
    return watchRatings(dataSet, heldOut, you, this.#seed);
  }

  #tellStart(head: StarsHead, heldOut: Ratings): void {
    const { ratings } = this.#joined.dataSet;
    const all = squaresOf(head, ratings);
    const apart = squaresOf(head, heldOut);
    this.#tell({
      kind: "epoch",
      epoch: 0,
      epochs: 0,
      trainError: Math.sqrt((all - apart) / (ratings.length - heldOut.length)),
      heldOutError: Math.sqrt(apart / heldOut.length),
      shown: this.#shown!,
    });
  }

  /** Says why the first descent ended, once. */
  stop(): void {
    if (this.#isStopTold) return;
    this.#isStopTold = true;
    const [best, last] = [this.#best!, this.#last!];
    const reason = last.epoch < last.epochs ? "no longer improving" : "all epochs done";
    this.#tell({ kind: "stopped", reason, bestEpoch: best.epoch });
  }

  #show(head: StarsHead): FeaturesShown {
    const { factors, movieFactors } = head;
    const vectors = new Float32Array(this.#rows.length * factors);
    for (const [k, row] of this.#rows.entries()) {
      vectors.set(movieFactors.subarray(row * factors, (row + 1) * factors), k * factors);
    }
    const watched = this.#watched!.predict(head);
    return { ...this.#map.next(vectors, factors), vectors, watched };
  }
}

/** Σ (r − r̂)². */
function squaresOf(head: StarsHead, { userIndex, movieIndex, value, scale }: Ratings): number {
  let squares = 0;
  for (let n = 0; n < value.length; n++) {
    squares += (value[n]! - predictPair(head, scale, userIndex[n]!, movieIndex[n]!)) ** 2;
  }
  return squares;
}
