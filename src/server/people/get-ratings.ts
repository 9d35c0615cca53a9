import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { PersonRatings } from "../../contract/people-routes.ts";
import { getRatings } from "../../contract/people-routes.ts";
import type { StoredPerson } from "../../store/store.ts";
import type { ServedModel, Service, ServiceEnv } from "../service.ts";
import { answerOfPerson } from "../serving/answers-of-person.ts";
import { sent } from "../serving/answers-sent.ts";
import { personUnknown } from "../serving/known.ts";
import { storedMovie, timeText } from "./stored-movie.ts";

interface Page {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

const DEFAULT_LIMIT = 1000;

/** What is stored of someone, page by page. */
export function mountGetRatings(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(getRatings, async (context) => {
    const { personId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfPerson(service, {
      ...{ personId, route: "ratings", query },
      async answer(served) {
        const person = await service.store.readPerson(personId);
        if (person === undefined) throw personUnknown(personId);
        return { revision: person.revision, json: pageOf(served, person, query) };
      },
    });
    return sent(context, answer);
  });
}

function pageOf(
  served: ServedModel,
  { ratings, signals }: StoredPerson,
  { limit = DEFAULT_LIMIT, after }: Page,
): z.infer<typeof PersonRatings> {
  const rest =
    after === undefined ? ratings : ratings.filter(({ movieId }) => isAfter(movieId, after));
  const page = rest.slice(0, limit);
  return {
    ratings: page.map(({ movieId, rating, ratedAt }) => ({
      ...{ ...storedMovie(served, movieId), rating, ratedAt: timeText(ratedAt) },
    })),
    signals: (after === undefined ? signals : []).map(({ movieId, signal, markedAt }) => ({
      ...{ ...storedMovie(served, movieId), signal, markedAt: timeText(markedAt) },
    })),
    next: rest.length > page.length ? page.at(-1)!.movieId : null,
  };
}

/** In the order of the store: JavaScript's own would put an emoji before `ﬁ`. */
function isAfter(movieId: string, other: string): boolean {
  return Buffer.compare(Buffer.from(movieId), Buffer.from(other)) > 0;
}
