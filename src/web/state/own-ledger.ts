import type { Id } from "../../index.ts";
import type { Edit, Place, RowOf, TableName } from "./edit.ts";
import { isSameRow, placeText, TABLES } from "./edit.ts";
import type { Change, FilmRecord, OwnState, StorageState } from "./own-state.ts";
import { keyOf, rowFrom } from "./own-rows.ts";

/** The most steps that can be undone. */
const MOST_UNDO = 100;

/** So much is told in a task of its own: 5,000 films take 30 ms to change, and 30 to be drawn anew. */
const MUCH = 500;

/** What a step did at one place. */
interface Done {
  readonly before: Edit;
  readonly after: Edit;
}

interface Step {
  readonly what: string;
  readonly done: readonly Done[];
}

type Tables = { readonly [Name in TableName]: ReadonlyMap<Id, RowOf[Name]> };

const EMPTY: Tables = { films: new Map(), left: new Map(), guests: new Map() };

/**
 * The person's films in memory, and the steps that can be undone. A step keeps what its places held
 * before, so that undoing it leaves alone what came from elsewhere meanwhile.
 */
export class OwnLedger {
  #tables: Tables = EMPTY;
  #state: OwnState;
  readonly #steps: Step[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  #lastChange = 0;

  constructor(storage: StorageState, now: () => number = Date.now) {
    this.#now = now;
    this.#state = { storage, films: new Map(), left: [], guests: [], undoable: undefined };
  }

  state(): OwnState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns what has to be stored. */
  change(change: Change): readonly Edit[] {
    return this.#step(change.what, this.#editsOf(change));
  }

  /** @returns what has to be stored. */
  removeGuest(key: string): readonly Edit[] {
    const guest = this.#tables.guests.get(key);
    if (guest === undefined) return [];
    return this.#step(`removing ${guest.name}`, [{ table: "guests", key, row: undefined }]);
  }

  /** @returns what has to be stored. */
  undo(): readonly Edit[] {
    const step = this.#steps.pop();
    if (step === undefined) return [];
    const untouched = step.done.filter(({ after }) => isSameRow(this.at(after).row, after.row));
    const edits = untouched.map(({ before }) => before);
    this.#apply(edits);
    return edits;
  }

  /** Takes in what another tab or storage says; no step. */
  adopt(edits: readonly Edit[]): void {
    const news = edits.filter((edit) => !isSameRow(this.at(edit).row, edit.row));
    if (news.length === 0) return;
    for (const { table, row } of news) {
      if (table === "films") this.#lastChange = Math.max(this.#lastChange, row?.changedAt ?? 0);
    }
    this.#apply(news);
  }

  /** Forgets all rows and steps. */
  clear(): void {
    this.forgetSteps();
    this.#tables = EMPTY;
    this.#tell();
  }

  forgetSteps(): void {
    this.#steps.length = 0;
    this.#tell();
  }

  become(storage: StorageState): void {
    this.#tell(storage);
  }

  /** What a place holds now. */
  at({ table, key }: Place): Edit {
    return { table, key, row: this.#tables[table].get(key) } as Edit;
  }

  places(): Place[] {
    return TABLES.flatMap((table) =>
      Array.from(this.#tables[table].keys(), (key) => ({ table, key })),
    );
  }

  #editsOf({ films = [], left = [], leftGone = [], guests = [] }: Change): Edit[] {
    return [
      ...films.map((film) => this.#filmEdit(film)),
      ...leftGone.map((row) => ({ ...editOf("left", row), row: undefined })),
      ...leftGone.map((row): Edit => ({ ...editOf("left", row), table: "left", row: undefined })),
      ...left.map((row) => editOf("left", row)),
      ...guests.map((guest) => editOf("guests", guest)),
    ];
  }

  #filmEdit(film: FilmRecord): Edit {
    this.#lastChange = Math.max(this.#now(), this.#lastChange + 1); // no two at once: they tell the order
    const edit = editOf("films", { ...film, changedAt: this.#lastChange });
    return saysSomething(film) ? edit : { table: "films", key: edit.key, row: undefined };
  }

  #step(what: string, edits: readonly Edit[]): readonly Edit[] {
    const last = new Map(edits.map((edit) => [placeText(edit), edit]));
    const done = Array.from(last.values(), (after) => ({ before: this.at(after), after }));
    this.#steps.push({ what, done });
    if (this.#steps.length > MOST_UNDO) this.#steps.shift();
    this.#apply([...last.values()]);
    return [...last.values()];
  }

  #apply(edits: readonly Edit[]): void {
    const of = (table: TableName): readonly Edit[] => edits.filter((edit) => edit.table === table);
    const { films, left, guests } = this.#tables;
    this.#tables = {
      films: inOrder(edited(films, of("films"))),
      left: edited(left, of("left")),
      guests: edited(guests, of("guests"), true),
    };
    this.#renew();
    if (edits.length < MUCH) this.#announce();
    else setTimeout(() => this.#announce());
  }

  #tell(storage?: StorageState): void {
    this.#renew(storage);
    this.#announce();
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }

  #renew(storage: StorageState = this.#state.storage): void {
    const { films, left, guests } = this.#tables;
    const undoable = this.#steps.at(-1)?.what;
    this.#state = {
      storage,
      films,
      left: [...left.values()],
      guests: [...guests.values()],
      undoable,
    };
  }
}

function editOf(table: TableName, given: RowOf[TableName]): Edit {
  const row = rowFrom(table, given);
  if (row !== undefined) return { table, key: keyOf(table, row), row } as Edit;
  throw new TypeError(
    `Cannot keep this: ${JSON.stringify(given)?.slice(0, 200)} is no row of "${table}"`,
  );
}

/** @param staysInPlace - whether a row that is there already keeps its place, else it stands last. */
function edited<Row>(
  rows: ReadonlyMap<Id, Row>,
  edits: readonly Edit[],
  staysInPlace: boolean = false,
): ReadonlyMap<Id, Row> {
  if (edits.length === 0) return rows;
  const next = new Map(rows);
  for (const { key, row } of edits) {
    if (row === undefined || !staysInPlace) next.delete(key);
    if (row !== undefined) next.set(key, row as Row);
  }
  return next;
}

/** Films by when they were changed: those that come from elsewhere, or back, may be older than the last. */
function inOrder(films: ReadonlyMap<Id, FilmRecord>): ReadonlyMap<Id, FilmRecord> {
  const all = [...films];
  const time = ([, film]: readonly [Id, FilmRecord]): number => film.changedAt ?? 0;
  if (all.every((film, k) => k === 0 || time(all[k - 1]!) <= time(film))) return films;
  return new Map(all.sort((a, b) => time(a) - time(b)));
}

function saysSomething({ rating, mark, isWished }: FilmRecord): boolean {
  return rating !== undefined || mark !== undefined || isWished === true;
}
