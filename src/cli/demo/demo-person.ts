import { fileURLToPath } from "node:url";
import type { DataSet, Ratings } from "../../index.ts";
import { DataError, Random, meanAndSd } from "../../index.ts";
import { readLetterboxd } from "../../io/letterboxd.ts";
import { readWholeFile } from "../../io/node-files.ts";
import type { Person } from "../person.ts";
import { recognise } from "../person.ts";

/** What the demo calls its file of ratings; it comes with the package. */
export const THIRTY_RATINGS = "examples/thirty-ratings.csv";

const RATINGS = 30;
/** So that there is more to the person than what they bring. */
const LEAST_RATINGS = 60;
const DRAWN = 25;

/**
 * The person of the example file.
 *
 * @throws {DataError} if the file is not there.
 */
export async function examplePerson({ catalogue, ratings, name }: DataSet): Promise<Person> {
  const path = fileURLToPath(new URL(`../../../${THIRTY_RATINGS}`, import.meta.url));
  const file = readLetterboxd(await readWholeFile(path), THIRTY_RATINGS);
  return recognise({ name: "you", path: THIRTY_RATINGS, ...file }, catalogue, ratings.scale, {
    title: name,
  });
}

/**
 * Takes one user out of the data, who then brings thirty of their ratings.
 *
 * @throws {DataError} if no user has enough ratings.
 */
export function takenOut(dataSet: DataSet, seed: number): { dataSet: DataSet; person: Person } {
  const { ratings } = dataSet;
  const random = new Random(seed);
  const user = decidedUser(ratings, random);
  const { rowStart, colIndex, value } = ratings.byUser();
  const first = rowStart[user]!;
  const cells = Uint32Array.from({ length: rowStart[user + 1]! - first }, (_, k) => first + k);
  const others = Uint32Array.from(ratings.value.keys()).filter(
    (n) => ratings.userIndex[n] !== user,
  );
  const brought = Array.from(random.shuffle(cells).subarray(0, RATINGS), (cell) => ({
    movieId: ratings.movies.idAt(colIndex[cell]!),
    rating: value[cell]!,
  }));
  const recognised = { count: brought.length, total: brought.length, unknown: [], ambiguous: [] };
  return {
    dataSet: { ...dataSet, ratings: ratings.select(others) },
    person: {
      name: "you",
      ratings: brought,
      recognised: { ...recognised, below: 0, above: 0, superseded: 0 },
    },
  };
}

/** Of some users drawn, the one whose ratings differ most: a taste that there is something to tell of. */
function decidedUser(ratings: Ratings, random: Random): number {
  const counts = ratings.userCounts();
  const users = Array.from(counts.keys()).filter((user) => counts[user]! >= LEAST_RATINGS);
  if (users.length === 0) {
    throw new DataError(`Cannot tell the story: nobody has given ${LEAST_RATINGS} ratings`);
  }
  const { rowStart, value } = ratings.byUser();
  const spread = (user: number): number =>
    meanAndSd(Array.from(value.subarray(rowStart[user], rowStart[user + 1]))).sd;
  return random
    .shuffle(users)
    .slice(0, DRAWN)
    .reduce((best, user) => (spread(user) > spread(best) ? user : best));
}
