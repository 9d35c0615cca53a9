import { describe, expect, test } from "vitest";
import type { Asked } from "../../test/support/spark/asked.ts";
import {
  type ClusterSession,
  clusterSession,
} from "../../test/support/spark/fake-cluster-session.ts";
import {
  type Cell,
  type FakeTable,
  fakeTable,
} from "../../test/support/spark/fake-cluster-tables.ts";
import { type FakeResponse, rows } from "../../test/support/spark/responses.ts";
import { DataError, SparkError } from "../core/errors.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import type { SparkOptions } from "./options.ts";
import { resolveSparkOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { CELLS, ITEMS, USERS, prepare } from "./prepare.ts";

type Line = readonly [user: Cell, item: Cell, rating: Cell, time?: Cell];

const LINES: readonly Line[] = [
  [1, "a", 3, 1],
  [1, "b", 4, 2],
  [2, "a", 5, 3],
  [9, "c", 2, 4],
];

function tableOf(lines: readonly Line[]): FakeTable {
  return fakeTable({
    user: ["bigint", lines.map(([user]) => user)],
    item: ["string", lines.map(([, item]) => item)],
    rating: ["double", lines.map(([, , rating]) => rating)],
    at: ["bigint", lines.map(([, , , time]) => time ?? null)],
  });
}

async function prepared(
  lines: readonly Line[],
  options: Partial<SparkOptions> = {},
  instead?: (asked: Asked) => FakeResponse[] | undefined,
): Promise<Prepared & { session: ClusterSession }> {
  const session = clusterSession({ "shop.t": tableOf(lines) }, instead);
  const { source, settings } = resolveSparkOptions({ ratings: "shop.t", ...options });
  return { ...(await prepare(session, source, settings)), session };
}

describe("ratings on the cluster", () => {
  test("are counted, and people and films numbered from 0", async () => {
    const { session, ...sizes } = await prepared(LINES);
    expect(sizes).toEqual({
      ...{ users: 3, items: 3, ratings: 4, superseded: 0, liked: 4, scale: WHOLE_STARS },
    });
    const rowsOf = (name: string): unknown[] =>
      session.state.made
        .get(name)!
        .rows.map(({ row }) => row)
        .toSorted();
    expect(rowsOf(USERS)).toEqual([0, 1, 2]);
    expect(rowsOf(ITEMS)).toEqual([0, 1, 2]);
    expect(session.state.made.get(CELLS)!.rows).toHaveLength(4);
    expect(session.state.made.has("matinee_merged")).toBe(false); // no memory is held for it
  });

  test("are counted by person and film as far as they speak for a film: above 1.5 stars", async () => {
    const lines: Line[] = [
      [1, "a", 2],
      [1, "b", 1],
      [2, "a", 1.5],
      [2, "b", 0.5],
      [3, "a", 5],
      [3, "b", 1.5],
    ];
    const { session, liked } = await prepared(lines);
    expect(liked).toBe(2);
    const byId = (name: string): unknown[] =>
      session.state.made
        .get(name)!
        .rows.map(({ id, n, liked: above }) => [id, n, above])
        .toSorted();
    expect(byId(USERS)).toEqual([
      [1, 2, 1],
      [2, 2, 0],
      [3, 2, 1],
    ]);
    expect(byId(ITEMS)).toEqual([
      ["a", 3, 2],
      ["b", 3, 0],
    ]);
    const cells = session.state.made.get(CELLS)!.rows;
    // of person 2 and of film b, nothing says what to pick
    expect(cells.filter(({ ranks }) => ranks).map(({ stars }) => stars)).toEqual([2, 5]);
    expect(cells).toHaveLength(6);
  });

  test("are never taken from what another run cached: a server shares what is asked alike", async () => {
    const textOf = async (): Promise<string> =>
      (await prepared(LINES)).session.sql("CACHE TABLE matinee_merged").join("\n");
    const [one, other] = [await textOf(), await textOf()];
    const run = /'([\da-f-]{36})' AS run/u;
    expect(run.exec(one)![1]).not.toBe(run.exec(other)![1]);
    expect(one.replace(run, "")).toBe(other.replace(run, ""));
  });

  test("with a half star are of half stars", async () => {
    const { scale } = await prepared([...LINES, [2, "b", 0.5]]);
    expect(scale).toEqual(HALF_STARS);
  });

  test("count once a cell: their mean, or with times the latest, of equal times the best", async () => {
    const lines: Line[] = [...LINES, [1, "a", 5, 0], [2, "a", 1, 3]];
    const starsOf = async (options: Partial<SparkOptions>): Promise<unknown[]> => {
      const { session, superseded, ratings } = await prepared(lines, options);
      expect([superseded, ratings]).toEqual([2, 4]);
      return session.state.made.get(CELLS)!.rows.map(({ stars }) => stars);
    };
    expect(await starsOf({})).toEqual([4, 4, 3, 2]);
    expect(await starsOf({ columns: ["user", "item", "rating", "at"] })).toEqual([3, 4, 5, 2]);
  });

  test("are held out by a hash of seed and rows, the same whenever it is worked out", async () => {
    const { session } = await prepared(LINES, { heldOutShare: 0.05, seed: 7 });
    expect(session.sql("CACHE TABLE matinee_cells")).toEqual([
      expect.stringContaining(
        "pmod(xxhash64(u.row, i.row, CAST(7 AS BIGINT)), 1000000) < 50000 AS apart",
      ),
    ]);
    const none = await prepared(LINES, { heldOutShare: 0 });
    expect(none.session.sql("CACHE TABLE matinee_cells")[0]).toContain("1000000) < 0 AS apart");
    expect(none.session.state.made.get(CELLS)!.rows.some(({ apart }) => apart)).toBe(false);
  });

  test("are numbered within parts of a hash, never sorted on one machine", async () => {
    const { session } = await prepared(LINES);
    const [text = ""] = session.sql("GROUP BY user_id)");
    expect(text).toContain("pmod(xxhash64(user_id), 1024) AS part");
    expect(text).toContain("row_number() OVER (PARTITION BY counted.part ORDER BY id)");
    expect(text).not.toMatch(/row_number\(\) OVER \(ORDER/u);
  });
});

describe("ratings that cannot be learned from", () => {
  test.each<[string, readonly Line[], string]>([
    ["no row", [], "shop.t has no row; name ratings to learn from"],
    [
      "an empty person",
      [...LINES, [null, "a", 3]],
      'in shop.t column "user" is empty in 1 of 5 rows',
    ],
    [
      "an empty film",
      [...LINES, [3, null, 3], [4, null, 3]],
      'column "item" is empty in 2 of 6 rows',
    ],
    ["no stars", [...LINES, [3, "a", null]], 'column "rating" is empty in 1 of 5 rows'],
    ["NaN stars", [...LINES, [3, "a", NaN]], 'column "rating" is empty in 1 of 5 rows'],
    ["a zero", [...LINES, [3, "a", 0]], 'column "rating" of shop.t goes from 0 to 5'],
    ["a hundred", [...LINES, [3, "a", 100]], 'column "rating" of shop.t goes from 2 to 100'],
    ["an infinity", [...LINES, [3, "a", Infinity]], "goes from 2 to Infinity"],
  ])("%s: told before anything is worked out", async (_, lines, message) => {
    const found = prepared(lines);
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow("Cannot train on Spark: ");
    await expect(found).rejects.toThrow(message);
  });

  test("none of them above 1.5 stars: told before they are joined", async () => {
    const asked: Asked[] = [];
    const found = prepared(
      [
        [1, "a", 1.5],
        [2, "b", 0.5],
      ],
      {},
      (one) => void asked.push(one),
    );
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow(
      "Cannot train on Spark: no rating is above 1.5 stars, so there is nothing to pick films by",
    );
    expect(JSON.stringify(asked)).not.toContain(`${CELLS} AS`);
  });

  test("the numbers are asked for with names for what is null or no number", async () => {
    const { session } = await prepared(LINES);
    const [facts = ""] = session.sql("AS noUser");
    expect(facts).toContain("count_if(user_id IS NULL)");
    expect(facts).toContain("count_if(stars IS NULL OR isnan(stars))");
    expect(facts).toContain("FROM matinee_rows");
  });
});

/** As if there were so many. */
function sized(
  users: number,
  items: number,
  idLength: number,
): (asked: Asked) => FakeResponse[] | undefined {
  const people = rows({
    users: Float64Array.of(users),
    ratings: Float64Array.of(4),
    liked: Float64Array.of(4),
    idLength: Float64Array.of(idLength),
  });
  const films = rows({ items: Float64Array.of(items) });
  return (asked) => {
    const text = asked.kind === "rows" && asked.of.kind === "sql" ? asked.of.text : "";
    if (text.includes("AS idLength")) return [people];
    return text.includes("AS items") ? [films] : undefined;
  };
}

describe("too many people or films", () => {
  test.each([
    [2 ** 31, 5, "at most 2000000000 people and as many films, got 2147483648 people and 5 films"],
    [2e9 + 1, 5, "got 2000000001 people and 5 films"],
    [5, 2 ** 31, "got 5 people and 2147483648 films"],
    [2e7, 1e4, "a model file of 20000000 people and 10000 films would be too large"],
    [1e3, 1e7, "a model file of 1000 people and 10000000 films would be too large"],
  ])("%i and %i are told before an hour of work", async (users, items, message) => {
    const found = prepared(LINES, {}, sized(users, items, 8 * users));
    await expect(found).rejects.toThrow(SparkError);
    await expect(found).rejects.toMatchObject({ fault: "limit" });
    await expect(found).rejects.toThrow(message);
  });

  test("so are ids of more bytes than a model's header may have", async () => {
    const found = prepared(LINES, {}, sized(1000, 10, 1.2e8));
    await expect(found).rejects.toThrow("100 MB of ids");
    await expect(found).rejects.toThrow('name a folder on the cluster as "peopleTo" (--people-to)');
    const { session } = await prepared(LINES);
    expect(session.sql("AS idLength")[0]).toContain("sum(octet_length(CAST(id AS STRING)))");
  });

  test("people are no trouble where their features stay on the cluster, up to what ALS numbers", async () => {
    const options = { peopleTo: "/out" };
    await expect(prepared(LINES, options, sized(1e9, 1e4, 1e10))).resolves.toMatchObject({
      users: 1e9,
    });
    const beyond = prepared(LINES, options, sized(2 ** 31, 1e4, 1e10));
    await expect(beyond).rejects.toMatchObject({ fault: "limit" });
  });

  test("films alone can be too many for a model file", async () => {
    const found = prepared(LINES, { peopleTo: "/out" }, sized(1e3, 1e8, 1e4));
    await expect(found).rejects.toMatchObject({ fault: "limit" });
    await expect(found).rejects.toThrow("of 0 people and 100000000 films would be too large");
    await expect(found).rejects.toThrow("learn fewer features or views");
  });
});
