import type { OpenAPIHono } from "@hono/zod-openapi";
import { MOST_RATINGS, postTogether } from "../../contract/ratings-routes.ts";
import type { Taste } from "../../core/taste/taste.ts";
import { readySteps } from "../../core/taste/taste.ts";
import { leftForAll, togetherSteps } from "../../core/taste/together.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { ServedModel, Service, ServiceEnv } from "../service.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { giveWay, givingWay } from "../serving/give-way.ts";
import { personUnknown } from "../serving/known.ts";
import { listOptions } from "../serving/list-options.ts";
import { leftJson } from "../serving/picks-json.ts";
import type { PersonTaste } from "../serving/tastes.ts";
import { tastesOf } from "../serving/tastes.ts";
import type { Bringing } from "./bringing-taste.ts";
import { bringingTaste } from "./bringing-taste.ts";

/** Movie night. */
export function mountPostTogether(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(postTogether, async (context) => {
    const served = service.models.current;
    const { people, ...list } = context.req.valid("json");
    const options = listOptions(served, list, "json");
    const tastes = await tastesOfAll(service, served, people);
    const steps = togetherSteps(served.model, tastes, options);
    const picks = (await givingWay(steps)).map(SHAPES.sharedPick);
    const left = leftJson(picks.length, options, () => leftForAll(served.model, tastes, options));
    return context.json({ picks, ...left, model: served.version }, 200);
  });
}

type Member = { readonly personId: string } | Bringing;

/** One after the other, giving way to other requests. */
async function tastesOfAll(
  service: Service,
  served: ServedModel,
  people: readonly Member[],
): Promise<Taste[]> {
  const tastes: Taste[] = [];
  let films = people.reduce((sum, person) => sum + broughtBy(person), 0);
  checkFilms(films);
  for (const person of people) {
    const { taste, unknown } = await tasteOf(service, served, person);
    if ("personId" in person) films += taste.ratings.length + taste.marks.size + unknown;
    checkFilms(films);
    await giveWay();
    await givingWay(readySteps(taste));
    tastes.push(taste);
  }
  return tastes;
}

function broughtBy(person: Member): number {
  if ("personId" in person) return 0;
  const { ratings, seen = [], notForMe = [] } = person;
  return ratings.length + seen.length + notForMe.length;
}

function checkFilms(count: number): void {
  if (count <= MOST_RATINGS) return;
  throw new ProblemError("too-many-ratings", {
    detail: `Cannot choose for these people: they may have ${MOST_RATINGS} ratings and signals in all; ask for fewer people, or send the latest ratings of each along`,
  });
}

async function tasteOf(
  { store }: Service,
  served: ServedModel,
  person: Member,
): Promise<Pick<PersonTaste, "taste" | "unknown">> {
  if (!("personId" in person)) return bringingTaste(served, person);
  const { personId } = person;
  const revision = await store.revisionOf(personId);
  if (revision === undefined) throw personUnknown(personId, REMEDY);
  return tastesOf(store).of(served, personId, revision);
}

const REMEDY = ", or send their ratings along in place of `personId`";
