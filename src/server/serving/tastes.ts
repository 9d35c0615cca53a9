import type { Id } from "../../core/ratings/id-map.ts";
import { clampToScale } from "../../core/ratings/rating-scale.ts";
import type { PersonRating, Taste } from "../../core/taste/taste.ts";
import type { Signal, Store, StoredPerson } from "../../store/store.ts";
import { personUnknown } from "./known.ts";
import type { ServedModel } from "../service.ts";

/** Someone as a model sees them. */
export interface PersonTaste {
  readonly taste: Taste;
  /** Of what was read of them. */
  readonly revision: string;
  /** Stored ratings of movies that the model does not know. */
  readonly unknown: number;
}

/** Ratings and signals by the text of movie ids, in the order in which they were given. */
export interface GivenFilms {
  readonly ratings: readonly { readonly movieId: string; readonly rating: number }[];
  readonly seen: readonly string[];
  readonly notForMe: readonly string[];
}

/** Tastes that are kept: of 30 ratings one takes some 40 kB (32 features, three views), of 5,000 some 660 kB. */
const MOST_TASTES = 256;
/** And ratings in all of them. */
const MOST_RATINGS = 200_000;

/** Folds in; movies that the model does not know are counted. Cost: that of `model.taste`. */
export function tasteOfFilms(
  { model, rowOf }: ServedModel,
  { ratings, seen, notForMe }: GivenFilms,
): { readonly taste: Taste; readonly unknown: number } {
  const known: PersonRating[] = [];
  for (const { movieId, rating } of ratings) {
    const row = rowOf(movieId);
    if (row < 0) continue;
    known.push({ movieId: model.catalogue.at(row).id, rating: clampToScale(model.scale, rating) });
  }
  const ids = (texts: readonly string[]): Id[] =>
    texts.map(rowOf).flatMap((row) => (row < 0 ? [] : [model.catalogue.at(row).id]));
  const taste = model.taste(known, { seen: ids(seen), notForMe: ids(notForMe) });
  return { taste, unknown: ratings.length - known.length };
}

/** Of two movie ids that are one film, the rating that was given later counts. */
function givenFilms({ ratings, signals }: StoredPerson): GivenFilms {
  const marked = (wanted: Signal): string[] =>
    signals.flatMap(({ movieId, signal }) => (signal === wanted ? [movieId] : []));
  return {
    ratings: ratings.toSorted((a, b) => a.ratedAt - b.ratedAt),
    seen: marked("seen"),
    notForMe: marked("notForMe"),
  };
}

/** Tastes of people of whom something is stored; some are kept, so that several answers share one. */
export class Tastes {
  readonly #store: Store;
  /** The least lately used first. */
  readonly #kept = new Map<string, PersonTaste>();
  readonly #coming = new Map<string, Promise<PersonTaste>>();
  #ratings = 0;
  #forgets = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The taste as of that revision, or of a later one.
   *
   * @throws {ProblemError} `person-unknown` if nothing is stored of them, any longer.
   */
  async of(served: ServedModel, personId: string, revision: string): Promise<PersonTaste> {
    const key = keyOf(served, personId, revision);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const before = this.#coming.get(key);
    if (before !== undefined) return before;
    const coming = this.#read(served, personId);
    this.#coming.set(key, coming);
    try {
      return await coming;
    } finally {
      this.#coming.delete(key);
    }
  }

  /** Nothing is kept of someone, any longer. */
  forget(personId: string): void {
    this.#forgets++;
    for (const [key, taste] of this.#kept) {
      if (key.endsWith(keyEnd(personId))) this.#drop(key, taste);
    }
  }

  async #read(served: ServedModel, personId: string): Promise<PersonTaste> {
    const forgets = this.#forgets;
    const person = await this.#store.readPerson(personId);
    if (person === undefined) throw personUnknown(personId);
    const { revision } = person;
    const taste = { ...tasteOfFilms(served, givenFilms(person)), revision };
    // What was read before somebody was to be forgotten is not kept afterwards.
    if (this.#forgets === forgets) this.#keep(keyOf(served, personId, revision), taste);
    return taste;
  }

  #keep(key: string, taste: PersonTaste): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, taste);
    this.#ratings += sizeOf(taste);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= MOST_TASTES && this.#ratings <= MOST_RATINGS) break;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, taste: PersonTaste): void {
    this.#kept.delete(key);
    this.#ratings -= sizeOf(taste);
  }
}

const TASTES = new WeakMap<Store, Tastes>();

/** The tastes that all routes on a store share. */
export function tastesOf(store: Store): Tastes {
  const known = TASTES.get(store);
  if (known !== undefined) return known;
  const tastes = new Tastes(store);
  TASTES.set(store, tastes);
  return tastes;
}

function sizeOf({ taste }: PersonTaste): number {
  return taste.ratings.length + taste.marks.size;
}

/** A revision names what was read of one person; the id is there so that no mistake can mix up two. */
function keyOf({ version }: ServedModel, personId: string, revision: string): string {
  return JSON.stringify([version, revision, personId]);
}

function keyEnd(personId: string): string {
  return `,${JSON.stringify(personId)}]`;
}
