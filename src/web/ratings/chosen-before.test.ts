import { describe, expect, test } from "vitest";
import type { FoundRow, ImportedFile, OpenRow } from "../messages.ts";
import type { FilmRecord, LeftRow, OwnState } from "../state/own-state.ts";
import { chosenBefore } from "./chosen-before.ts";

function told(title: string): OpenRow["told"] {
  return { title, year: 1998, imdbId: undefined, tmdbId: undefined };
}

function row(title: string, ...movieIds: readonly number[]): OpenRow {
  const candidates = movieIds.map((movieId) => ({
    ...{ movieId, title: "Emma", year: 1996, genres: [], confidence: 0.5 },
  }));
  return { list: "rated", rating: 3, date: undefined, told: told(title), candidates };
}

function file(rows: Partial<ImportedFile>): Pick<ImportedFile, "found" | "ambiguous" | "unknown"> {
  return { found: [], ambiguous: [], unknown: [], ...rows };
}

function own(movieIds: readonly number[], left: readonly LeftRow[] = []): OwnState {
  const films = movieIds.map((id): [number, FilmRecord] => [
    id,
    { movieId: id, title: "", year: 1 },
  ]);
  return { films: new Map(films), left } as unknown as OwnState;
}

describe("what was said of a row", () => {
  const film = { movieId: 7, title: "Dune", year: 1984 };

  test("counts for a newer file: which film it is", () => {
    const [open, unknown] = [row("Emma", 1, 2), row("Duna")];
    const left = [open, unknown].map(({ list, told: as }) => ({ list, told: as, film }));
    const choices = chosenBefore(file({ ambiguous: [open], unknown: [unknown] }), own([7], left));
    expect([choices.get(open), choices.get(unknown)]).toEqual([film, film]);
  });

  test("and that it is not what it is taken for", () => {
    const found = { ...row("Emma"), movieId: 3 } as unknown as FoundRow;
    const left = { list: "rated" as const, told: found.told, film: "none" as const };
    const imported = file({ found: [found] });
    expect(chosenBefore(imported, own([], [left])).get(found)).toBe("none");
    // Unknown until now, it is known to a newer model.
    expect(chosenBefore(imported, own([], [{ ...left, film: undefined }])).size).toBe(0);
  });
});

describe("a row that nothing was said of", () => {
  test("is the one of its candidates that one has, and open where that tells nothing", () => {
    const open = row("Emma", 1, 2);
    const imported = file({ ambiguous: [open] });
    expect(chosenBefore(imported, own([2])).get(open)).toMatchObject({ movieId: 2 });
    expect(chosenBefore(imported, own([])).size).toBe(0);
    expect(chosenBefore(imported, own([1, 2])).size).toBe(0);
  });

  test("is not a film that another row is of already", () => {
    const [first, second] = [row("Emma", 1, 2), row("Emma!", 1, 3)];
    const found = [{ ...row("Em"), movieId: 2 } as unknown as FoundRow];
    expect(chosenBefore(file({ found, ambiguous: [first] }), own([2])).size).toBe(0);
    expect([...chosenBefore(file({ ambiguous: [first, second] }), own([1])).keys()]).toEqual([
      first,
    ]);
  });
});
