import { createRoute, z } from "@hono/zod-openapi";
import { problems } from "./problem.ts";
import { done, json, needs, ok } from "./route.ts";
import { Time } from "./values.ts";

const tags = ["admin"];

/** How a training is asked for; what is left out has the default of `train`. */
export const TrainingOrder = z
  .strictObject({
    method: z.enum(["bayesian", "gradient-descent", "weighted-als"]).optional(),
    factors: z.number().int().min(1).max(256).optional(),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional(),
    timeLimitSeconds: z.number().min(1).max(86_400).optional().openapi({
      description: "Sampling ends after about so long, with the model found until then.",
    }),
    promote: z.boolean().optional().openapi({
      description: "Serve the model as soon as it is there. Default false.",
    }),
  })
  .openapi("TrainingOrder");

export const Training = z
  .object({
    trainingId: z.string(),
    state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
    order: TrainingOrder,
    stage: z.string().openapi({ description: "reading, learning, picks, storing, or ended" }),
    progress: z.number().min(0).max(1).openapi({ description: "Of the stage." }),
    ratings: z.number().int().nullable().openapi({ description: "Read, once they are." }),
    startedAt: Time,
    endedAt: Time.nullable(),
    model: z.string().nullable().openapi({ description: "The version made; null until then." }),
    error: z.string().nullable(),
  })
  .openapi("Training");

export const ModelVersion = z
  .object({
    model: z.string(),
    serving: z.boolean(),
    previous: z.boolean().openapi({ description: "What a rollback returns to." }),
    createdAt: Time.nullable().openapi({ description: "null: the model the server started with." }),
    bytes: z.number().int().nullable(),
    data: z.string(),
    method: z.string(),
    users: z.number().int(),
    movies: z.number().int(),
    ratings: z.number().int(),
    heldOutError: z.number().nullable(),
  })
  .openapi("ModelVersion");

const TrainingPath = z.strictObject({ trainingId: z.string().min(1).max(64) });
const ModelPath = z.strictObject({ model: z.string().min(1).max(64) });
const Serving = z.object({ model: z.string(), previous: z.string().nullable() }).openapi("Serving");

export const postTraining = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "postTraining", method: "post" },
  path: "/v1/admin/trainings",
  summary: "Learn a model from the stored ratings, in a process of its own",
  request: { body: { required: true, content: json(TrainingOrder) } },
  responses: {
    202: { description: "It is running.", content: json(Training) },
    ...problems(
      ...([
        "training-running",
        "nothing-to-train-on",
        "body-too-large",
        "wrong-media-type",
      ] as const),
    ),
  },
});

export const listTrainings = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "listTrainings", method: "get" },
  path: "/v1/admin/trainings",
  summary: "The last trainings, newest first",
  responses: {
    ...ok(z.object({ trainings: z.array(Training) }).openapi("Trainings"), "At most 50."),
    ...problems(),
  },
});

export const getTraining = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "getTraining", method: "get" },
  path: "/v1/admin/trainings/{trainingId}",
  summary: "How far a training is",
  request: { params: TrainingPath },
  responses: { ...ok(Training, "The training."), ...problems("training-unknown") },
});

export const cancelTraining = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "cancelTraining", method: "delete" },
  path: "/v1/admin/trainings/{trainingId}",
  summary: "End a training; no model comes of it",
  request: { params: TrainingPath },
  responses: {
    ...done("It has ended; one of another server ends within two seconds."),
    ...problems("training-unknown", "training-ended"),
  },
});

export const listModels = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "listModels", method: "get" },
  path: "/v1/admin/models",
  summary: "The models there are, newest first",
  responses: {
    ...ok(z.object({ models: z.array(ModelVersion) }).openapi("ModelVersions"), "All of them."),
    ...problems(),
  },
});

export const promoteModel = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "promoteModel", method: "post" },
  path: "/v1/admin/models/{model}/promote",
  summary: "Serve this model from now on",
  request: { params: ModelPath },
  responses: {
    ...ok(Serving, "This server serves it; others follow within two seconds."),
    ...problems("model-unknown", "model-unreadable"),
  },
});

export const rollBack = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "rollBack", method: "post" },
  path: "/v1/admin/rollback",
  summary: "Serve the model again that was served before",
  responses: {
    ...ok(Serving, "This server serves it; others follow within two seconds."),
    ...problems("nothing-to-roll-back", "model-unreadable"),
  },
});

export const deleteModel = createRoute({
  ...needs("admin"),
  ...{ tags, operationId: "deleteModel", method: "delete" },
  path: "/v1/admin/models/{model}",
  summary: "Delete a model that is not served",
  request: { params: ModelPath },
  responses: { ...done("It is gone."), ...problems("model-unknown", "model-in-use") },
});
