import { describe, expect, test } from "vitest";
import { preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import { answerQuery } from "../../test/support/spark/fake-cluster-queries.ts";
import {
  relativeDifference,
  ridgeSolution,
  rowOf,
} from "../../test/support/spark/fake-cluster-reference.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import type { StarsHead } from "../core/learn/learning.ts";
import { WHOLE_STARS, clampToScale } from "../core/ratings/rating-scale.ts";
import type { SparkOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { CELLS } from "./prepare.ts";
import type { StarsLearned } from "./stars.ts";
import { learnStars } from "./stars.ts";

const FACTORS = 3;
const REGULARIZATION = 0.01;
const OPTIONS = { factors: FACTORS, regularization: REGULARIZATION, sweeps: 4 };

interface Cell {
  readonly user: number;
  readonly item: number;
  readonly stars: number;
  readonly apart: boolean;
}

interface Learned extends StarsLearned {
  readonly session: ClusterSession;
  readonly prepared: Prepared;
  readonly cells: readonly Cell[];
}

async function learned(
  options: Partial<SparkOptions>,
  withPeople = true,
  told: Partial<Prepared> = {},
): Promise<Learned> {
  const cluster = await preparedCluster({ ...OPTIONS, ...options });
  const { session, settings } = cluster;
  const prepared = { ...cluster.prepared, ...told };
  const stars = await learnStars(session, prepared, settings, withPeople);
  const cells = session.state.made.get(CELLS)!.rows as unknown as readonly Cell[];
  return { ...stars, session, prepared, cells };
}

/** μ + b_u + b_i + p_u·q_i. */
function predicted(head: StarsHead, { user, item }: Cell): number {
  const p = rowOf(head.userFactors, user, head.factors);
  const q = rowOf(head.movieFactors, item, head.factors);
  const level = head.mean + head.userBias[user]! + head.movieBias[item]!;
  return p.reduce((sum, value, k) => sum + value * q[k]!, level);
}

/** Features of one side, each row solved from its ratings and the features of the other with the ridge λ·(n + 50). */
function solvedAgain(head: StarsHead, cells: readonly Cell[], side: "user" | "item"): number[] {
  const rows = side === "user" ? head.userBias.length : head.movieBias.length;
  const others = side === "user" ? head.movieFactors : head.userFactors;
  return Array.from({ length: rows }, (_, row) => {
    const rated = cells
      .filter((cell) => cell[side] === row)
      .map(({ user, item, stars }) => ({
        features: rowOf(others, side === "user" ? item : user, FACTORS),
        target: stars - head.mean - head.userBias[user]! - head.movieBias[item]!,
      }));
    return ridgeSolution(rated, REGULARIZATION * (rated.length + 50), FACTORS);
  }).flat();
}

describe("stars learned on the cluster", () => {
  test("are a minimum of squared errors with the ridge λ·(n + 50), for people and for films", async () => {
    const { head, cells } = await learned({ heldOutShare: 0, sweeps: 40 });
    expect(Math.hypot(...head.userFactors)).toBeGreaterThan(1);
    // people are solved last, so theirs is exact
    expect(relativeDifference(head.userFactors, solvedAgain(head, cells, "user"))).toBeLessThan(
      1e-5,
    );
    expect(relativeDifference(head.movieFactors, solvedAgain(head, cells, "item"))).toBeLessThan(
      0.02,
    );
  });

  test("leave out the people and films that nobody is and that stand for zeros", async () => {
    const { head, prepared, session } = await learned({ heldOutShare: 0 });
    expect(head.userFactors).toHaveLength(prepared.users * FACTORS);
    expect(head.movieFactors).toHaveLength(prepared.items * FACTORS);
    const [text = ""] = session.sql("UNION ALL");
    const { users, items } = prepared;
    expect(text).toContain(`explode(sequence(row % 1 + ${items}, row % 1 + ${items} + 49, 1))`);
    expect(text).toContain(`explode(sequence(row % 1 + ${users}, row % 1 + ${users} + 49, 1))`);
    expect(text).toContain("0F FROM");
  });

  test("spread zeros over as many groups as there are hundred thousands of rows", async () => {
    const told = { users: 200_001, items: 100_000 }; // no more than this is looked at of them
    const { session } = await learned({ heldOutShare: 0, sweeps: 1 }, true, told);
    const [text = ""] = session.sql("UNION ALL");
    const { rows } = answerQuery(text, session.state.made);
    const othersOf = (side: "user" | "item", row: number): unknown[] => {
      const other = side === "user" ? "item" : "user";
      const first = side === "user" ? told.items : told.users;
      return rows
        .filter((entry) => entry[side] === row && Number(entry[other]) >= first)
        .map((entry) => Number(entry[other]) - first);
    };
    for (const row of [0, 1, 2, 5]) {
      const own = Array.from({ length: 50 }, (_, k) => 3 * k + (row % 3));
      expect(othersOf("user", row)).toEqual(own);
      expect(othersOf("item", row)).toEqual(Array.from({ length: 50 }, (_, k) => k));
    }
  });

  test("are measured on what was held out, which they were not learned from", async () => {
    const { head, heldOutError, halfWidth80, cells } = await learned({
      heldOutShare: 0.3,
      refit: false,
    });
    const apart = cells.filter((cell) => cell.apart);
    expect(apart.length).toBeGreaterThan(50);
    const off = apart
      .map((cell) => Math.abs(cell.stars - clampToScale(WHOLE_STARS, predicted(head, cell))))
      .toSorted((a, b) => a - b);
    const meanSquare = off.reduce((sum, value) => sum + value ** 2, 0) / off.length;
    expect(heldOutError).toBeCloseTo(Math.sqrt(meanSquare), 5);
    expect(halfWidth80).toBeCloseTo(off[Math.ceil(0.8 * off.length) - 1]!, 5);
    const kept = cells.filter((cell) => !cell.apart);
    expect(relativeDifference(head.userFactors, solvedAgain(head, kept, "user"))).toBeLessThan(
      1e-5,
    );
  });

  test("are learned once more with all ratings, unless refit is false", async () => {
    const { head, heldOutError, cells, session } = await learned({ heldOutShare: 0.3 });
    expect(relativeDifference(head.userFactors, solvedAgain(head, cells, "user"))).toBeLessThan(
      1e-5,
    );
    const once = await learned({ heldOutShare: 0.3, refit: false });
    expect(heldOutError).toBe(once.heldOutError);
    expect(session.asked.filter(({ kind }) => kind === "fit")).toHaveLength(2);
    expect(once.session.asked.filter(({ kind }) => kind === "fit")).toHaveLength(1);
  });

  test("with nothing held out are fitted once and not measured", async () => {
    const { heldOutError, halfWidth80, session } = await learned({ heldOutShare: 0, sweeps: 2 });
    expect([heldOutError, halfWidth80]).toEqual([NaN, NaN]);
    expect(session.asked.filter(({ kind }) => kind === "fit")).toHaveLength(1);
    expect(session.sql("matinee_predicted")).toEqual([]);
  });

  test("let go of every model where people are part of the head", async () => {
    const { session } = await learned({ sweeps: 2 });
    expect(session.state.models.size).toBe(0);
  });

  test("leave the last fit on the cluster where people stay there, and that alone", async () => {
    const { head, session, fit } = await learned({ sweeps: 2 }, false);
    expect([head.userFactors.length, head.userBias.length]).toEqual([0, 0]);
    expect([...session.state.models.keys()]).toEqual([fit.model.id]);
    expect(session.sql("FROM matinee_all_users_2")).toHaveLength(1); // in what was fitted: they are not fetched
    const whole = await learned({ sweeps: 2 });
    expect(head.movieFactors).toEqual(whole.head.movieFactors);
    expect(head.movieBias).toEqual(whole.head.movieBias);
  });

  test("are solved in more blocks the more entries there are, zeros among them", async () => {
    const blocks = async (ratings: number): Promise<unknown[]> => {
      const { session } = await learned({ heldOutShare: 0, sweeps: 1 }, true, { ratings });
      const fit = session.asked.find((asked) => asked.kind === "fit");
      return [fit?.params["numUserBlocks"], fit?.params["numItemBlocks"]];
    };
    const zeros = 50 * (40 + 28);
    const times = (n: number): unknown[] => [
      ["integer", n],
      ["integer", n],
    ];
    expect(await blocks(500)).toEqual(times(4));
    expect(await blocks(2e7 - zeros)).toEqual(times(10));
    expect(await blocks(2e7 - zeros + 1)).toEqual(times(11));
  });

  test("tell ALS numbers of the kind that it takes, and the columns by name", async () => {
    const { session } = await learned({ heldOutShare: 0, sweeps: 2, seed: 2 ** 32 - 1 });
    expect(session.asked.find(({ kind }) => kind === "fit")).toMatchObject({
      estimator: "org.apache.spark.ml.recommendation.ALS",
      params: {
        ...{ rank: ["integer", 3], maxIter: ["integer", 2], regParam: ["double", 0.01] },
        ...{ seed: ["long", BigInt(2 ** 32 - 1)], userCol: ["string", "user"] },
        ...{ itemCol: ["string", "item"], ratingCol: ["string", "rating"] },
      },
    });
  });
});
