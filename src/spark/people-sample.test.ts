import { describe, expect, test } from "vitest";
import { preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { fakeTable } from "../../test/support/spark/fake-cluster-tables.ts";
import { countAskable, samplePeople } from "./people-sample.ts";
import type { PeopleSample } from "./people-sample.ts";
import { CELLS, ITEMS, USERS } from "./prepare.ts";

/** Person 1 rated three films, 2 two, 3 one: nobody can be asked about the film that was given. */
const LINES = [
  [1, 7, 3],
  [1, 8, 4],
  [1, 9, 5],
  [2, 8, 1],
  [2, 7, 2],
  [3, 7, 5],
] as const;

interface Cell {
  readonly user: number;
  readonly item: number;
  readonly stars: number;
}

/** @param counted - how many ratings the cluster says that some people have, by id. */
async function sampled(
  lines: readonly (readonly [user: number, item: number, stars: number])[] = LINES,
  counted: Readonly<Record<number, number>> = {},
): Promise<PeopleSample & { session: ClusterSession; counts: Uint32Array }> {
  const ratings = fakeTable({
    user: ["int", lines.map(([user]) => user)],
    item: ["int", lines.map(([, item]) => item)],
    rating: ["double", lines.map(([, , rating]) => rating)],
  });
  const { session, prepared } = await preparedCluster({}, { ratings, films: fakeTable({}) });
  const users = session.state.made.get(USERS)!;
  const rows = users.rows.map((row) => ({ ...row, n: counted[Number(row["id"])] ?? row["n"]! }));
  session.state.made.set(USERS, { ...users, rows });
  const counts = new Uint32Array(prepared.items);
  for (const { row, n } of session.state.made.get(ITEMS)!.rows) counts[Number(row)] = Number(n);
  const people = await countAskable(session, "count");
  const sample = await samplePeople(session, "fetch", { seed: 5, people, movieCounts: counts });
  return { ...sample, session, counts };
}

describe("a sample of people", () => {
  test("has all ratings of those who have two, sorted by person and film", async () => {
    const { data, people, session } = await sampled();
    expect(people).toBe(2);
    const { users } = data.rowStart;
    expect([...users].map((start, k) => start - (users[k - 1] ?? 0)).toSorted()).toEqual([0, 2, 3]);
    expect(users.at(-1)).toBe(5);
    const found: unknown[] = [];
    for (let person = 0; person < 2; person++) {
      const n = users[person + 1]! - users[person]!;
      const into = { otherOf: new Uint32Array(n), stars: new Float32Array(n) };
      data.cells.read("users", person, person + 1, into as never);
      expect([...into.otherOf]).toEqual([...into.otherOf].toSorted((a, b) => a - b));
      for (const [k, item] of into.otherOf.entries()) found.push([item, into.stars[k]]);
    }
    const expected = session.state.made
      .get(CELLS)!
      .rows.map(({ item, stars }) => [item, stars])
      .toSorted();
    expect(expected).toEqual(expect.arrayContaining(found));
    expect(found).toHaveLength(5);
  });

  test("has as many ratings of a film as all people gave", async () => {
    const { data, counts } = await sampled();
    const { movies } = data.rowStart;
    expect(Array.from(counts, (_, row) => movies[row + 1]! - movies[row]!)).toEqual([...counts]);
    expect(movies.at(-1)).toBe(LINES.length);
  });

  test("is of people alone: nobody reads films' ratings from it", async () => {
    const { data } = await sampled();
    const into = { otherOf: new Uint32Array(9), stars: new Float32Array(9) };
    expect(() => data.cells.read("movies", 0, 1, into as never)).toThrow("a sample has no movies");
  });

  test("has nobody with more than 10,000 ratings, who would be no person", async () => {
    const most = await sampled(LINES, { 1: 10_000 });
    expect([most.people, most.data.rowStart.users.at(-1)]).toEqual([2, 5]);
    const over = await sampled(LINES, { 1: 10_001 });
    expect([over.people, over.data.rowStart.users.at(-1)]).toEqual([1, 2]);
  });

  test("holds thousands of ratings, whatever parts they come in, each by its person", async () => {
    const lines = Array.from(
      { length: 9_000 },
      (_, k) => [k % 90, Math.floor(k / 90), 1 + ((k * 7) % 5)] as const,
    );
    const { data, session } = await sampled(lines);
    const rows = session.state.made.get(CELLS)!.rows as unknown as readonly Cell[];
    const sorted = rows.toSorted((a, b) => a.user - b.user || a.item - b.item);
    const into = { otherOf: new Uint32Array(9_000), stars: new Float32Array(9_000) };
    data.cells.read("users", 0, 90, into as never);
    expect([...into.otherOf]).toEqual(sorted.map(({ item }) => item));
    expect([...into.stars]).toEqual(sorted.map(({ stars }) => stars));
    expect([...data.rowStart.users]).toEqual(Array.from({ length: 91 }, (_, k) => 100 * k));
  });

  test("is drawn by a hash of seed and row, 2,000 at most", async () => {
    const { session } = await sampled();
    const [text = ""] = session.sql("LIMIT");
    expect(text).toContain(
      "WHERE n BETWEEN 2 AND 10000 ORDER BY xxhash64(row, CAST(5 AS BIGINT)), row LIMIT 2000",
    );
  });
});
