import type { PersonData } from "../messages.ts";
import type { NightPerson } from "../night-messages.ts";
import type { Guest, OwnState } from "../state/own-state.ts";
import { personOf } from "../state/own-state.ts";
import { freeName, isSamePerson } from "./same-person.ts";

/** As many as the command line takes. */
const MOST_PEOPLE = 8;
/** Besides the person themselves. */
export const MOST_GUESTS: number = MOST_PEOPLE - 1;
/** With fewer, what someone gets is mostly what everyone likes. */
const ENOUGH_RATINGS = 5;

/** One of those who watch: the person themselves, or a guest. */
export interface Member {
  /** Undefined: the person themselves. */
  readonly guest: Guest | undefined;
  readonly data: PersonData;
}

/** Who is there: the person themselves if they have rated anything, then the guests. */
export function membersOf({ films, guests }: Pick<OwnState, "films" | "guests">): Member[] {
  const own = personOf({ films });
  const invited = guests.map((guest): Member => ({ guest, data: guest.data }));
  return own.ratings.length === 0 ? invited : [{ guest: undefined, data: own }, ...invited];
}

/** `Anna`, `you`; someone without a name is a friend. */
export function memberName({ guest }: Member): string {
  return guest === undefined ? "you" : guest.name || "a friend";
}

/** The same where a sentence or a line begins. */
export function memberTitle(member: Member): string {
  const name = memberName(member);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `you, Anna and Ben`. */
export function everyone(members: readonly Member[]): string {
  const names = members.map(memberName);
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Who has rated so few films that it is a guess: a sentence, empty where there is none. */
export function fewText(members: readonly Member[], people: readonly NightPerson[]): string {
  const few = members.filter((_, k) => (people[k]?.known ?? ENOUGH_RATINGS) < ENOUGH_RATINGS);
  if (few.length === 0) return "";
  const isYou = few.length === 1 && few[0]!.guest === undefined;
  const [have, them] = isYou ? ["have", "you"] : [few.length === 1 ? "has" : "have", "them"];
  const who = everyone(few);
  const title = who.charAt(0).toUpperCase() + who.slice(1);
  return `${title} ${have} rated fewer than ${ENOUGH_RATINGS} films known here; for ${them} it is mostly what everyone likes.`;
}

/** Someone who comes to the table, and who they are there. */
export interface Arrival {
  readonly guest: Guest;
  /** Of the same person, whose place it takes. */
  readonly before: Guest | undefined;
}

/**
 * Someone as a new guest with a name of their own, or in the place of what was there of the same person, who
 * keeps the name that they have there.
 */
export function arrivalOf(
  { name, data }: { readonly name: string; readonly data: PersonData },
  guests: readonly Guest[],
): Arrival {
  const before = guests.find((guest) => isSamePerson(guest.data, data));
  if (before !== undefined)
    return { guest: { ...before, name: before.name || name, data }, before };
  return { guest: { key: newKey(), name: freeName(name, guests), data }, before };
}

/** Later keys stand after earlier ones. */
function newKey(): string {
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  return `${Date.now().toString(36).padStart(9, "0")}-${random!.toString(36)}`;
}
