import type { Id } from "../../index.ts";
import type { FilmName, ListName, PersonData, ToldFilm } from "../messages.ts";

/** All that someone has said of one film: a record of its own in storage, so that two tabs mix. */
export interface FilmRecord extends FilmName {
  /** In stars. */
  readonly rating?: number | undefined;
  /** "notSeen": said so when asked to rate it. */
  readonly mark?: "seen" | "notForMe" | "notSeen" | undefined;
  readonly isWished?: boolean | undefined;
  /** The day of the rating or viewing, as `2024-05-01`. */
  readonly date?: string | undefined;
}

/** A row of an imported file whose film is not known: kept, and part of every download. */
export interface LeftRow {
  readonly list: ListName;
  readonly told: ToldFilm;
  readonly rating?: number | undefined;
  readonly date?: string | undefined;
}

/** Someone at movie night, besides the person themselves. */
export interface Guest {
  /** Made when they were added. */
  readonly key: string;
  readonly name: string;
  readonly data: PersonData;
}

/** Where all this is kept. */
export type StorageState =
  | { readonly kind: "opening" }
  | { readonly kind: "stored" }
  /** Nothing can be kept beyond this tab: says why, in words. */
  | { readonly kind: "memory"; readonly why: string };

/** What the page knows of the person. Never changes: every change makes another one. */
export interface OwnState {
  readonly storage: StorageState;
  readonly films: ReadonlyMap<Id, FilmRecord>;
  readonly left: readonly LeftRow[];
  readonly guests: readonly Guest[];
  /** What the next undo takes back: "rating Fargo"; undefined where there is nothing. */
  readonly undoable: string | undefined;
}

/** One step that can be undone. */
export interface Change {
  /** For people: "rating Fargo", "importing ratings.csv". */
  readonly what: string;
  /** New records of films; one with neither rating, mark nor wish is removed. */
  readonly films?: readonly FilmRecord[];
  /** Rows to keep besides those kept; `left` of another file adds to them, one a film and list. */
  readonly left?: readonly LeftRow[];
  /** Kept rows that are kept no longer: their film is known now, or was given up. */
  readonly leftGone?: readonly LeftRow[];
  readonly guests?: readonly Guest[];
}

/** The store: state in memory, written behind to the browser's storage, shared with other tabs. */
export interface OwnStore {
  state(): OwnState;
  /** @returns takes the listener away. */
  subscribe(listener: () => void): () => void;
  change(change: Change): void;
  undo(): void;
  removeGuest(key: string): void;
  /** Deletes everything of theirs from storage; cannot be undone. */
  clear(): Promise<void>;
}

/** What the worker needs of it. */
export function personOf({ films }: Pick<OwnState, "films">): PersonData {
  const all = [...films.values()];
  const marked = (wanted: FilmRecord["mark"]): Id[] =>
    all.flatMap(({ movieId, mark }) => (mark === wanted ? [movieId] : []));
  return {
    ratings: all.flatMap(({ movieId, rating }) =>
      rating === undefined ? [] : { movieId, rating },
    ),
    seen: marked("seen"),
    notForMe: marked("notForMe"),
  };
}
