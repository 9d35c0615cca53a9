import { describe, expect, test } from "vitest";
import type { PersonData } from "../messages.ts";
import type { FilmRecord, Guest } from "../state/own-state.ts";
import type { Member } from "./night-member.ts";
import { arrivalOf, everyone, fewText, memberName, membersOf } from "./night-member.ts";

const DATA = { ratings: [{ movieId: 1, rating: 4 }], seen: [], notForMe: [] };
const ANNA: Guest = { key: "a", name: "Anna", data: DATA };
const UNNAMED: Guest = { key: "b", name: "", data: DATA };

function member(guest?: Guest): Member {
  return { guest, data: DATA };
}

function films(...records: readonly FilmRecord[]): ReadonlyMap<number, FilmRecord> {
  return new Map(records.map((record, k) => [k, record]));
}

describe("who is there", () => {
  test("you, once you have rated a film, then the guests", () => {
    const rated = films({ movieId: 1, title: "Fargo", year: 1996, rating: 4 });
    const marked = films({ movieId: 1, title: "Fargo", year: 1996, mark: "seen" });
    expect(membersOf({ films: rated, guests: [ANNA] }).map(memberName)).toEqual(["you", "Anna"]);
    expect(membersOf({ films: marked, guests: [ANNA] }).map(memberName)).toEqual(["Anna"]);
    expect(membersOf({ films: films(), guests: [] })).toEqual([]);
  });

  test("in words", () => {
    expect(everyone([member()])).toBe("you");
    expect(everyone([member(), member(ANNA)])).toBe("you and Anna");
    const three = [member(), member(ANNA), member(UNNAMED)];
    expect(everyone(three)).toBe("you, Anna and a friend");
  });
});

test("who has rated too few films is told, once there is an answer", () => {
  const members = [member(), member(ANNA), member(UNNAMED)];
  const known = (...counts: readonly number[]): Parameters<typeof fewText>[1] =>
    counts.map((count) => ({ known: count, print: [], alone: 4 }));
  expect(fewText(members, known(5, 5, 9))).toBe("");
  expect(fewText(members, known(4, 5, 9))).toMatch(/^You have rated fewer than 5 .*for you it is/u);
  expect(fewText(members, known(9, 0, 9))).toMatch(/^Anna has rated .*for them it is/u);
  expect(fewText(members, known(1, 1, 9))).toMatch(/^You and Anna have rated /u);
  expect(fewText(members, [])).toBe("");
});

describe("someone who comes", () => {
  const rated = (...stars: readonly number[]): PersonData => ({
    ...{ seen: [], notForMe: [] },
    ratings: stars.map((rating, movieId) => ({ movieId, rating })),
  });
  const anna: Guest = { key: "a", name: "Anna", data: rated(5, 4, 3, 2, 1) };

  test("takes the place of what was there of the same person, and keeps the name there", () => {
    const data = rated(5, 4, 3, 2, 1, 4);
    const arrival = arrivalOf({ name: "Ann", data }, [UNNAMED, anna]);
    expect(arrival).toEqual({ guest: { key: "a", name: "Anna", data }, before: anna });
  });

  test("never takes the place of someone else of the same name", () => {
    const { guest, before } = arrivalOf({ name: "Anna", data: rated(1, 2, 5, 2, 3) }, [
      UNNAMED,
      anna,
    ]);
    expect([guest.name, before]).toEqual(["Anna 2", undefined]);
    expect(["a", "b"]).not.toContain(guest.key);
  });
});
