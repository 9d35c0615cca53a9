import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import type { Protocol } from "./protocols.ts";
import { PROTOCOL_NAMES, protocolNamed, randomProtocol, randomSplits } from "./protocols.ts";

type RandomProtocol = Extract<Protocol, { kind: "random" }>;

describe("protocolNamed()", () => {
  test.each(PROTOCOL_NAMES)("knows %s by its own name", (name) => {
    expect(protocolNamed(name).name).toBe(name);
  });

  test("gives the shipped folds", () => {
    expect(protocolNamed("u3")).toEqual({ kind: "folds", name: "u3", folds: [3] });
    expect(protocolNamed("u1-u5")).toEqual({
      kind: "folds",
      name: "u1-u5",
      folds: [1, 2, 3, 4, 5],
    });
  });

  test("gives five draws from the first seed on", () => {
    expect(protocolNamed("random-90-10", 7)).toEqual({
      kind: "random",
      name: "random-90-10",
      testShare: 0.1,
      seeds: [7, 8, 9, 10, 11],
    });
  });

  test("gives one moment for everyone", () => {
    expect(protocolNamed("time-80-20", 7)).toEqual({
      kind: "time",
      name: "time-80-20",
      testShare: 0.2,
    });
  });

  test("gives people left out: the same but for how many ratings they bring and whether lists are measured", () => {
    const people = { kind: "people", people: 250, leastRatings: 60, seeds: [7, 8, 9, 10, 11] };
    expect(protocolNamed("thirty-ratings", 7)).toEqual({
      ...people,
      name: "thirty-ratings",
      lists: true,
      given: [30],
    });
    expect(protocolNamed("cold-start", 7)).toEqual({
      ...people,
      name: "cold-start",
      lists: false,
      given: [0, 5, 10, 15, 20, 30, 50],
    });
  });

  test.each([
    ["u6", '; did you mean "u1"?'],
    ["U1-U5", '; did you mean "u1-u5"?'],
    ["random-90-1O", '; did you mean "random-90-10"?'],
    ["leave-one-out", ""],
  ])("refuses %s with all names%s", (name, hint) => {
    const find = (): unknown => protocolNamed(name);
    expect(find).toThrow(
      new RangeError(
        `Cannot evaluate: "protocol" must be one of ${PROTOCOL_NAMES.join(", ")}, got "${name}"${hint}`,
      ),
    );
  });
});

describe("randomProtocol()", () => {
  test.each([
    [0.1, "random-90-10"],
    [0.2, "random-80-20"],
    [0.07, "random-93-7"],
    [0.125, "random-87.5-12.5"],
    [1 / 3, "random-66.67-33.33"],
    [0.5, "random-50-50"],
  ])("of a test share of %d is called %s", (share, name) => {
    expect(randomProtocol(share).name).toBe(name);
  });
});

describe("randomSplits()", () => {
  const ratings = pureNoise(20, 30, 200, 1);
  const splits = [...randomSplits(ratings, randomProtocol(0.2, 3) as RandomProtocol)];
  const keys = ({ userIndex, movieIndex }: typeof ratings): number[] =>
    Array.from(userIndex, (user, n) => user * 30 + movieIndex[n]!);

  test("are five, each with this share in the test part and no rating in both", () => {
    expect(splits).toHaveLength(5);
    for (const { train, test: part } of splits) {
      expect([train.length, part.length]).toEqual([160, 40]);
      const all = [...keys(train), ...keys(part)].toSorted((a, b) => a - b);
      expect(all).toEqual(keys(ratings).toSorted((a, b) => a - b));
    }
  });

  test("differ from each other, and are the same for the same seeds", () => {
    const drawn = splits.map(({ test: part }) => keys(part).join());
    expect(new Set(drawn).size).toBe(5);
    const again = [...randomSplits(ratings, randomProtocol(0.2, 3) as RandomProtocol)];
    expect(again.map(({ test: part }) => keys(part).join())).toEqual(drawn);
  });
});
