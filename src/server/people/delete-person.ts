import type { OpenAPIHono } from "@hono/zod-openapi";
import { deletePerson } from "../../contract/people-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { tastesOf } from "../serving/tastes.ts";

/** Everything of someone's gone. */
export function mountDeletePerson(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(deletePerson, async (context) => {
    const { personId } = context.req.valid("param");
    await service.store.deletePerson(personId);
    tastesOf(service.store).forget(personId);
    service.answers.forget(personId);
    return context.body(null, 204);
  });
}
