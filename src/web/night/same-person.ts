import type { PersonData } from "../messages.ts";
import type { Guest } from "../state/own-state.ts";
import { isPartOf } from "./link-address.ts";

/** Someone's first few ratings, all of them high, may well be among another's. */
const LEAST_HELD = 5;
/** So many films that both rated, or half of what the one with fewer did, tell something. */
const LEAST_SHARED = 10;
const SHARED_OF_FEWER = 0.5;
/**
 * Of MovieLens latest small, two people who share ten films give 20 % of them the very same half stars, one
 * pair in a hundred 57 % or more; by all three figures 3 of its 185,745 pairs would be one person.
 */
const ALIKE = 0.8;

/**
 * Whether two files or links are plainly of one person: one holds the other, or most of what both rated
 * is rated the same. A name says nothing: there are two Annas.
 */
export function isSamePerson(a: PersonData, b: PersonData): boolean {
  const fewer = Math.min(a.ratings.length, b.ratings.length);
  const [isIn, holds] = [isPartOf(a, b), isPartOf(b, a)];
  if ((isIn && holds) || (fewer >= LEAST_HELD && (isIn || holds))) return true;
  const ratings = new Map(a.ratings.map(({ movieId, rating }) => [movieId, halves(rating)]));
  const shared = b.ratings.filter(({ movieId }) => ratings.has(movieId));
  const alike = shared.filter(({ movieId, rating }) => ratings.get(movieId) === halves(rating));
  return (
    shared.length >= Math.max(LEAST_SHARED, SHARED_OF_FEWER * fewer) &&
    alike.length >= ALIKE * shared.length
  );
}

/** A name that no guest has: `Anna`, else `Anna 2`; one without a name stays so. */
export function freeName(name: string, guests: readonly Pick<Guest, "name">[]): string {
  if (name === "") return name;
  const taken = new Set(guests.map((guest) => guest.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

function halves(stars: number): number {
  return Math.round(stars * 2);
}
