import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import type { PairOrder } from "./pair-order.ts";
import { pairOrder, pairOrderDifference } from "./pair-order.ts";

/** Films of several groups, and two rankers that see what they got, one of them better. */
function films(count: number, seed: number): Record<"stars" | "group" | "good" | "poor", number[]> {
  const random = new Random(seed);
  const stars = Array.from({ length: count }, () => 1 + random.below(5));
  return {
    stars,
    group: stars.map((_, n) => n % 5),
    good: stars.map((given) => given + random.normal()),
    poor: stars.map((given) => given + 3 * random.normal()),
  };
}

/** Share of the pairs of these films, with repetition, that are in the right order. */
function shareOf(
  drawn: readonly number[],
  scores: number[],
  stars: number[],
  group: number[],
): number {
  const at = (values: readonly number[]): number[] => drawn.map((n) => values[n]!);
  return pairOrder(at(scores), at(stars), at(group)).share;
}

const widthOf = ({ low95, high95 }: { low95: number; high95: number }): number => high95 - low95;

describe("pairOrder()", () => {
  test("counts pairs of a group that were rated differently, a draw half", () => {
    //                       one group: 5 > 3 > 1        another
    const stars = [5, 3, 1, 3, 4, 2];
    const group = [0, 0, 0, 0, 1, 1];
    const scores = [9, 5, 5, 7, 1, 2];
    const { pairs, share, pairsOf, rightOf } = pairOrder(scores, stars, group);
    expect(pairs).toBe(6); // the two films of 3 stars are no pair
    expect([...pairsOf]).toEqual([3, 2, 3, 2, 1, 1]);
    expect([...rightOf]).toEqual([3, 1.5, 2.5, 2, 0, 0]);
    expect(share).toBe(4.5 / 6);
  });

  test("has no share of films that all got the same", () => {
    expect(pairOrder([1, 2], [4, 4], [0, 0])).toMatchObject({ pairs: 0, share: NaN });
  });

  test("is half for a ranker that knows nothing, and turned round by turning the scores round", () => {
    const { stars, group, good } = films(300, 1);
    expect(
      pairOrder(
        stars.map(() => 7),
        stars,
        group,
      ).share,
    ).toBe(0.5);
    const turned = pairOrder(
      good.map((score) => -score),
      stars,
      group,
    );
    expect(turned.share).toBeCloseTo(1 - pairOrder(good, stars, group).share, 12);
  });
});

describe("pairOrderDifference()", () => {
  const { stars, group, good, poor } = films(150, 2);
  const ordered = (scores: readonly number[]): PairOrder => pairOrder(scores, stars, group);

  test("is the difference of the shares, with an interval around it", () => {
    const { difference, low95, high95 } = pairOrderDifference(ordered(good), ordered(poor), 1);
    expect(difference).toBeCloseTo(ordered(good).share - ordered(poor).share, 12);
    expect(low95).toBeLessThan(difference);
    expect(high95).toBeGreaterThan(difference);
  });

  test("has the width that counting all pairs of films drawn anew gives", () => {
    const random = new Random(3);
    const drawn = Array.from({ length: 1000 }, () => {
      const films150 = stars.map(() => random.below(stars.length));
      return shareOf(films150, good, stars, group) - shareOf(films150, poor, stars, group);
    }).toSorted((a, b) => a - b);
    const slow = drawn[975]! - drawn[25]!;
    const fast = widthOf(pairOrderDifference(ordered(good), ordered(poor), 1));
    expect(Math.abs(fast / slow - 1)).toBeLessThan(0.12);
  });

  test("is exactly nothing of a ranker beside itself, and unknown where there is no pair", () => {
    expect(pairOrderDifference(ordered(good), ordered(good), 1)).toEqual({
      ...{ difference: 0, low95: 0, high95: 0 },
    });
    const none = pairOrder([1, 2], [4, 4], [0, 0]);
    expect(pairOrderDifference(none, none, 1)).toEqual({
      ...{ difference: NaN, low95: NaN, high95: NaN },
    });
  });
});
