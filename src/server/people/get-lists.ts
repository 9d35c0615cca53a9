import type { OpenAPIHono } from "@hono/zod-openapi";
import { getAvoid, getPicks } from "../../contract/people-routes.ts";
import { avoidSteps } from "../../core/taste/taste.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { answerOfTaste } from "../serving/answers-of-person.ts";
import { sent } from "../serving/answers-sent.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { givingWay } from "../serving/give-way.ts";
import { listOptions } from "../serving/list-options.ts";
import { picksJson } from "../serving/picks-json.ts";

/** Lists need nothing that is stored. */
const REMEDY = ", or send ratings along to POST /v1/picks";

/** Films worth someone's evening, and those to skip. */
export function mountGetLists(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getPicks, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "picks", query, remedy: REMEDY },
      answer: (served, { taste }) => picksJson(taste, listOptions(served, query, "query")),
    });
    return sent(context, answer);
  });
  api.openapi(getAvoid, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "avoid", query, remedy: REMEDY },
      async answer(served, { taste }) {
        const steps = avoidSteps(taste, listOptions(served, query, "query"));
        return { avoid: (await givingWay(steps)).map(SHAPES.pick) };
      },
    });
    return sent(context, answer);
  });
}
