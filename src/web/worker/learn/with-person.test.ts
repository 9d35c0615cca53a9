import { describe, expect, test } from "vitest";
import { Catalogue, Ratings, WHOLE_STARS } from "../../../index.ts";
import type { OwnFilm } from "../../messages.ts";
import { withPerson } from "./with-person.ts";

const catalogue = new Catalogue([
  { id: 10, title: "Alien", year: 1979, genres: [], alternatives: [] },
  { id: 20, title: "Fargo", year: 1996, genres: [], alternatives: [] },
  { id: 30, title: "Heat", year: 1995, genres: [], alternatives: [] },
]);
const ratings = new Ratings(
  Ratings.fromRows([{ userId: "you", movieId: 10, rating: 4 }]).users,
  catalogue.ids,
  WHOLE_STARS,
  { userIndex: Uint32Array.of(0), movieIndex: Uint32Array.of(0), value: Float32Array.of(4) },
);
const dataSet = { name: "a few", ratings, catalogue, superseded: 0 };

function film(title: string, year: number, said: Partial<OwnFilm>): OwnFilm {
  return { title, year, rating: undefined, mark: undefined, ...said };
}

const OWN = [
  film("Fargo", 1996, { rating: 4.5 }),
  film("Heat", 1995, { mark: "notForMe" }),
  film("Alien", 1979, { rating: 0.5 }),
  film("Stalker", 1979, { rating: 5 }),
];

describe("withPerson()", () => {
  test("puts the person's ratings among the others, found by title and year", () => {
    const { dataSet: joined, person } = withPerson({ dataSet, isMadeUp: false }, OWN);
    expect(joined.ratings.length).toBe(3);
    expect(joined.ratings.userCount).toBe(2);
    expect(person!.ratings).toEqual([
      { movieId: 20, rating: 4.5 },
      { movieId: 10, rating: 1 }, // the scale begins there
    ]);
    expect(joined.ratings.users.indexOf(person!.userId)).toBe(1);
    expect(person!.userId).not.toBe("you"); // that name was taken
  });

  test("takes along what else they said of films", () => {
    const { person } = withPerson({ dataSet, isMadeUp: false }, OWN);
    expect(person!.marks).toEqual({ seen: [], notForMe: [30] });
  });

  test("leaves data as they are where the person has rated none of the films, or they are made up", () => {
    const unknown = [film("Stalker", 1979, { rating: 5 }), film("Heat", 1995, { mark: "seen" })];
    const joined = withPerson({ dataSet, isMadeUp: false }, unknown);
    expect(joined).toEqual({ dataSet, person: undefined });
    expect(withPerson({ dataSet, isMadeUp: true }, OWN).person).toBeUndefined();
  });
});
