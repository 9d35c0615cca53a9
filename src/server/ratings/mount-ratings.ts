import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Service, ServiceEnv } from "../service.ts";
import { mountPostImport } from "./post-import.ts";
import { mountPostPicks } from "./post-picks.ts";
import { mountPostRatings } from "./post-ratings.ts";
import { mountPostTogether } from "./post-together.ts";

/** The routes of `ratings-routes.ts`. */
export function mountRatings(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  mountPostRatings(api, service);
  mountPostPicks(api, service);
  mountPostTogether(api, service);
  mountPostImport(api, service);
}
