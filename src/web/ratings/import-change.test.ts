import { describe, expect, test } from "vitest";
import type { FoundRow, ImportedFile, OpenRow } from "../messages.ts";
import type { FilmRecord, LeftRow, OwnState } from "../state/own-state.ts";
import type { Choice } from "./import-change.ts";
import { changesNothing, foundLater, importChange } from "./import-change.ts";

const FARGO = { movieId: 608, title: "Fargo", year: 1996 };
const HEAT = { movieId: 6, title: "Heat", year: 1995 };
const TOLD = { title: "Fargo", year: 1996, imdbId: undefined, tmdbId: undefined };

function found(row: Partial<FoundRow>): FoundRow {
  return {
    ...{ ...FARGO, list: "rated", rating: undefined, date: undefined, told: TOLD },
    ...{ reason: "title and year", confidence: 0.999, ...row },
  };
}

function open(title: string, row: Partial<OpenRow> = {}): OpenRow {
  const told = { title, year: 2021, imdbId: undefined, tmdbId: undefined };
  return { list: "rated", rating: 4, date: "2024-01-01", told, candidates: [], ...row };
}

function file(rows: Partial<ImportedFile>): ImportedFile {
  return {
    ...{ file: "ratings.csv", formatTitle: "Letterboxd ratings (CSV)", rows: 0 },
    ...{ found: [], ambiguous: [], unknown: [], leftOut: [], faults: [], advice: undefined },
    ...rows,
  };
}

function own(films: readonly FilmRecord[] = [], left: readonly LeftRow[] = []): OwnState {
  return {
    storage: { kind: "memory", why: "" } as OwnState["storage"],
    films: new Map(films.map((film) => [film.movieId, film])),
    ...{ left, guests: [], undoable: undefined },
  };
}

const NONE = new Map<OpenRow, Choice>();

describe("a rating of a file", () => {
  test("of a film not rated before is added", () => {
    const row = found({ rating: 4.5, date: "2024-05-01" });
    const { change, counts } = importChange(file({ found: [row] }), NONE, own());
    expect(change.films).toEqual([{ ...FARGO, rating: 4.5, date: "2024-05-01" }]);
    expect(counts).toMatchObject({ added: 1, changed: 0, same: 0, older: 0, left: 0 });
  });

  test.each([
    ["of a later day takes the place of one's own", "2024-06-01", 2, "changed"],
    ["of the same day does, too", "2024-05-01", 2, "changed"],
    ["of an earlier day does not", "2024-04-01", 3, "older"],
    ["without a day does not, where one's own has one", undefined, 3, "older"],
  ] as const)("%s", (_, date, rating, count) => {
    const before = { ...FARGO, rating: 3, date: "2024-05-01" };
    const { change, counts } = importChange(
      file({ found: [found({ rating: 2, date })] }),
      NONE,
      own([before]),
    );
    expect((change.films ?? [before])[0] ?? before).toMatchObject({ rating });
    expect(counts[count]).toBe(1);
  });

  test("as it is already changes nothing", () => {
    const before = { ...FARGO, rating: 2, date: "2024-05-01" };
    const state = own([before]);
    const row = found({ rating: 2, date: "2024-05-01" });
    const { change, counts } = importChange(file({ found: [row] }), NONE, state);
    expect([counts.same, changesNothing(change, state)]).toEqual([1, true]);
  });

  test("replaces that a film was seen, and keeps that it is wished for or not for them", () => {
    const marks: readonly Partial<FilmRecord>[] = [
      { mark: "seen", isWished: true },
      { mark: "notForMe" },
    ];
    const [first, second] = marks.map((mark) => {
      const state = own([{ ...FARGO, ...mark }]);
      return importChange(file({ found: [found({ rating: 5 })] }), NONE, state).change.films![0];
    });
    expect(first).toMatchObject({ rating: 5, isWished: true });
    expect(first!.mark).toBeUndefined();
    expect(second).toMatchObject({ rating: 5, mark: "notForMe" });
  });
});

test("a film on several lists of a file is one record", () => {
  const rows = [
    found({ list: "rated", rating: 4, date: "2024-05-01" }),
    found({ list: "seen", date: "2024-06-01" }),
    found({ list: "watchlist" }),
    found({ list: "notSeen" }),
  ];
  const { change, counts } = importChange(file({ found: rows }), NONE, own());
  expect(change.films).toEqual([{ ...FARGO, rating: 4, date: "2024-05-01", isWished: true }]);
  expect(counts).toMatchObject({ added: 1, seen: 1, wished: 1, marked: 1 });
});

describe("a row that is not sure", () => {
  const row = open("Dune", { candidates: [{ ...HEAT, genres: [], confidence: 0.5 }] });

  test("is kept aside until someone says which film it is", () => {
    const imported = file({ ambiguous: [row] });
    const { change, counts } = importChange(imported, NONE, own());
    expect([change.films, counts.left, counts.added]).toEqual([[], 1, 0]);
    expect(change.left).toEqual([{ list: "rated", told: row.told, rating: 4, date: "2024-01-01" }]);
    const said = importChange(imported, new Map([[row, HEAT]]), own());
    expect(said.change.films).toEqual([{ ...HEAT, rating: 4, date: "2024-01-01" }]);
    expect(said.counts.left).toBe(0);
  });

  test("and one that was taken for a film can be said to be none, or another", () => {
    const wrong = found({ rating: 1 });
    const imported = file({ found: [wrong] });
    const none = importChange(imported, new Map([[wrong, "none" as const]]), own());
    expect([none.change.films, none.counts.left]).toEqual([[], 1]);
    const other = importChange(imported, new Map([[wrong, HEAT]]), own());
    expect(other.change.films).toEqual([{ ...HEAT, rating: 1, date: undefined }]);
  });

  test("is no longer kept aside once it is known", () => {
    const kept: LeftRow = { list: "rated", told: { ...row.told }, rating: 4, date: "2024-01-01" };
    const stays: LeftRow = { ...kept, told: { ...row.told, title: "Nope" } };
    const state = own([], [kept, stays]);
    const { change } = importChange(file({ ambiguous: [row] }), new Map([[row, HEAT]]), state);
    expect(change.left).toEqual([{ list: "rated", told: row.told, film: HEAT }]);
    expect(foundLater(stays, FARGO, state)).toEqual({
      what: "finding Fargo",
      films: [{ ...FARGO, rating: 4, date: "2024-01-01" }],
      left: [{ list: "rated", told: stays.told, film: FARGO }],
    });
    const byItself = file({ found: [found({ rating: 4, told: row.told })] });
    expect(importChange(byItself, new Map(), state).change.leftGone).toEqual([kept]);
  });

  test("kept aside already, changes nothing", () => {
    const kept: LeftRow = { list: "rated", told: row.told, rating: 4, date: "2024-01-01" };
    const state = own([], [kept]);
    const { change } = importChange(file({ ambiguous: [row] }), NONE, state);
    expect(changesNothing(change, state)).toBe(true);
    expect(changesNothing(change, own())).toBe(false);
  });
});
