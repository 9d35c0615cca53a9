import { describe, expect, test } from "vitest";
import type { NightFilm } from "../night-messages.ts";
import type { Member } from "./night-member.ts";
import { belowText, givesWayText, whoGivesWay } from "./who-gives-way.ts";

const NO_FILMS = { ratings: [], seen: [], notForMe: [] };
const YOU: Member = { guest: undefined, data: NO_FILMS };
const BEN: Member = { guest: { key: "b", name: "Ben", data: NO_FILMS }, data: NO_FILMS };

function film(stars: readonly number[], below: readonly number[] = []): Pick<NightFilm, "people"> {
  const people = stars.map((one, k) => ({
    ...{ stars: one, low: one - 1, high: one + 1, why: [] },
    isBelowUsual: below.includes(k),
  }));
  return { people };
}

function alone(...stars: readonly number[]): { readonly alone: number }[] {
  return stars.map((one) => ({ alone: one }));
}

describe("who gives way", () => {
  test("whoever gives up most of what they would get alone, not whoever gets least", () => {
    expect(whoGivesWay(film([4, 3.5]), alone(4.8, 3.6))).toBe(0);
  });

  test("nobody where all give up alike, or little", () => {
    expect(whoGivesWay(film([4, 3.5]), alone(4.6, 4))).toBe(-1);
    expect(whoGivesWay(film([4, 3.5]), alone(4.2, 3.4))).toBe(-1);
  });

  test("nobody who is alone, and nobody for whom nothing is left", () => {
    expect(whoGivesWay(film([4]), alone(5))).toBe(-1);
    expect(whoGivesWay(film([4, 4]), alone(Number.NaN, 4))).toBe(-1);
  });

  test("in words, of you and of others", () => {
    const members = [YOU, BEN];
    const your = "You give way: a film of your own choice would be about 4.8\u{a0}★.";
    const their = "Ben gives way: a film of their own choice would be about 4.5\u{a0}★.";
    expect(givesWayText(film([4, 3.5]), alone(4.8, 3.6), members)).toBe(your);
    expect(givesWayText(film([4, 3.5]), alone(4, 4.5), members)).toBe(their);
    expect(givesWayText(film([4, 3.5]), alone(4, 3.5), members)).toBe("Nobody has to give way.");
    expect(givesWayText(film([4]), alone(4.8), [YOU])).toBe("");
  });
});

test("whom a film pleases less than usual is told by name", () => {
  expect(belowText(film([4, 2], [1]), [YOU, BEN])).toBe("Less than usual for Ben.");
  expect(belowText(film([2, 2], [0, 1]), [YOU, BEN])).toBe("Less than usual for you and Ben.");
  expect(belowText(film([4, 4]), [YOU, BEN])).toBe("");
});
