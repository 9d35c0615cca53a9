import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { knownFilms } from "./known-films.ts";

function filmsWith(counts: readonly number[]): ReturnType<typeof handMadeModel> {
  return handMadeModel(counts.map((count, id) => ({ id, features: [1], count })));
}

describe("knownFilms()", () => {
  test("are those with 10 ratings, most rated first, the well-known those with 30", () => {
    const counts = [...Array<number>(120).fill(30), ...Array<number>(20).fill(10), 9, 29, 500];
    const { rows, wellKnown, floor } = knownFilms(filmsWith(counts));
    expect({ length: rows.length, wellKnown, floor }).toEqual({
      ...{ length: 142, wellKnown: 121, floor: 10 },
    });
    expect([...rows.slice(0, 2), rows[121]]).toEqual([142, 0, 141]);
    expect(rows).not.toContain(140);
  });

  test("of a small table are the 100 best known, all of them well known", () => {
    const counts = Array.from({ length: 150 }, (_, k) => 200 - k);
    const few = filmsWith(counts.map((count) => Math.ceil(count / 10)));
    expect(knownFilms(few)).toMatchObject({ wellKnown: 100, floor: 10 });
    expect(knownFilms(filmsWith([5, 0, 3]))).toEqual({
      ...{ rows: Uint32Array.of(0, 2), wellKnown: 2, floor: 3 },
    });
  });

  test("are 1500 at most, and none where nothing was rated", () => {
    const many = knownFilms(filmsWith(Array<number>(1600).fill(40)));
    expect([many.rows.length, many.wellKnown]).toEqual([1500, 1500]);
    expect(knownFilms(filmsWith([0, 0]))).toEqual({
      ...{ rows: new Uint32Array(0), wellKnown: 0, floor: 1 },
    });
  });
});
