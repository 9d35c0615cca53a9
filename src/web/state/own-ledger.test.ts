import { describe, expect, test } from "vitest";
import { OwnLedger } from "./own-ledger.ts";
import type { FilmRecord } from "./own-state.ts";

const FARGO = { movieId: 608, title: "Fargo", year: 1996 };
const BRAZIL = { movieId: 1199, title: "Brazil", year: 1985 };
const TOLD = { title: "Lost", year: undefined, imdbId: 7, tmdbId: undefined };

function ledgerAt(times: readonly number[] = [1, 2, 3, 4, 5, 6]): OwnLedger {
  const left = [...times];
  return new OwnLedger({ kind: "opening" }, () => left.shift() ?? 0);
}

function rate(ledger: OwnLedger, film: typeof FARGO, rating: number): void {
  ledger.change({ what: `rating ${film.title}`, films: [{ ...film, rating }] });
}

function ratings(ledger: OwnLedger): readonly (number | undefined)[] {
  return Array.from(ledger.state().films.values(), ({ rating }) => rating);
}

describe("changes", () => {
  test("one record a film, the last one changed last", () => {
    const ledger = ledgerAt();
    rate(ledger, FARGO, 3);
    rate(ledger, BRAZIL, 4);
    rate(ledger, FARGO, 5);
    expect([...ledger.state().films.keys()]).toEqual([BRAZIL.movieId, FARGO.movieId]);
    expect(ratings(ledger)).toEqual([4, 5]);
  });

  test("are there at once; large ones are told in a later task", async () => {
    const ledger = ledgerAt();
    const heard: number[] = [];
    ledger.subscribe(() => heard.push(ledger.state().films.size));
    rate(ledger, FARGO, 3);
    const films = Array.from({ length: 600 }, (_, k) => ({
      ...BRAZIL,
      movieId: 1000 + k,
      rating: 3,
    }));
    ledger.change({ what: "importing", films });
    expect([ledger.state().films.size, heard]).toEqual([601, [1]]);
    await new Promise((done) => setTimeout(done));
    expect(heard).toEqual([1, 601]);
  });

  test("the film ids 1 and “1” are two", () => {
    const ledger = ledgerAt();
    const films = [1, "1"].map((movieId, k) => ({ ...FARGO, movieId, rating: k + 1 }));
    ledger.change({ what: "rating", films });
    expect(ratings(ledger)).toEqual([1, 2]);
  });

  test("a film with neither rating, mark nor wish is removed", () => {
    const ledger = ledgerAt();
    rate(ledger, FARGO, 3);
    ledger.change({ what: "removing", films: [FARGO] });
    expect(ledger.state().films.size).toBe(0);
  });

  test("only the fields of a record are kept, with the time, and told to be stored", () => {
    const ledger = ledgerAt([77]);
    const film: FilmRecord & { print: number[] } = { ...FARGO, isWished: true, print: [1] };
    const edits = ledger.change({ what: "wish", films: [film] });
    const row = { ...FARGO, isWished: true, changedAt: 77 };
    expect(edits).toEqual([{ table: "films", key: 608, row }]);
    expect(ledger.state().films.get(608)).toEqual(row);
  });

  test("a rating that could not be read back is refused", () => {
    const ledger = ledgerAt();
    expect(() => rate(ledger, FARGO, Number.NaN)).toThrow(TypeError);
    expect(() => rate(ledger, FARGO, 9)).toThrow(/Cannot keep this: .*"rating":9.*"films"/u);
    expect(ledger.state().films.size).toBe(0);
  });

  test("a clock that stands still or goes back does not mix up the order", () => {
    const ledger = ledgerAt([9, 9, 2]);
    for (const film of [FARGO, BRAZIL, { ...FARGO, movieId: 1 }]) rate(ledger, film, 3);
    const times = Array.from(ledger.state().films.values(), ({ changedAt }) => changedAt);
    expect(times).toEqual([9, 10, 11]);
  });

  test("left rows are one a film and list, the last one given", () => {
    const ledger = ledgerAt();
    ledger.change({ what: "a", left: [{ list: "rated", told: TOLD, rating: 2 }] });
    ledger.change({
      what: "b",
      left: [
        { list: "rated", told: { ...TOLD, title: "LOST" }, rating: 3 },
        { list: "seen", told: TOLD },
      ],
    });
    expect(ledger.state().left.map(({ list, rating }) => [list, rating])).toEqual([
      ["rated", 3],
      ["seen", undefined],
    ]);
  });

  test("a left row goes when its film is found, and comes back by undo", () => {
    const ledger = ledgerAt();
    const row = { list: "rated", told: TOLD, rating: 2 } as const;
    ledger.change({ what: "a", left: [row, { list: "seen", told: TOLD }] });
    ledger.change({ what: "b", leftGone: [row], films: [{ ...FARGO, rating: 2 }] });
    expect(ledger.state().left.map(({ list }) => list)).toEqual(["seen"]);
    ledger.undo();
    expect(ledger.state().left).toHaveLength(2);
    expect(ledger.state().films.size).toBe(0);
  });

  test("a guest who is renamed keeps their place", () => {
    const ledger = ledgerAt();
    const data = { ratings: [{ movieId: 608, rating: 4 }], seen: [], notForMe: ["x"] };
    const [anna, ben] = ["Anna", "Ben"].map((name) => ({ key: name, name, data }));
    ledger.change({ what: "adding", guests: [anna!, ben!] });
    ledger.change({ what: "renaming", guests: [{ ...anna!, name: "Anne" }] });
    expect(ledger.state().guests.map(({ name }) => name)).toEqual(["Anne", "Ben"]);
    ledger.removeGuest("Anna");
    expect(ledger.state().guests.map(({ name }) => name)).toEqual(["Ben"]);
    ledger.undo();
    expect(
      ledger
        .state()
        .guests.map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Anne", "Ben"]);
  });

  test("listeners hear of every change until they are taken away", () => {
    const ledger = ledgerAt();
    let heard = 0;
    const stop = ledger.subscribe(() => heard++);
    rate(ledger, FARGO, 3);
    stop();
    rate(ledger, FARGO, 4);
    expect(heard).toBe(1);
  });
});

describe("undo", () => {
  test("takes back step by step and names the next one", () => {
    const ledger = ledgerAt();
    rate(ledger, FARGO, 3);
    rate(ledger, BRAZIL, 4);
    rate(ledger, FARGO, 5);
    expect(ledger.state().undoable).toBe("rating Fargo");
    ledger.undo();
    expect(ratings(ledger)).toEqual([3, 4]); // in the order of changing, as before
    ledger.undo();
    expect(ledger.state().undoable).toBe("rating Fargo");
    ledger.undo();
    expect(ledger.state()).toMatchObject({ undoable: undefined, films: new Map() });
    expect(ledger.undo()).toEqual([]);
  });

  test("brings back what a step removed, as it was", () => {
    const ledger = ledgerAt();
    rate(ledger, FARGO, 3);
    const before = ledger.state().films;
    ledger.change({ what: "removing", films: [FARGO] });
    ledger.undo();
    expect(ledger.state().films).toEqual(before);
  });

  test("leaves alone what came from another tab: other films and the same one", () => {
    const ledger = ledgerAt();
    ledger.change({
      what: "importing",
      films: [
        { ...FARGO, rating: 3 },
        { ...BRAZIL, rating: 3 },
      ],
    });
    const other = { ...FARGO, movieId: 1, rating: 1, changedAt: 100 };
    ledger.adopt([
      { table: "films", key: 1, row: other },
      { table: "films", key: 608, row: { ...FARGO, rating: 5, changedAt: 101 } },
    ]);
    expect(ledger.undo()).toEqual([{ table: "films", key: 1199, row: undefined }]);
    expect([...ledger.state().films.keys()]).toEqual([1, 608]);
  });

  test("a film twice in one step goes back to what was before the step", () => {
    const ledger = ledgerAt();
    rate(ledger, FARGO, 1);
    const films = [2, 3].map((rating) => ({ ...FARGO, rating }));
    expect(ledger.change({ what: "twice", films })).toHaveLength(1);
    ledger.undo();
    expect(ratings(ledger)).toEqual([1]);
  });

  test("a hundred steps are kept", () => {
    const ledger = ledgerAt();
    for (let k = 0; k < 103; k++) rate(ledger, { ...FARGO, movieId: k }, 3);
    while (ledger.state().undoable !== undefined) ledger.undo();
    expect(ledger.state().films.size).toBe(3);
  });

  test("is no step for what came from elsewhere, and nothing is told if that is no news", () => {
    const ledger = ledgerAt();
    const row = { ...FARGO, rating: 3, changedAt: 5 };
    ledger.adopt([{ table: "films", key: 608, row }]);
    expect(ledger.state().undoable).toBeUndefined();
    const state = ledger.state();
    ledger.adopt([{ table: "films", key: 608, row: { ...row } }]);
    expect(ledger.state()).toBe(state);
  });
});

test("films that come from elsewhere stand in the order of changing", () => {
  const ledger = ledgerAt([50]);
  rate(ledger, FARGO, 3);
  const row = { ...BRAZIL, rating: 3, changedAt: 20 };
  ledger.adopt([{ table: "films", key: 1199, row }]);
  expect([...ledger.state().films.keys()]).toEqual([1199, 608]);
});

test("clearing forgets rows and steps", () => {
  const ledger = ledgerAt();
  rate(ledger, FARGO, 3);
  ledger.clear();
  expect(ledger.state()).toMatchObject({ films: new Map(), left: [], guests: [] });
  expect(ledger.undo()).toEqual([]);
});
