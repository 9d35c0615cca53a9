import type { OwnState } from "../state/own-state.ts";
import { personOf } from "../state/own-state.ts";
import type { PersonData } from "../messages.ts";

/** Fewer films may be rated alike by two people. */
const LEAST_ALIKE = 3;

/** The address of this page that asks whoever opens it to add someone. */
export function linkAddress(page: string, code: string): string {
  return `${page.replace(/#.*$/su, "")}#night?with=${code}`;
}

/** Whether an address of such a host leads other computers to themselves. */
export function isOnlyHere(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u.test(host);
}

/** What follows `with=` in an address, or in what follows its `?`; undefined where there is none. */
export function codeIn(text: string): string | undefined {
  return /(?:^|[?&])with=([^&\s]*)/u.exec(text.trim())?.[1];
}

/** What a link of one's own holds: what was rated last stands last, since of too many the first are left out. */
export function dataForLink({ films }: Pick<OwnState, "films">): PersonData {
  const day = ({
    date,
    changedAt = 0,
  }: {
    date?: string | undefined;
    changedAt?: number | undefined;
  }): string => date ?? new Date(changedAt).toISOString().slice(0, 10);
  const sorted = [...films].sort(([, a], [, b]) =>
    day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0,
  );
  return personOf({ films: new Map(sorted) });
}

/** Whether someone says nothing of films but what another says too: it is the same person's link. */
export function isPartOf(part: PersonData, whole: PersonData): boolean {
  const ratings = new Map(whole.ratings.map(({ movieId, rating }) => [movieId, rating]));
  const halves = (stars: number | undefined): number => Math.round((stars ?? -1) * 2);
  return (
    part.ratings.length >= LEAST_ALIKE &&
    part.ratings.every(({ movieId, rating }) => halves(ratings.get(movieId)) === halves(rating))
  );
}
