import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  cancelTraining,
  deleteModel,
  getTraining,
  listModels,
  listTrainings,
  postTraining,
  promoteModel,
  rollBack,
} from "../../contract/admin-routes.ts";
import { ModelFileError } from "../../core/errors.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { shownBase, shownModel } from "./shown-model.ts";

/** Answers the routes about trainings and models. */
export function mountAdmin(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  mountTrainings(api, service);
  mountModels(api, service);
}

function mountTrainings(api: OpenAPIHono<ServiceEnv>, { trainer }: Service): void {
  api.openapi(postTraining, async (context) =>
    context.json(await trainer.start(context.req.valid("json")), 202),
  );
  api.openapi(listTrainings, async (context) =>
    context.json({ trainings: [...(await trainer.list())] }, 200),
  );
  api.openapi(getTraining, async (context) =>
    context.json(await trainer.get(context.req.valid("param").trainingId), 200),
  );
  api.openapi(cancelTraining, async (context) => {
    await trainer.cancel(context.req.valid("param").trainingId);
    return context.body(null, 204);
  });
}

function mountModels(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  const { store, models } = service;
  api.openapi(listModels, async (context) => {
    const [stored, serving] = await Promise.all([store.models(), store.serving()]);
    const shown = stored.map((model) => shownModel(model, serving));
    return context.json({ models: [...shown, shownBase(models.base, serving)] }, 200);
  });
  api.openapi(promoteModel, async (context) => {
    const { model } = context.req.valid("param");
    const isBase = await isTheBase(model, service);
    if (!isBase) await makeReady(model, service);
    if (!(await store.promote(isBase ? null : model))) throw modelUnknown();
    return context.json(await servingNow(service), 200);
  });
  api.openapi(rollBack, async (context) => {
    const { previous } = await store.serving();
    if (typeof previous === "string") await makeReady(previous, service);
    if (!(await store.rollBack())) throw nothingToRollBack();
    return context.json(await servingNow(service), 200);
  });
  api.openapi(deleteModel, async (context) => {
    const { model } = context.req.valid("param");
    const done = await store.deleteModel(model);
    if (done === "in use") throw modelInUse("promote another one first");
    if (done === "deleted") return context.body(null, 204);
    if (model === models.base.version) throw modelInUse("the server starts with it");
    throw modelUnknown();
  });
}

/** The registry goes first, should it have a model of the same name. */
async function isTheBase(model: string, { store, models }: Service): Promise<boolean> {
  if (model !== models.base.version) return false;
  return !(await store.models()).some(({ version }) => version === model);
}

/** A model that no server can read would leave them with the one before it. */
async function makeReady(model: string, { models }: Service): Promise<void> {
  try {
    if (!(await models.prepare(model))) throw modelUnknown();
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    const detail = `${error.message}; delete it, and train again.`;
    throw new ProblemError("model-unreadable", { detail }, { cause: error });
  }
}

/** What is to be served; this server serves it before it says so. */
async function servingNow({
  store,
  models,
}: Service): Promise<{ model: string; previous: string | null }> {
  await models.refresh();
  const { version, previous } = await store.serving();
  const nameOf = (name: string | null): string => name ?? models.base.version;
  return {
    model: nameOf(version),
    previous: previous === undefined ? null : nameOf(previous),
  };
}

function modelUnknown(): ProblemError {
  return new ProblemError("model-unknown", {
    detail: "There is no model of this version; the list of models has them all.",
  });
}

function modelInUse(remedy: string): ProblemError {
  return new ProblemError("model-in-use", {
    detail: `The model is served, or is what a rollback or a start returns to: ${remedy}.`,
  });
}

function nothingToRollBack(): ProblemError {
  return new ProblemError("nothing-to-roll-back", {
    detail: "No model was served before this one; promote the one that is wanted.",
  });
}
