import type { AlsData } from "../core/learn/als-cells.ts";
import { LEAST_RATINGS_TO_ASK, REFIT } from "../core/learn/refit.ts";
import { sqlRelation } from "./connect/relations.ts";
import type { SparkSession } from "./connect/session.ts";
import { CELLS, USERS } from "./prepare.ts";
import { columnValues, numbersOf } from "./read-rows.ts";

/** Ratings of some people, sorted by person and film, and how many people they were drawn from. */
export interface PeopleSample {
  readonly data: AlsData;
  readonly people: number;
}

/** Counts all who can be asked. */
export async function countAskable(session: SparkSession, step: string): Promise<number> {
  const where = `FROM ${USERS} WHERE n >= ${LEAST_RATINGS_TO_ASK}`;
  return (await numbersOf(session, step, { people: "count(*)" }, where)).people;
}

/**
 * All ratings of as many people as films are ever solved against, drawn by a hash of seed and row.
 *
 * @param movieCounts - ratings of each film, of all people; borrowed.
 *
 * Cost: the ratings of 2,000 people, streamed and kept.
 */
export async function samplePeople(
  session: SparkSession,
  step: string,
  { seed, people, movieCounts }: { seed: number; people: number; movieCounts: Uint32Array },
): Promise<PeopleSample> {
  const drawn =
    `SELECT row FROM ${USERS} WHERE n >= ${LEAST_RATINGS_TO_ASK} ` +
    `ORDER BY xxhash64(row, CAST(${seed} AS BIGINT)), row LIMIT ${REFIT.mostSamples}`;
  const rows = `SELECT /*+ BROADCAST(s) */ c.user, c.item, c.stars FROM ${CELLS} c JOIN (${drawn}) s ON c.user = s.row`;
  const found: Cell[] = [];
  for await (const batch of session.batches(step, sqlRelation(rows))) {
    const user = columnValues(batch, "user") as ArrayLike<number>;
    const item = columnValues(batch, "item") as ArrayLike<number>;
    const stars = columnValues(batch, "stars") as ArrayLike<number>;
    for (let k = 0; k < user.length; k++) {
      found.push({ user: user[k]!, item: item[k]!, stars: stars[k]! });
    }
  }
  found.sort((a, b) => a.user - b.user || a.item - b.item);
  return { data: alsDataOfCells(found, movieCounts), people };
}

interface Cell {
  readonly user: number;
  readonly item: number;
  readonly stars: number;
}

/** People are numbered anew, in the order of their rows. */
function alsDataOfCells(cells: readonly Cell[], movieCounts: Uint32Array): AlsData {
  const starts = cells.flatMap(({ user }, k) =>
    k === 0 || user !== cells[k - 1]!.user ? [k] : [],
  );
  const users = Uint32Array.from([...starts, cells.length]);
  const movies = new Uint32Array(movieCounts.length + 1);
  for (const [row, count] of movieCounts.entries()) movies[row + 1] = movies[row]! + count;
  return {
    rowStart: { users, movies },
    origin: { kind: "sample" },
    cells: {
      read(side, first, end, into): void {
        if (side !== "users") throw new Error(`Cannot read ratings: a sample has no ${side}`);
        for (let k = users[first]!; k < users[end]!; k++) {
          into.otherOf[k - users[first]!] = cells[k]!.item;
          into.stars[k - users[first]!] = cells[k]!.stars;
        }
      },
    },
  };
}
