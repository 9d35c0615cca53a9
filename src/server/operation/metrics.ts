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
    const inFlight: Gauge = new Gauge({
      ...{ name: "matinee_requests_in_flight", help: "Requests under way.", registers: [] },
      collect: () => inFlight.set(this.inFlight),
    });
    this.#registry.registerMetric(inFlight);
    this.#registry.registerMetric(modelGauge(service));
    for (const counter of cacheCounters(service.answers)) this.#registry.registerMetric(counter);
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

function modelGauge({ models }: Pick<Service, "models">): Gauge<"version"> {
  const gauge: Gauge<"version"> = new Gauge({
    ...{ name: "matinee_model_info", help: "1 for the model that is served.", registers: [] },
    labelNames: ["version"],
    collect: () => {
      gauge.reset();
      if (models.isLoaded) gauge.set({ version: models.current.version }, 1);
    },
  });
  return gauge;
}

function cacheCounters(answers: Counting): readonly Counter[] {
  const { hits, misses } = answers;
  if (hits === undefined || misses === undefined) return [];
  return [
    cacheCounter("hits", "Answers found kept.", () => answers.hits),
    cacheCounter("misses", "Answers made anew.", () => answers.misses),
  ];
}

function cacheCounter(name: string, help: string, count: () => number | undefined): Counter {
  const counter: Counter = new Counter({
    ...{ name: `matinee_answer_cache_${name}_total`, help, registers: [] },
    collect: () => {
      counter.reset();
      counter.inc(count() ?? 0);
    },
  });
  return counter;
}
