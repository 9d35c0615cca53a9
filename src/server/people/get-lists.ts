import type { OpenAPIHono } from "@hono/zod-openapi";
import { getAvoid, getPicks } from "../../contract/people-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { answerOfTaste } from "../serving/answers-of-person.ts";
import { sent } from "../serving/answers-sent.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { listOptions } from "../serving/list-options.ts";
import { picksJson } from "../serving/picks-json.ts";

/** Films worth someone's evening, and those to skip. */
export function mountGetLists(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getPicks, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "picks", query },
      answer: (served, { taste }) => picksJson(taste, listOptions(served, query, "query")),
    });
    return sent(context, answer);
  });
  api.openapi(getAvoid, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "avoid", query },
      answer: (served, { taste }) => ({
        avoid: taste.avoid(listOptions(served, query, "query")).map(SHAPES.pick),
      }),
    });
    return sent(context, answer);
  });
}
