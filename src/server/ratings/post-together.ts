import type { OpenAPIHono } from "@hono/zod-openapi";
import { postTogether } from "../../contract/ratings-routes.ts";
import type { Taste } from "../../core/taste/taste.ts";
import { leftForAll, together } from "../../core/taste/together.ts";
import type { ServedModel, Service, ServiceEnv } from "../service.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { personUnknown } from "../serving/known.ts";
import { listOptions } from "../serving/list-options.ts";
import { leftJson } from "../serving/picks-json.ts";
import { tastesOf } from "../serving/tastes.ts";
import type { Bringing } from "./bringing-taste.ts";
import { bringingTaste } from "./bringing-taste.ts";

/** Movie night. */
export function mountPostTogether(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(postTogether, async (context) => {
    const served = service.models.current;
    const { people, ...list } = context.req.valid("json");
    const options = listOptions(served, list, "json");
    const tastes = await Promise.all(people.map((person) => tasteOf(service, served, person)));
    const picks = together(served.model, tastes, options).map(SHAPES.sharedPick);
    const left = leftJson(picks.length, options, () => leftForAll(served.model, tastes, options));
    return context.json({ picks, ...left, model: served.version }, 200);
  });
}

async function tasteOf(
  { store }: Service,
  served: ServedModel,
  person: { readonly personId: string } | Bringing,
): Promise<Taste> {
  if (!("personId" in person)) return bringingTaste(served, person).taste;
  const { personId } = person;
  const revision = await store.revisionOf(personId);
  if (revision === undefined) throw personUnknown(personId);
  return (await tastesOf(store).of(served, personId, revision)).taste;
}
