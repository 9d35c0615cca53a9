import { Catalogue } from "../../src/core/catalogue/catalogue.ts";
import type { PicksHead } from "../../src/core/learn/learning.ts";
import { Model } from "../../src/core/model/model.ts";
import { Random } from "../../src/core/random.ts";
import type { Id } from "../../src/core/ratings/id-map.ts";
import { IdMap } from "../../src/core/ratings/id-map.ts";
import type { RatingScale } from "../../src/core/ratings/rating-scale.ts";
import { WHOLE_STARS } from "../../src/core/ratings/rating-scale.ts";

/** A film whose hidden features the test chooses. */
export interface HandMadeFilm {
  readonly id: Id;
  readonly title?: string;
  readonly year?: number;
  readonly genres?: readonly string[];
  /** In stars. Default 0. */
  readonly bias?: number;
  /** As many as every other film has. */
  readonly features: readonly number[];
  /** In the picks head; as many as every other film has. Default: `features`. */
  readonly picks?: readonly number[];
  /** Training ratings. Default 100. */
  readonly count?: number;
}

export interface HandMadeOptions {
  readonly mean?: number;
  readonly halfWidth80?: number;
  readonly scale?: RatingScale;
  readonly users?: readonly Id[];
}

/** A model of these films, and of users with random features. */
export function handMadeModel(
  films: readonly HandMadeFilm[],
  options: HandMadeOptions = {},
): Model {
  const { mean = 3.5, halfWidth80 = 1, scale = WHOLE_STARS, users = [] } = options;
  const factors = films[0]?.features.length ?? 1;
  const random = new Random(1);
  const normals = (length: number): Float32Array =>
    Float32Array.from({ length }, () => 0.3 * random.normal());
  return new Model({
    catalogue: new Catalogue(
      films.map(({ id, title = `Film ${id}`, year, genres = [] }) => ({
        id,
        title,
        year,
        genres,
        alternatives: [],
      })),
    ),
    scale,
    head: {
      factors,
      mean,
      userBias: normals(users.length),
      movieBias: Float32Array.from(films, ({ bias = 0 }) => bias),
      userFactors: normals(users.length * factors),
      movieFactors: Float32Array.from(films.flatMap(({ features }) => features)),
    },
    picksHead: handMadePicksHead(films.map(({ picks, features }) => picks ?? features)),
    movieCounts: Uint32Array.from(films, ({ count = 100 }) => count),
    halfWidth80,
    users: new IdMap(users),
    provenance: {
      data: "Films made up by hand",
      users: users.length,
      movies: films.length,
      ratings: films.reduce((sum, { count = 100 }) => sum + count, 0),
      method: "by hand",
      options: { factors },
      picks: {},
      epochs: 0,
      heldOutError: null,
    },
  });
}

/** A picks head of these rows, as what was given and as what is found in them. */
export function handMadePicksHead(rows: readonly (readonly number[])[]): PicksHead {
  const factors = rows[0]?.length ?? 1;
  const gram = Float32Array.from({ length: factors * factors }, (_, at) =>
    rows.reduce((sum, row) => sum + row[Math.floor(at / factors)]! * row[at % factors]!, 0),
  );
  const movieFactors = Float32Array.from(rows.flat());
  const crowd = new Float32Array(factors);
  return {
    views: [{ factors, givenFactors: movieFactors, movieFactors, gram, crowd }],
    regularization: 0.03,
    unseenWeight: 0.15,
    neutral: 2,
  };
}

/** Films with random biases and features, ids 0 … count − 1, rated by fewer and fewer people. */
export function randomFilms(count: number, factors: number, seed: number): HandMadeFilm[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, id) => ({
    id,
    bias: 0.5 * random.normal(),
    features: Array.from({ length: factors }, () => 0.6 * random.normal()),
    count: Math.ceil(1000 / (id + 1)),
  }));
}
