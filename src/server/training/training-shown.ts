import type { z } from "@hono/zod-openapi";
import { TrainingOrder } from "../../contract/admin-routes.ts";
import type { Training } from "../../contract/admin-routes.ts";
import type { StoredTraining } from "../../store/store.ts";

/** A training as the contract has it. */
export function shownTraining(training: StoredTraining): z.infer<typeof Training> {
  const { id, state, order, stage, progress, ratings, startedAt, endedAt, model, error } = training;
  return {
    ...{ trainingId: id, state, order: TrainingOrder.parse(JSON.parse(order)) },
    // One that was interrupted could not say so itself.
    stage: state === "running" ? stage : "ended",
    ...{ progress, ratings, model, error },
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
