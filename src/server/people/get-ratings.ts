import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { PersonRatings } from "../../contract/people-routes.ts";
import { getRatings } from "../../contract/people-routes.ts";
import type { RatingsPage } from "../../store/store.ts";
import type { ServedModel, Service, ServiceEnv } from "../service.ts";
import { answerOfPerson } from "../serving/answers-of-person.ts";
import { sent } from "../serving/answers-sent.ts";
import { personUnknown } from "../serving/known.ts";
import { storedMovie, timeText } from "./stored-movie.ts";

const DEFAULT_LIMIT = 1000;

/** What is stored of someone, page by page. */
export function mountGetRatings(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getRatings, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfPerson(service, {
      ...{ personId, route: "ratings", query },
      async answer(served) {
        const { limit = DEFAULT_LIMIT, after } = query;
        const page = await service.store.ratingsPage(personId, { after, limit: limit + 1 });
        if (page === undefined) throw personUnknown(personId);
        return { revision: page.revision, json: pageOf(served, page, limit) };
      },
    });
    return sent(context, answer);
  });
}

/** Of a page that was read with one rating more than it is to have, where there is one more. */
function pageOf(
  served: ServedModel,
  { ratings, signals }: RatingsPage,
  limit: number,
): z.infer<typeof PersonRatings> {
  const page = ratings.slice(0, limit);
  return {
    ratings: page.map(({ movieId, rating, ratedAt }) => ({
      ...{ ...storedMovie(served, movieId), rating, ratedAt: timeText(ratedAt) },
    })),
    signals: signals.map(({ movieId, signal, markedAt }) => ({
      ...{ ...storedMovie(served, movieId), signal, markedAt: timeText(markedAt) },
    })),
    next: ratings.length > page.length ? page.at(-1)!.movieId : null,
  };
}
