import type { OpenAPIHono } from "@hono/zod-openapi";
import { matchJson, profileFeatureJson } from "../../contract/film-json.ts";
import { getPrediction, getProfile } from "../../contract/people-routes.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { answerOfTaste } from "../serving/answers-of-person.ts";
import { sent } from "../serving/answers-sent.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { knownRow } from "../serving/known.ts";
import { featuresReady } from "../serving/served-model-features.ts";

/** Someone along the hidden features, and what they will give a movie. */
export function mountGetTaste(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getProfile, async (context) => {
    const { personId } = context.req.valid("param");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "profile", query: null },
      ready: ({ model }) => featuresReady(model),
      answer: ({ model }, { taste }) => ({
        strictness: taste.strictness,
        features: model.profile(taste).map((feature, k) => profileFeatureJson(feature, k + 1)),
      }),
    });
    return sent(context, answer);
  });
  api.openapi(getPrediction, async (context) => {
    const { personId, movieId } = context.req.valid("param");
    const answer = await answerOfTaste(service, {
      ...{ personId, route: "predict", query: movieId },
      ready: ({ model }) => featuresReady(model),
      answer(served, { taste }) {
        const { model } = served;
        const { id } = model.catalogue.at(knownRow(served, movieId));
        const match = matchJson(model.match(taste, id));
        return { ...SHAPES.explanation(taste.explain(id)), match };
      },
    });
    return sent(context, answer);
  });
}
