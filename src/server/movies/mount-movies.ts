import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Service, ServiceEnv } from "../service.ts";
import { mountGetModel } from "./get-model.ts";
import { mountGetMovies } from "./get-movies.ts";

/** The routes of `movies-routes.ts`. */
export function mountMovies(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  mountGetMovies(api, service);
  mountGetModel(api, service);
}
