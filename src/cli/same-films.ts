import type { Catalogue } from "../index.ts";
import { titleKey } from "../index.ts";

/** How far two catalogues mean the same films by the same ids. */
export interface SameFilms {
  /** Ids that both have. */
  readonly shared: number;
  /** Those of films with the same title, or without a title in one of the two. */
  readonly alike: number;
}

/** Cost: O(I). */
export function sameFilms(own: Catalogue, other: Catalogue): SameFilms {
  let shared = 0;
  let alike = 0;
  for (const { id, title } of own.movies) {
    const row = other.indexOf(id);
    if (row < 0) continue;
    shared++;
    const theirs = other.at(row).title;
    if (title === "" || theirs === "" || titleKey(title) === titleKey(theirs)) alike++;
  }
  return { shared, alike };
}
