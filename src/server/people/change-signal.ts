import type { OpenAPIHono } from "@hono/zod-openapi";
import { deleteSignal, putSignal } from "../../contract/people-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { whereThereIsRoom } from "../serving/too-many-ratings.ts";
import { storedMovie, timeText } from "./stored-movie.ts";

/** One signal stored, or taken back. */
export function mountChangeSignal(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(putSignal, async (context) => {
    const served = service.models.current;
    const { personId, movieId } = context.req.valid("param");
    const { signal } = context.req.valid("json");
    const markedAt = service.now();
    await whereThereIsRoom(service.store.putSignals([{ personId, movieId, signal, markedAt }]));
    const movie = storedMovie(served, movieId);
    return context.json({ ...movie, signal, markedAt: timeText(markedAt) }, 200);
  });
  api.openapi(deleteSignal, async (context) => {
    const { personId, movieId } = context.req.valid("param");
    await service.store.deleteSignal(personId, movieId);
    return context.body(null, 204);
  });
}
