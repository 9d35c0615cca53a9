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
  /** When it was last changed, in milliseconds since 1970; set by the store, whatever is given. */
  readonly changedAt?: number | undefined;
}

/**
 * A row of an imported file that was not recognised by itself. Its film is not known, and it is part of every
 * download; or they said which film it is, and that is remembered for a newer file.
 */
export interface LeftRow {
  readonly list: ListName;
  readonly told: ToldFilm;
  /** Which film it is, if they said so: the rating is then with the film. "none": not the one it seemed. */
  readonly film?: FilmName | "none" | undefined;
  readonly rating?: number | undefined;
  readonly date?: string | undefined;
}

/** Someone at movie night, besides the person themselves. */
export interface Guest {
  /** Made when they were added; keys stand in the order of adding. */
  readonly key: string;
  readonly name: string;
  readonly data: PersonData;
}

/** Where all this is kept. */
export type StorageState =
  | { readonly kind: "opening" }
  | {
      readonly kind: "stored";
      /** Records that make no sense, from another version or changed by hand: left alone, and left out. */
      readonly broken: number;
    }
  | MemoryOnly;

/** Nothing new can be kept beyond this tab. */
export interface MemoryOnly {
  readonly kind: "memory";
  /** `Your last changes are only in this tab`. */
  readonly what: string;
  /** Goes on ", because": `this browser has no room left for this page`. */
  readonly why: string;
  /** A sentence: what the person can do. */
  readonly remedy: string;
  /** Whether {@link OwnStore.retry} may help. */
  readonly canRetry: boolean;
}

/** What the page knows of the person. Never changes: every change makes another one. */
export interface OwnState {
  readonly storage: StorageState;
  /** The last one changed stands last. */
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
  /** New records of films; one with neither rating, mark nor wish is removed. Other fields are not kept. */
  readonly films?: readonly FilmRecord[];
  /** Rows to keep besides those kept: one a film and list, the last one given. */
  readonly left?: readonly LeftRow[];
  /** Kept rows that are kept no longer: their film is known now, or was given up. */
  readonly leftGone?: readonly LeftRow[];
  /** Added, or put in the place of the one with the same key. */
  readonly guests?: readonly Guest[];
}

/** The store: state in memory, written behind to the browser's storage, shared with other tabs. */
export interface OwnStore {
  state(): OwnState;
  /** @returns takes the listener away. */
  subscribe(listener: () => void): () => void;
  /** @throws {TypeError} for a record that could not be read back, such as a rating outside 0 to 5. */
  change(change: Change): void;
  /** Takes back the last step, but for records that another tab has changed since. */
  undo(): void;
  /** A step as any other: it can be undone. */
  removeGuest(key: string): void;
  /** Tries to store again what is only in memory. */
  retry(): void;
  /**
   * Deletes everything of theirs, at once in memory and then from storage; cannot be undone.
   *
   * @throws {StorageFault} where storage does not obey: its message is for people.
   */
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
