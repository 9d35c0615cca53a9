import type { OpenAPIHono } from "@hono/zod-openapi";
import { getFeatures, getModel } from "../../contract/movies-routes.ts";
import { HIDDEN_FEATURES_DEFAULTS } from "../../core/features/hidden-features.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { answerOfModel } from "../serving/answers-of-model.ts";
import { sent } from "../serving/answers-sent.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { featuresReady } from "../serving/served-model-features.ts";

/** The model that is served, and its hidden features. */
export function mountGetModel(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getFeatures, async (context) => {
    const { films = HIDDEN_FEATURES_DEFAULTS.films } = context.req.valid("query");
    const answer = await answerOfModel(service, {
      ...{ route: "features", query: films },
      async answer({ model, version }) {
        await featuresReady(model);
        const features = model.hiddenFeatures({ films });
        return {
          features: features.map((feature, k) => SHAPES.feature(model, feature, k + 1)),
          model: version,
        };
      },
    });
    return sent(context, answer);
  });
  api.openapi(getModel, async (context) => {
    const answer = await answerOfModel(service, {
      ...{ route: "model", query: null },
      answer({ model: { scale, provenance }, version }) {
        const { data, method, users, movies, ratings, heldOutError } = provenance;
        return {
          ...{ model: version, scale: { min: scale.min, max: scale.max, step: scale.step } },
          ...{ data, method, users, movies, ratings, heldOutError },
        };
      },
    });
    return sent(context, answer);
  });
}
