import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Movie as MovieJson } from "../../contract/films.ts";
import { findMovies, getMovie, getSimilar } from "../../contract/movies-routes.ts";
import type { Movie } from "../../core/catalogue/movie.ts";
import type { ServedModel, Service, ServiceEnv } from "../service.ts";
import { answerOfModel } from "../serving/answers-of-model.ts";
import { sent } from "../serving/answers-sent.ts";
import { SHAPES } from "../serving/film-shapes.ts";
import { knownRow } from "../serving/known.ts";

const DEFAULT_LIMIT = 10;

/** Movies by title, by id, and those like one. */
export function mountGetMovies(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(findMovies, async (context) => {
    const { q, limit = DEFAULT_LIMIT } = context.req.valid("query");
    const answer = await answerOfModel(service, {
      ...{ route: "movies", query: [q, limit] },
      async answer(served) {
        const movies = await served.search(q, limit);
        return { movies: movies.map((movie) => detailsOf(served, movie)), model: served.version };
      },
    });
    return sent(context, answer);
  });
  api.openapi(getMovie, async (context) => {
    const { movieId } = context.req.valid("param");
    const answer = await answerOfModel(service, {
      ...{ route: "movie", query: movieId },
      answer: (served) => detailsOf(served, served.model.catalogue.at(knownRow(served, movieId))),
    });
    return sent(context, answer);
  });
  api.openapi(getSimilar, async (context) => {
    const { movieId } = context.req.valid("param");
    const query = context.req.valid("query");
    const answer = await answerOfModel(service, {
      ...{ route: "similar", query: [movieId, query] },
      answer: (served) => similarTo(served, movieId, query),
    });
    return sent(context, answer);
  });
}

function similarTo(
  served: ServedModel,
  movieId: string,
  { count, leastRatings }: { count?: number | undefined; leastRatings?: number | undefined },
): object {
  const { model, version } = served;
  const { id } = model.catalogue.at(knownRow(served, movieId));
  const similar = model.similar(id, {
    ...(count === undefined ? {} : { count }),
    ...(leastRatings === undefined ? {} : { leastRatings }),
  });
  return {
    similar: similar.map(({ movieIndex, similarity }) => ({
      ...{ ...SHAPES.movie(model.catalogue.at(movieIndex)), similarity },
    })),
    model: version,
  };
}

function detailsOf({ model }: ServedModel, movie: Movie): z.infer<typeof MovieJson> {
  return SHAPES.movieDetails(movie, model.movieCounts[model.catalogue.indexOf(movie.id)]!);
}
