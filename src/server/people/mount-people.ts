import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Service, ServiceEnv } from "../service.ts";
import { mountChangeRating } from "./change-rating.ts";
import { mountChangeSignal } from "./change-signal.ts";
import { mountDeletePerson } from "./delete-person.ts";
import { mountGetLists } from "./get-lists.ts";
import { mountGetRatings } from "./get-ratings.ts";
import { mountGetTaste } from "./get-taste.ts";

/** The routes of `people-routes.ts`. */
export function mountPeople(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  mountChangeRating(api, service);
  mountChangeSignal(api, service);
  mountDeletePerson(api, service);
  mountGetRatings(api, service);
  mountGetLists(api, service);
  mountGetTaste(api, service);
}
