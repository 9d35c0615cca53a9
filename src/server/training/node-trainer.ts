import type { z } from "@hono/zod-openapi";
import type { Training, TrainingOrder } from "../../contract/admin-routes.ts";
import type { TrainOptions } from "../../methods.ts";
import type { Store, StoredTraining } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Log, ModelHost, Trainer } from "../service.ts";
import { TRAIN_PROCESS } from "../train-process-url.ts";
import { newTrainingId, newVersion } from "./model-version.ts";
import { isEnough, tooFew } from "./stored-ratings.ts";
import { shownTraining } from "./training-shown.ts";
import type { Promotion } from "./training-run.ts";
import { TrainingRun } from "./training-run.ts";
import type { TrainJob } from "./train-messages.ts";

/** What a trainer learns from, and for whom. */
export interface TrainerOptions {
  readonly store: Store;
  /** As `openStore` takes it; the process opens the store itself. */
  readonly storeAddress: string;
  /** The scale of ratings, and what is known of movies, are those of the model that is served. */
  readonly models: ModelHost;
  readonly log: Log;
  /** Milliseconds since 1970; the same for all servers of a store, give or take seconds. */
  readonly now?: (() => number) | undefined;
  readonly heartbeatMs?: number | undefined;
  /** A training that was not heard of for so long has nobody at it any more. */
  readonly staleMs?: number | undefined;
  /** Default 1: the other cores answer requests. */
  readonly threads?: number | undefined;
  /** What the process runs. */
  readonly module?: URL | undefined;
}

const HEARTBEAT_MS = 2000;
const STALE_MS = 15_000;

/** The address of a store that ends with its process, and is seen by no other. */
const IN_MEMORY = ":memory:";

/** Learns from what is stored, in a process of its own; one at a time over all servers of a store. */
export function openTrainer(options: TrainerOptions): Trainer {
  return new NodeTrainer(options);
}

type Order = z.infer<typeof TrainingOrder>;
type Shown = z.infer<typeof Training>;

class NodeTrainer implements Trainer {
  readonly #options: TrainerOptions;
  readonly #now: () => number;
  #run: TrainingRun | undefined;
  #isClosed = false;

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async start(order: Order): Promise<Shown> {
    const { store, log } = this.#options;
    this.#refuseClosed();
    if (this.#options.storeAddress === IN_MEMORY) throw outOfReach();
    const { people, ratings } = await store.counts();
    if (!isEnough(people, ratings)) throw nothingToTrainOn(people, ratings);
    const training = newTraining(order, this.#now());
    const job = this.#job(training, order, ratings); // throws where no model is loaded yet
    if (!(await store.startTraining(training, this.#staleBefore()))) throw alreadyRunning();
    log({ level: "info", event: "training-started", training: training.id, ratings });
    try {
      this.#begin(training, job, order);
    } catch (error) {
      await store.updateTraining(training.id, notBegun(error, this.#now()));
      return await this.get(training.id);
    }
    if (this.#isClosed) await this.close(); // closed while the store was asked
    return shownTraining(training);
  }

  #begin({ id }: StoredTraining, job: TrainJob, order: Order): void {
    const { store, log, models } = this.#options;
    const run = new TrainingRun(id, job, {
      ...{ store, log, now: this.#now },
      module: this.#options.module ?? TRAIN_PROCESS,
      heartbeatMs: this.#options.heartbeatMs ?? HEARTBEAT_MS,
      promotion: order.promote === true ? promotionBy(store, models) : undefined,
    });
    this.#run = run;
    void this.#forgetWhenEnded(run);
  }

  async #forgetWhenEnded(run: TrainingRun): Promise<void> {
    await run.ended;
    if (this.#run === run) this.#run = undefined;
  }

  #job({ startedAt }: StoredTraining, order: Order, ratings: number): TrainJob {
    const { storeAddress, models, threads = 1 } = this.#options;
    const { model } = models.current;
    const base = models.base.model;
    return {
      ...{ storeAddress, version: newVersion(startedAt), options: optionsOf(order) },
      ...{ timeLimitSeconds: order.timeLimitSeconds, threads, ratings, scale: model.scale },
      // A film that nobody had rated when the served model was made is known from the first one still.
      movies: [...model.catalogue.movies, ...(base === model ? [] : base.catalogue.movies)],
    };
  }

  /** Of another server too: that one ends its process at its next heartbeat. */
  async cancel(trainingId: string): Promise<void> {
    const run = this.#run;
    if (run?.id === trainingId) {
      if (!run.canStop) throw hasEnded();
      await run.stop("cancelled");
      return;
    }
    const { state } = await this.get(trainingId);
    if (state !== "running") throw hasEnded();
    const change = { state: "cancelled", stage: "ended", endedAt: this.#now() } as const;
    if (!(await this.#options.store.updateTraining(trainingId, change))) throw hasEnded();
  }

  async list(): Promise<readonly Shown[]> {
    await this.#run?.beat(); // it is not to be taken for one that nobody is at
    const trainings = await this.#options.store.trainings(this.#staleBefore());
    for (const training of trainings) await this.#untilServed(training);
    return trainings.map(shownTraining);
  }

  async get(trainingId: string): Promise<Shown> {
    await this.#run?.beat();
    const training = await this.#options.store.training(trainingId, this.#staleBefore());
    if (training !== undefined) {
      await this.#untilServed(training);
      return shownTraining(training);
    }
    throw new ProblemError("training-unknown", {
      detail: "There is no training of this id; the list of trainings has the last 50.",
    });
  }

  /** Whoever sees a training done finds the model answering that was to be served. */
  async #untilServed({ id, state }: StoredTraining): Promise<void> {
    if (state === "done" && this.#run?.id === id) await this.#run.ended;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    try {
      await this.#run?.stop("interrupted");
    } catch {
      // The store cannot be told; others will find that nobody is at it any more.
    }
  }

  #staleBefore(): number {
    return this.#now() - (this.#options.staleMs ?? STALE_MS);
  }

  #refuseClosed(): void {
    if (!this.#isClosed) return;
    throw new ProblemError("stopping", { detail: "The server is about to end." });
  }
}

function promotionBy(store: Store, models: ModelHost): Promotion {
  const gone = (): Error => new Error("it is not in the store any more");
  return {
    async prepare(version) {
      if (!(await models.prepare(version))) throw gone();
    },
    async promote(version) {
      if (!(await store.promote(version))) throw gone();
      await models.refresh();
    },
  };
}

function newTraining(order: Order, now: number): StoredTraining {
  return {
    ...{ id: newTrainingId(), state: "running", order: JSON.stringify(order) },
    ...{ stage: "reading", progress: 0, ratings: null, model: null, error: null },
    ...{ startedAt: now, heardAt: now, endedAt: null },
  };
}

function notBegun(error: unknown, now: number): Partial<StoredTraining> {
  const why = error instanceof Error ? error.message : String(error);
  return {
    ...{ state: "failed", stage: "ended", endedAt: now },
    error: `Cannot start training: no process could be started: ${why}`,
  };
}

function optionsOf({ method, factors, seed }: Order): TrainOptions {
  return {
    method: method ?? "bayesian",
    ...(factors !== undefined && { factors }),
    ...(seed !== undefined && { seed }),
  };
}

function nothingToTrainOn(people: number, ratings: number): ProblemError {
  return new ProblemError("nothing-to-train-on", {
    detail: `Cannot train: ${tooFew(people, ratings)}.`,
  });
}

function outOfReach(): ProblemError {
  return new ProblemError("nothing-to-train-on", {
    detail:
      "Cannot train: the store is in the server's memory, where no other process can read; " +
      "start the server with a store in a file.",
  });
}

function alreadyRunning(): ProblemError {
  return new ProblemError("training-running", {
    detail: "One training runs already, here or on another server; wait for it, or cancel it.",
  });
}

function hasEnded(): ProblemError {
  return new ProblemError("training-ended", {
    detail:
      "The training has ended already, or is storing its model; delete that if it is not wanted.",
  });
}
