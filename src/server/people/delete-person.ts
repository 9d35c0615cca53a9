import type { OpenAPIHono } from "@hono/zod-openapi";
import { deletePerson } from "../../contract/people-routes.ts";
import { StoreError } from "../../core/errors.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { tastesOf } from "../serving/tastes.ts";

/** Everything of someone's gone. */
export function mountDeletePerson(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(deletePerson, async (context) => {
    const { personId } = context.req.valid("param");
    try {
      await service.store.deletePerson(personId);
    } catch (error) {
      throw cutOff(error);
    } finally {
      tastesOf(service.store).forget(personId);
      service.answers.forget(personId);
    }
    return context.body(null, 204);
  });
}

/** Rows go first, then what is left of them in the file: whoever finds no rows should not take it for done. */
function cutOff(error: unknown): unknown {
  if (!(error instanceof StoreError) || error.fault !== "unavailable") return error;
  const detail =
    "It cannot be told that every trace is gone: the store did not answer, or is being read; ask again until it is 204. The service goes on with it meanwhile";
  return new ProblemError("store-unavailable", { detail, retryAfter: 5 }, { cause: error });
}
