import { expect, test } from "vitest";
import { train } from "../../train.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { filmIndexOf } from "./film-index.ts";
import { foldIntoPicks } from "./picks-fold-in.ts";

test("someone who has said nothing is given what everyone has seen and likes", async () => {
  const data = synthesize({ users: 200, movies: 80, ratings: 5000 });
  const model = await train(data, { method: "gradient-descent", factors: 4 });
  const foldIn = foldIntoPicks(model, [], new Map());
  const { byCount } = filmIndexOf(model);
  const byScore = byCount.toSorted((a, b) => foldIn.score(b) - foldIn.score(a)).subarray(0, 10);
  const mean = (rows: Uint32Array, of: (row: number) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  for (const of of [
    (row: number) => model.movieCounts[row]!,
    (row: number) => model.head.movieBias[row]!,
  ]) {
    expect(mean(byScore, of)).toBeGreaterThan(mean(byCount, of));
  }
  expect(foldIn.shares(byScore[0]!)).toHaveLength(0);
});
