import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { AnswerCache, Service } from "../service.ts";

/** One request that was answered. */
export interface Answered {
  readonly method: string;
  /** Template of the path. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** A cache may count; its figures are shown then. */
type Counting = AnswerCache & { readonly hits?: number; readonly misses?: number };

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const NAMES = ["method", "route", "status"] as const;

/** Figures of one server, by route and never by person, movie or key. */
export class Metrics {
  /** Requests under way. */
  inFlight = 0;
  readonly #registry = new Registry();
  readonly #requests: Counter<(typeof NAMES)[number]>;
  readonly #durations: Histogram<"method" | "route">;
  #hasProcess = false;

  constructor(service: Pick<Service, "answers" | "models">) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      ...{ name: "matinee_requests_total", help: "Requests answered.", registers },
      labelNames: NAMES,
    });
    this.#durations = new Histogram({
      ...{ name: "matinee_request_seconds", help: "Time from request to answer.", registers },
      ...{ labelNames: ["method", "route"], buckets: SECONDS },
    });
    const metrics = this;
    new Gauge({
      ...{ name: "matinee_requests_in_flight", help: "Requests under way.", registers },
      collect(): void {
        this.set(metrics.inFlight);
      },
    });
    addModel(registers, service);
    addCache(registers, service.answers);
  }

  observe({ method, route, status, seconds }: Answered): void {
    this.#requests.inc({ method, route, status });
    this.#durations.observe({ method, route }, seconds);
  }

  /** In Prometheus' text format 0.0.4. */
  async text(): Promise<string> {
    // Watches the event loop and the collector from then on, which who never asks need not pay for.
    if (!this.#hasProcess) collectDefaultMetrics({ register: this.#registry });
    this.#hasProcess = true;
    return await this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

function addModel(registers: Registry[], { models }: Pick<Service, "models">): void {
  new Gauge({
    ...{ name: "matinee_model_info", help: "1 for the model that is served.", registers },
    labelNames: ["version"],
    collect(): void {
      this.reset();
      if (models.isLoaded) this.set({ version: models.current.version }, 1);
    },
  });
}

function addCache(registers: Registry[], answers: Counting): void {
  for (const key of ["hits", "misses"] as const) {
    if (answers[key] === undefined) continue;
    const help = `Answers ${key === "hits" ? "found kept" : "made anew"}.`;
    new Counter({
      ...{ name: `matinee_answer_cache_${key}_total`, help, registers },
      collect(): void {
        this.reset();
        this.inc(answers[key]!);
      },
    });
  }
}
