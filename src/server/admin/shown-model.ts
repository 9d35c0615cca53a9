import { z } from "@hono/zod-openapi";
import type { ModelVersion } from "../../contract/admin-routes.ts";
import type { ServingState, StoredModel } from "../../store/store.ts";
import type { ServedModel } from "../service.ts";

type Shown = z.infer<typeof ModelVersion>;

/** Of a model's provenance, as much as a list shows. */
const ShownProvenance = z.object({
  data: z.string(),
  method: z.string(),
  users: z.number(),
  movies: z.number(),
  ratings: z.number(),
  heldOutError: z.number().nullable(),
});

/** A model of the registry as the contract has it. */
export function shownModel(model: StoredModel, serving: ServingState): Shown {
  const { version, createdAt, bytes } = model;
  return {
    ...{ model: version, bytes, ...standing(version, serving) },
    createdAt: new Date(createdAt).toISOString(),
    ...ShownProvenance.parse(JSON.parse(model.provenance)),
  };
}

/** The model that the server started with, as the contract has it. */
export function shownBase({ version, model }: ServedModel, serving: ServingState): Shown {
  return {
    ...{ model: version, bytes: null, createdAt: null, ...standing(null, serving) },
    ...ShownProvenance.parse(model.provenance),
  };
}

function standing(
  version: string | null,
  serving: ServingState,
): Pick<Shown, "serving" | "previous"> {
  return { serving: serving.version === version, previous: serving.previous === version };
}
