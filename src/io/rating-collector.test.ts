import { describe, expect, test } from "vitest";
import { IdMap } from "../core/ratings/id-map.ts";
import { RatingCollector } from "./rating-collector.ts";

function filled(count: number, expected: number): RatingCollector {
  const collector = new RatingCollector();
  collector.expect(expected);
  const ids = Float64Array.from({ length: count }, (_, n) => n);
  collector.addNumbered({ userId: ids, movieId: ids, value: new Float32Array(count) }, count);
  return collector;
}

describe("RatingCollector", () => {
  test.each([
    ["as it expected, without a copy", 40_000, 40_800, 40_800],
    ["far fewer than it expected, in arrays of their own", 20_000, 90_000, 20_000],
    ["more than it expected, in arrays of their own", 20_000, 18_000, 20_000],
  ])("gives its ratings %s", (_, count, expected, room) => {
    const { columns, superseded } = filled(count, expected).finish();
    const { userIndex, movieIndex, value, timestamp } = columns;
    expect([userIndex.length, movieIndex.length, value.length]).toEqual([count, count, count]);
    expect([timestamp, superseded]).toEqual([undefined, 0]);
    expect([userIndex, movieIndex, value].map(({ buffer }) => buffer.byteLength / 4)).toEqual([
      ...[room, room, room],
    ]);
    expect(userIndex[count - 1]).toBe(count - 1);
  });

  test("adds rows up to one whose id is not known", () => {
    const known = { ids: new IdMap([10, 20]), from: "movies.csv" };
    const collector = new RatingCollector({ movies: known });
    const rows = {
      userId: Float64Array.of(1, 2, 3),
      movieId: Float64Array.of(20, 10, 30),
      value: Float32Array.of(1, 2, 3),
      timestamp: Uint32Array.of(0, 5, 6),
    };
    expect(collector.addNumbered(rows, 3)).toBe(2);
    expect([collector.count, collector.users.size, known.ids.size]).toEqual([2, 2, 2]);
    const { movieIndex, timestamp } = collector.take();
    expect([[...movieIndex], [...timestamp!]]).toEqual([
      [1, 0],
      [0, 5],
    ]);
  });

  test("counts what was taken, and gives only what came since", () => {
    const collector = filled(3, 0);
    expect(collector.take().value).toHaveLength(3);
    collector.add(0, 0, 4.5, 9);
    expect(collector.count).toBe(4);
    expect(collector.take()).toEqual({
      userIndex: Uint32Array.of(0),
      movieIndex: Uint32Array.of(0),
      value: Float32Array.of(4.5),
      timestamp: Uint32Array.of(9),
    });
    collector.addColumns({
      ...{ userIndex: Uint32Array.of(1), movieIndex: Uint32Array.of(2) },
      value: Float32Array.of(3),
    });
    expect(collector.take().timestamp).toBeUndefined();
  });
});
