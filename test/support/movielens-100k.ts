import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { IdMap } from "../../src/core/ratings/id-map.ts";
import { WHOLE_STARS } from "../../src/core/ratings/rating-scale.ts";
import { Ratings } from "../../src/core/ratings/ratings.ts";

const PARENTS = [
  ...(process.env["MATINEE_DATA"] ?? "").split(delimiter).filter((folder) => folder !== ""),
  "data",
  join("..", "shared", "data"),
];

/** The folder of MovieLens 100K, where this machine has it: its ratings may not be shipped. */
export const MOVIELENS_100K: string | undefined = PARENTS.map((parent) =>
  join(parent, "ml-100k"),
).find((folder) => existsSync(join(folder, "u.data")) && existsSync(join(folder, "u1.base")));

/** Goes into the name of a suite that is skipped where the data are not. */
export const WHY_SKIPPED: string =
  MOVIELENS_100K === undefined ? " (skipped: ml-100k is in none of the data folders)" : "";

/** A file such as `u1.base`, user and movie n in row n − 1; independent of the library's reader. */
export function movieLens100k(file: string): Ratings {
  const text = readFileSync(join(MOVIELENS_100K ?? "", file), "utf8");
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.split("\t").map(Number));
  const ids = (count: number): IdMap => new IdMap(Array.from({ length: count }, (_, k) => k + 1));
  return new Ratings(ids(943), ids(1682), WHOLE_STARS, {
    userIndex: Uint32Array.from(rows, ([user]) => user! - 1),
    movieIndex: Uint32Array.from(rows, ([, movie]) => movie! - 1),
    value: Float32Array.from(rows, ([, , stars]) => stars!),
  });
}
