import { describe, expect, test } from "vitest";
import { preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import { MOVIE_DAMPING, USER_DAMPING } from "../core/learn/biases.ts";
import { DataError } from "../core/errors.ts";
import { fitBiasTables } from "./biases.ts";
import type { Part } from "./biases.ts";
import { CELLS } from "./prepare.ts";

interface Cell {
  readonly user: number;
  readonly item: number;
  readonly stars: number;
  readonly apart: boolean;
}

/** Two turns of damped means, films first, written plainly. */
function twoTurns(cells: readonly Cell[]): { mean: number; users: number[]; items: number[] } {
  const mean = cells.reduce((sum, { stars }) => sum + stars, 0) / cells.length;
  const [users, items]: [number[], number[]] = [[], []];
  const left = (side: "user" | "item", row: number, damping: number): number => {
    const own = cells.filter((cell) => cell[side] === row);
    const sum = own.reduce((all, { user, item, stars }) => {
      const other = side === "user" ? items[item] : users[user];
      return all + stars - mean - (other ?? 0);
    }, 0);
    return sum / (own.length + damping);
  };
  const films = new Set(cells.map(({ item }) => item));
  const people = new Set(cells.map(({ user }) => user));
  for (let turn = 0; turn < 2; turn++) {
    for (const row of films) items[row] = left("item", row, MOVIE_DAMPING);
    for (const row of people) users[row] = left("user", row, USER_DAMPING);
  }
  return { mean, users, items };
}

describe("biases on the cluster", () => {
  test.each<Part>(["all", "kept"])("of %s ratings are two turns of damped means", async (part) => {
    const { session } = await preparedCluster({ heldOutShare: 0.3 });
    const tables = await fitBiasTables(session, part);
    const cells = session.state.made.get(CELLS)!.rows as unknown as readonly Cell[];
    const used = cells.filter(({ apart }) => part === "all" || !apart);
    expect(used.length < cells.length).toBe(part === "kept");
    const expected = twoTurns(used);
    expect(tables.mean).toBeCloseTo(expected.mean, 12);
    const left = [...session.state.made.keys()].filter((name) =>
      name.startsWith(`matinee_${part}`),
    );
    expect(left).toEqual([tables.items, tables.users]); // those of the turn before are let go of
    for (const side of ["users", "items"] as const) {
      const found: number[] = [];
      for (const { row, bias } of session.state.made.get(tables[side])!.rows) {
        found[Number(row)] = Number(bias);
      }
      expect(found).toHaveLength(expected[side].length);
      for (const [row, bias] of expected[side].entries()) {
        if (bias !== undefined) expect(found[row]).toBeCloseTo(bias, 10);
      }
    }
  });

  test("need a rating that is not held out", async () => {
    const { session } = await preparedCluster({});
    const apart = session.state.made.get(CELLS)!;
    session.state.made.set(CELLS, {
      ...apart,
      rows: apart.rows.map((row) => ({ ...row, apart: true })),
    });
    const found = fitBiasTables(session, "kept");
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow("all ratings are held out, none is left to learn from");
  });

  test("are asked for with the mean as a double, never as a decimal", async () => {
    const { session } = await preparedCluster({});
    const { mean } = await fitBiasTables(session, "kept");
    expect(String(mean)).toMatch(/\.\d{6}/u);
    const texts = session.sql("AS bias");
    expect(texts).toHaveLength(4);
    for (const text of texts) {
      expect(text).toContain(`stars - ${mean}D`);
      expect(text).toContain("WHERE NOT apart");
    }
    expect(texts[0]).toContain("/ (count(*) + 2) AS bias");
    expect(texts[1]).toContain("JOIN matinee_kept_items_1 o ON c.item = o.row");
    expect(texts[1]).toContain("/ (count(*) + 5) AS bias");
  });
});
