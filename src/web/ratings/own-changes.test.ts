import { describe, expect, test } from "vitest";
import type { Change, FilmRecord } from "../state/own-state.ts";
import { dayOf, marked, rated, removed, wished } from "./own-changes.ts";

const FARGO = { movieId: 608, title: "Fargo", year: 1996 };
const TODAY = "2024-05-01";

function own(record?: Partial<FilmRecord>): { readonly films: ReadonlyMap<number, FilmRecord> } {
  return { films: new Map(record === undefined ? [] : [[608, { ...FARGO, ...record }]]) };
}

function only({ films = [] }: Change): FilmRecord {
  expect(films.length).toBe(1);
  return films[0]!;
}

describe("rated()", () => {
  test("keeps the day, and says what it did", () => {
    const change = rated(own(), FARGO, 4.5, TODAY);
    expect(change.what).toBe("giving Fargo (1996) 4½ ★");
    expect(only(change)).toEqual({ ...FARGO, rating: 4.5, date: TODAY });
  });

  test.each(["seen", "notSeen"] as const)("takes the mark %s away: stars say it", (mark) => {
    expect(only(rated(own({ mark }), FARGO, 2, TODAY)).mark).toBeUndefined();
  });

  test("leaves a wish, and that a film is not for them", () => {
    const change = rated(own({ mark: "notForMe", isWished: true }), FARGO, 1, TODAY);
    expect(only(change)).toMatchObject({ mark: "notForMe", isWished: true, rating: 1 });
  });

  test("taken away, a rating takes its day along", () => {
    const record = only(rated(own({ rating: 3, date: "2020-01-01" }), FARGO, undefined, TODAY));
    expect([record.rating, record.date]).toEqual([undefined, undefined]);
  });
});

describe("marks and wishes", () => {
  test("are set, and taken away the second time", () => {
    expect(only(marked(own(), FARGO, "notForMe")).mark).toBe("notForMe");
    expect(only(marked(own({ mark: "notForMe" }), FARGO, "notForMe")).mark).toBeUndefined();
    expect(only(marked(own({ mark: "notForMe" }), FARGO, "seen")).mark).toBe("seen");
    expect(only(wished(own(), FARGO)).isWished).toBe(true);
    expect(only(wished(own({ isWished: true }), FARGO)).isWished).toBe(false);
  });
});

test("removed() leaves nothing that was said", () => {
  expect(only(removed({ ...FARGO, rating: 5 } as FilmRecord))).toEqual(FARGO);
});

test("dayOf() is the day here, not in Greenwich", () => {
  expect(dayOf(new Date(2024, 0, 9, 0, 30))).toBe("2024-01-09");
  expect(dayOf(new Date(2024, 11, 31, 23, 59))).toBe("2024-12-31");
});
