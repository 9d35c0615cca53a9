import { describe, expect, test } from "vitest";
import {
  type ClusterData,
  clusterData,
  preparedCluster,
} from "../../test/support/spark/fake-cluster-data.ts";
import {
  relativeDifference,
  ridgeSolution,
  rowOf,
} from "../../test/support/spark/fake-cluster-reference.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { answerQuery } from "../../test/support/spark/fake-cluster-queries.ts";
import { valueOf } from "../../test/support/spark/fake-cluster-expression.ts";
import { jsKernels } from "../core/kernels.ts";
import type { PicksHead } from "../core/learn/learning.ts";
import { WEIGHTED_ALS_DEFAULTS } from "../core/learn/weighted-als-options.ts";
import { worthOf } from "../core/learn/worth.ts";
import type { PicksSettings } from "./picks.ts";
import { learnPicks, stepOfView } from "./picks.ts";
import type { Prepared } from "./prepare.ts";
import { CELLS, ITEMS } from "./prepare.ts";

const FACTORS = 2;
/** Of few ratings, so that unseen films weigh little and every target can be had. */
const SPARSE = { users: 160, movies: 200, ratings: 700 };
const SETTINGS = { ...WEIGHTED_ALS_DEFAULTS, factors: FACTORS, sweeps: 60, views: 1 };

interface Cell {
  readonly user: number;
  readonly item: number;
  readonly stars: number;
  readonly ranks: boolean;
}

interface Learned {
  readonly head: PicksHead;
  readonly session: ClusterSession;
  readonly prepared: Prepared;
  readonly cells: readonly Cell[];
}

interface Otherwise {
  /** As if every cell could rank films. */
  readonly allRank?: boolean;
  readonly ratings?: number;
}

async function learned(
  settings: PicksSettings,
  data?: ClusterData,
  { allRank = false, ratings }: Otherwise = {},
): Promise<Learned> {
  const cluster = await preparedCluster({ heldOutShare: 0 }, data);
  const { session } = cluster;
  const prepared = { ...cluster.prepared, ratings: ratings ?? cluster.prepared.ratings };
  if (allRank) {
    const table = session.state.made.get(CELLS)!;
    const rows = table.rows.map((row) => ({ ...row, ranks: true }));
    session.state.made.set(CELLS, { ...table, rows });
  }
  const counts = new Uint32Array(prepared.items);
  for (const { row, n } of session.state.made.get(ITEMS)!.rows) counts[Number(row)] = Number(n);
  const head = await learnPicks(session, prepared, settings, counts, jsKernels);
  const cells = session.state.made.get(CELLS)!.rows as unknown as readonly Cell[];
  return { head, session, prepared, cells };
}

/** Rows of the films that MLlib was given anything of. */
function filmsFitted({ session }: Learned): Set<number> {
  const [text = ""] = session.sql("explode(CASE");
  return new Set(answerQuery(text, session.state.made).rows.map(({ item }) => Number(item)));
}

/** As if some people had only given one star. */
function withoutLiking(data: ClusterData): ClusterData {
  const few = new Set(data.ratings.rows.slice(0, 100).map(({ user }) => user));
  const rows = data.ratings.rows.map((row) =>
    few.has(row["user"]!) ? { ...row, rating: 1 } : row,
  );
  return { ...data, ratings: { ...data.ratings, rows } };
}

/** Products of all films with all: the same however features are turned. */
function products(films: Float32Array): number[] {
  const rows = Array.from({ length: films.length / FACTORS }, (_, row) =>
    rowOf(films, row, FACTORS),
  );
  return rows.flatMap((a) => rows.map((b) => a[0]! * b[0]! + a[1]! * b[1]!));
}

describe("picks learned on the cluster", () => {
  test("minimise weighted squared errors of graded targets over all cells", async () => {
    const { head, session, prepared, cells } = await learned(SETTINGS, clusterData(SPARSE));
    const [view] = head.views;
    const films = view!.givenFactors;
    const k = 1 / head.unseenWeight;
    expect(k).toBeGreaterThan(6); // else the target of 2 stars is out of reach
    const liked = cells.filter(({ stars }) => stars > 1.5).length;
    const cellsInAll = prepared.users * prepared.items;
    const share = (0.7 * 0.03 * (prepared.ratings * k + cellsInAll)) / liked;
    /** Ours: Σ_all (t − p·q)² + Σ_rated k·(t − p·q)² + ridge. */
    const solved = (rows: number, others: Float32Array, side: "user" | "item"): Float32Array => {
      const other = side === "user" ? "item" : "user";
      const all = others.length / FACTORS;
      const flat = Array.from({ length: rows }, (_, row) => {
        const own = cells.filter((cell) => cell[side] === row);
        const starsBy = new Map(own.map((cell) => [cell[other], cell.stars]));
        const rated = Array.from({ length: all }, (__, at) => {
          const stars = starsBy.get(at);
          const features = rowOf(others, at, FACTORS);
          if (stars === undefined) return { features, target: 0 };
          return { features, target: worthOf(stars, 1.5), weight: 1 + k };
        });
        const n = own.filter(({ stars }) => stars > 1.5).length;
        return n === 0 ? Array<number>(FACTORS).fill(0) : ridgeSolution(rated, share * n, FACTORS);
      });
      return Float32Array.from(flat.flat());
    };
    const people = solved(prepared.users, films, "user");
    const again = solved(prepared.items, people, "item");
    expect(Math.hypot(...films)).toBeGreaterThan(0.1);
    expect(relativeDifference(films, again)).toBeLessThan(0.004);
    const fit = session.asked.find((asked) => asked.kind === "fit");
    expect(fit?.params["regParam"]).toEqual(["double", expect.closeTo(share / worthOf(5, 1.5), 9)]);
    expect(session.state.models.size).toBe(0);
  });

  test("have two entries of a cell that speaks for its film, and one of any other", async () => {
    const { session, head, prepared } = await learned({ ...SETTINGS, sweeps: 1 });
    const [text = ""] = session.sql("explode(CASE");
    const k = 1 / head.unseenWeight;
    const density = prepared.ratings / (prepared.users * prepared.items);
    expect(k).toBeCloseTo(1 / (3 * density), 5);
    expect(text).toContain(`array(liked, liked - ${k}D)`);
    expect(text).toContain(`ELSE array(${-k}D)`);
    expect(text).toContain("WHERE entry <> 0");
    // (5 − 1.5)/2 is the largest worth of whole stars
    const worthText = /, (greatest\(0D, .+?\)) AS worth/u.exec(text)![1]!;
    const worths = [1, 2, 3, 4, 5].map((stars) => valueOf(worthText, { stars }));
    expect(worths).toEqual(
      [0, 0.5 / 3.5, 1.5 / 3.5, 2.5 / 3.5, 1].map((worth) => expect.closeTo(worth, 12)),
    );
    const likedText = /SELECT \*, (.+?) AS liked/u.exec(text)![1]!;
    expect(valueOf(likedText, { worth: 1 })).toBeCloseTo(k, 9);
    expect(valueOf(likedText, { worth: 1e-9 })).toBe(1e-3); // and yet above 0
  });

  test("are of as many views as are asked for, each of another seed", async () => {
    const { head, session } = await learned({ ...SETTINGS, sweeps: 1, views: 2 });
    expect(head.views).toHaveLength(2);
    const seeds = session.asked.flatMap((asked) =>
      asked.kind === "fit" ? [asked.params["seed"]] : [],
    );
    expect(new Set(seeds.map(String)).size).toBe(2);
    const fit = session.asked.find((asked) => asked.kind === "fit");
    expect(fit).toMatchObject({
      params: { implicitPrefs: ["boolean", true], alpha: ["double", 1], rank: ["integer", 2] },
    });
    expect(head).toMatchObject({ neutral: 1.5, regularization: 0.03 });
    expect([stepOfView(1, 1), stepOfView(2, 3)]).toEqual([
      "fit what to pick",
      "fit what to pick, 2 of 3",
    ]);
  });

  test("leave out whoever and whatever has only bad ratings: features 0, the rest as with them", async () => {
    const data = withoutLiking(clusterData(SPARSE));
    const without = await learned(SETTINGS, data);
    const { head, prepared, cells } = without;
    const liked = new Set(cells.filter(({ stars }) => stars > 1.5).map(({ item }) => item));
    const films = head.views[0]!.givenFactors;
    const bad = Array.from({ length: prepared.items }, (_, row) => row).filter(
      (row) => !liked.has(row),
    );
    expect(bad.length).toBeGreaterThan(0);
    for (const row of bad) expect([...rowOf(films, row, FACTORS)]).toEqual([0, 0]);
    expect(filmsFitted(without)).toEqual(liked);
    const dropped = cells.filter(({ ranks }) => !ranks);
    expect(dropped.some(({ item }) => liked.has(item))).toBe(true); // of people who like nothing
    const all = await learned(SETTINGS, data, { allRank: true });
    expect(filmsFitted(all).size).toBe(prepared.items);
    const same = all.head.views[0]!.givenFactors;
    expect(relativeDifference(products(films), products(same))).toBeLessThan(0.01);
  });

  test("are solved in more blocks the more ratings there are, two entries each", async () => {
    const blocks = async (ratings: number): Promise<unknown> => {
      const few = { ...SETTINGS, sweeps: 1 };
      const { session } = await learned(few, clusterData(), { ratings });
      return session.asked.find((asked) => asked.kind === "fit")?.params["numItemBlocks"];
    };
    expect(await blocks(500)).toEqual(["integer", 4]);
    expect(await blocks(1e7 + 1)).toEqual(["integer", 11]);
  });
});
