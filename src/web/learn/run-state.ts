import type {
  DustFilm,
  FeaturesShown,
  LearnData,
  LearnNews,
  LearnResult,
  LearnSource,
  WatchedRating,
} from "../messages.ts";
import type { StopReason } from "../../index.ts";

/** What someone chose. */
export interface RunSettings {
  readonly factors: number;
  readonly weightDecay: boolean;
  /** Which random numbers it begins with. */
  readonly seed: number;
}

/** The errors of an epoch, in stars. */
export interface EpochRow {
  readonly epoch: number;
  readonly trainError: number;
  /** NaN where nothing is held out. */
  readonly heldOutError: number;
}

/** What a run learns from. */
export interface RunOrigin {
  readonly source: LearnSource;
  /** How many films the person had rated then, of whatever data. */
  readonly rated: number;
}

/** A run as far as it has been shown. Never changes: news make another one. */
export interface RunState {
  readonly settings: RunSettings;
  readonly origin: RunOrigin;
  /** Ratings read so far. */
  readonly reading: number;
  readonly data: LearnData | undefined;
  readonly films: readonly DustFilm[];
  readonly landmarks: readonly number[];
  readonly watched: readonly WatchedRating[];
  readonly rows: readonly EpochRow[];
  readonly shown: FeaturesShown | undefined;
  /** Whose features are shown; after learning once more, as many epochs as were best. */
  readonly shownEpoch: number;
  readonly stop: { readonly reason: StopReason; readonly bestEpoch: number } | undefined;
  /** Learning once more, with all ratings. */
  readonly refit: { readonly epoch: number; readonly epochs: number } | undefined;
  readonly isPicking: boolean;
  readonly result: LearnResult | undefined;
}

/** What a run tells, its answer last. */
export type RunNews = LearnNews | { readonly kind: "result"; readonly result: LearnResult };

/** A run of which nothing is known yet. */
export function newRun(settings: RunSettings, origin: RunOrigin): RunState {
  return {
    ...{ settings, origin, reading: 0, data: undefined, films: [], landmarks: [] },
    ...{
      watched: [],
      rows: [],
      shown: undefined,
      shownEpoch: 0,
      stop: undefined,
      refit: undefined,
      isPicking: false,
      result: undefined,
    },
  };
}

/** The run after some news. */
export function heard(run: RunState, news: RunNews): RunState {
  switch (news.kind) {
    case "reading":
      return { ...run, reading: news.ratings };
    case "data":
      return { ...run, data: news.data, films: news.films, landmarks: news.landmarks };
    case "start":
      return { ...run, watched: news.watched };
    case "epoch": {
      const { epoch, trainError, heldOutError, shown } = news;
      const rows = [...run.rows, { epoch, trainError, heldOutError }];
      return { ...run, rows, shown, shownEpoch: epoch };
    }
    case "stopped":
      return { ...run, stop: { reason: news.reason, bestEpoch: news.bestEpoch } };
    case "refit": {
      const { epoch, epochs, shown } = news;
      const next = { ...run, refit: { epoch, epochs } };
      return shown === undefined ? next : { ...next, shown, shownEpoch: epoch };
    }
    case "picks":
      return { ...run, isPicking: true };
    case "result":
      return { ...run, isPicking: false, result: news.result };
  }
}

/** Whether what is shown has seen all ratings, those held out before among them. */
export function hasSeenAll({ refit }: Pick<RunState, "refit">): boolean {
  return refit !== undefined && refit.epoch === refit.epochs;
}

/** In stars: a rise of the held-out error that is more than its own noise. */
const RISE = 0.005;

/** Whether the held-out error has turned up: the run learns its ratings by heart. */
export function overfits({ rows }: Pick<RunState, "rows">): boolean {
  const best = Math.min(...rows.map(({ heldOutError }) => heldOutError));
  return rows.length > 0 && rows.at(-1)!.heldOutError - best > RISE;
}

/** The row of the epoch that was best; the last one before a run has stopped. */
export function bestRow({ rows, stop }: Pick<RunState, "rows" | "stop">): EpochRow | undefined {
  return rows.find(({ epoch }) => epoch === stop?.bestEpoch) ?? rows.at(-1);
}
