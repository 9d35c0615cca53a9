import type { OpenAPIHono } from "@hono/zod-openapi";
import { deleteRating, putRating } from "../../contract/people-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { checkOnScale } from "../serving/on-scale.ts";
import { timeNotAfter } from "../serving/times.ts";
import { whereThereIsRoom } from "../serving/too-many-ratings.ts";
import { storedMovie, timeText } from "./stored-movie.ts";

/** One rating stored, or taken back. */
export function mountChangeRating(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(putRating, async (context) => {
    const served = service.models.current;
    const { personId, movieId } = context.req.valid("param");
    const { rating, ratedAt } = context.req.valid("json");
    checkOnScale(served.model.scale, [{ movieId, rating }]);
    const at = timeNotAfter(service.now(), ratedAt);
    await whereThereIsRoom(service.store.putRating({ personId, movieId, rating, ratedAt: at }));
    return context.json({ ...storedMovie(served, movieId), rating, ratedAt: timeText(at) }, 200);
  });
  api.openapi(deleteRating, async (context) => {
    const { personId, movieId } = context.req.valid("param");
    await service.store.deleteRating(personId, movieId);
    return context.body(null, 204);
  });
}
