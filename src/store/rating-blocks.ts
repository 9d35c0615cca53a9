import { sql } from "kysely";
import type { Engine } from "./engine.ts";
import type { RatingBlock } from "./store.ts";
import type { Db } from "./transaction.ts";

const BLOCK_ROWS = 50_000;
/** A statement of SQLite's holds up everything else in this thread. */
const PAGE_ROWS = 10_000;

export async function* ratingBlocks(engine: Engine): AsyncGenerator<RatingBlock> {
  const { db, end } = await engine.snapshot();
  try {
    yield* blocksOf(db);
  } finally {
    await end();
  }
}

async function* blocksOf(db: Db): AsyncGenerator<RatingBlock> {
  const block = new Block(shuffledNumbers(await raters(db)));
  let after: Row | undefined;
  for (;;) {
    // Each page begins where the one before ended.
    const rows = await pageAfter(db, after);
    for (const row of rows) block.add(row);
    after = rows.at(-1);
    if (block.length >= BLOCK_ROWS || (rows.length < PAGE_ROWS && block.length > 0)) {
      yield block.take();
    }
    if (rows.length < PAGE_ROWS || after === undefined) return;
    // Lets others have the thread.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface Row {
  readonly person_id: string;
  readonly movie_id: string;
  readonly rating: number;
}

async function raters(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from people
    where exists (select 1 from ratings where ratings.person_id = people.person_id)`.execute(db);
  return rows[0]!.count;
}

async function pageAfter(db: Db, after: Row | undefined): Promise<readonly Row[]> {
  const from =
    after === undefined
      ? sql``
      : sql`where (person_id, movie_id) > (${after.person_id}, ${after.movie_id})`;
  const { rows } = await sql<Row>`select person_id, movie_id, rating from ratings ${from}
    order by person_id, movie_id limit ${PAGE_ROWS}`.execute(db);
  return rows;
}

/** Rows come person by person. */
class Block {
  readonly #numbers: Int32Array;
  readonly #movieIndex = new Map<string, number>();
  readonly #person = new Int32Array(BLOCK_ROWS + PAGE_ROWS);
  readonly #movie = new Int32Array(BLOCK_ROWS + PAGE_ROWS);
  readonly #rating = new Float32Array(BLOCK_ROWS + PAGE_ROWS);
  #movieIds: string[] = [];
  #people = 0;
  #lastPerson: string | undefined;
  length = 0;

  constructor(numbers: Int32Array) {
    this.#numbers = numbers;
  }

  add({ person_id: personId, movie_id: movieId, rating }: Row): void {
    if (personId !== this.#lastPerson) {
      this.#lastPerson = personId;
      this.#people++;
    }
    let movie = this.#movieIndex.get(movieId);
    if (movie === undefined) {
      movie = this.#movieIndex.size;
      this.#movieIndex.set(movieId, movie);
      this.#movieIds.push(movieId);
    }
    this.#person[this.length] = this.#numbers[this.#people - 1]!;
    this.#movie[this.length] = movie;
    this.#rating[this.length] = rating;
    this.length++;
  }

  take(): RatingBlock {
    const { length } = this;
    const movieIds = this.#movieIds;
    this.#movieIds = [];
    this.length = 0;
    return {
      person: this.#person.slice(0, length),
      movie: this.#movie.slice(0, length),
      rating: this.#rating.slice(0, length),
      movieIds,
    };
  }
}

/** 0 … count − 1 in any order, so that a number does not tell where in the alphabet someone is. */
function shuffledNumbers(count: number): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(Math.random() * (k + 1));
    [numbers[k], numbers[other]] = [numbers[other]!, numbers[k]!];
  }
  return numbers;
}
