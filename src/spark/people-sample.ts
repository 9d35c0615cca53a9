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

/** Whoever has more is no person to learn from, and would fill the memory here. */
const MOST_RATINGS_TO_ASK = 10_000;
const ASKABLE = `n BETWEEN ${LEAST_RATINGS_TO_ASK} AND ${MOST_RATINGS_TO_ASK}`;

/** Counts all who can be asked. */
export async function countAskable(session: SparkSession, step: string): Promise<number> {
  const where = `FROM ${USERS} WHERE ${ASKABLE}`;
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
    `SELECT row FROM ${USERS} WHERE ${ASKABLE} ` +
    `ORDER BY xxhash64(row, CAST(${seed} AS BIGINT)), row LIMIT ${REFIT.mostSamples}`;
  const rows = `SELECT /*+ BROADCAST(s) */ c.user, c.item, c.stars FROM ${CELLS} c JOIN (${drawn}) s ON c.user = s.row`;
  const cells = new GrowingCells();
  for await (const batch of session.batches(step, sqlRelation(rows))) {
    cells.add(
      columnValues(batch, "user") as ArrayLike<number>,
      columnValues(batch, "item") as ArrayLike<number>,
      columnValues(batch, "stars") as ArrayLike<number>,
    );
  }
  return { data: alsDataOf(cells.sorted(), movieCounts), people };
}

/** Ratings as columns. */
interface Cells {
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly stars: Float32Array;
}

/** Columns that grow batch by batch. */
class GrowingCells {
  #cells: Cells = columns(4096);
  #length = 0;

  add(user: ArrayLike<number>, item: ArrayLike<number>, stars: ArrayLike<number>): void {
    const end = this.#length + user.length;
    if (end > this.#cells.user.length) this.#grow(2 * end);
    this.#cells.user.set(user, this.#length);
    this.#cells.item.set(item, this.#length);
    this.#cells.stars.set(stars, this.#length);
    this.#length = end;
  }

  /** By person, then film. */
  sorted(): Cells {
    const { user, item, stars } = this.#cells;
    const order = Uint32Array.from({ length: this.#length }, (_, k) => k);
    order.sort((a, b) => user[a]! - user[b]! || item[a]! - item[b]!);
    return {
      user: order.map((k) => user[k]!),
      item: order.map((k) => item[k]!),
      stars: Float32Array.from(order, (k) => stars[k]!),
    };
  }

  #grow(length: number): void {
    const { user, item, stars } = this.#cells;
    this.#cells = columns(length);
    this.#cells.user.set(user);
    this.#cells.item.set(item);
    this.#cells.stars.set(stars);
  }
}

function columns(length: number): Cells {
  return {
    user: new Uint32Array(length),
    item: new Uint32Array(length),
    stars: new Float32Array(length),
  };
}

/** People are numbered anew, in the order of their rows. */
function alsDataOf({ user, item, stars }: Cells, movieCounts: Uint32Array): AlsData {
  const firsts = Uint32Array.from(user.keys()).filter((k) => k === 0 || user[k] !== user[k - 1]);
  const users = Uint32Array.of(...firsts, user.length); // 2,000 at most
  const movies = new Uint32Array(movieCounts.length + 1);
  for (const [row, count] of movieCounts.entries()) movies[row + 1] = movies[row]! + count;
  return {
    rowStart: { users, movies },
    origin: { kind: "sample" },
    cells: {
      read(side, first, end, into): void {
        if (side !== "users") throw new Error(`Cannot read ratings: a sample has no ${side}`);
        into.otherOf.set(item.subarray(users[first], users[end]));
        into.stars.set(stars.subarray(users[first], users[end]));
      },
    },
  };
}
