import type { NightFilm, NightPerson } from "../night-messages.ts";
import { STAR } from "../parts/stars-text.ts";
import type { Member } from "./night-member.ts";
import { everyone, memberTitle } from "./night-member.ts";

/** Stars less than alone that are worth a word; and more than whoever gives up least. */
const WORTH_A_WORD = 0.3;
const MORE_THAN_OTHERS = 0.2;

/** Who of them gives up most for a film against what they would get alone; −1: nobody much. */
export function whoGivesWay(
  film: Pick<NightFilm, "people">,
  people: readonly Pick<NightPerson, "alone">[],
): number {
  if (people.length < 2) return -1;
  const givenUp = film.people.map(({ stars }, k) => {
    const lost = people[k]!.alone - stars;
    return Number.isNaN(lost) ? 0 : lost; // nothing is left for them alone
  });
  const most = Math.max(...givenUp);
  const isClear = most >= WORTH_A_WORD && most - Math.min(...givenUp) >= MORE_THAN_OTHERS;
  return isClear ? givenUp.indexOf(most) : -1;
}

/** `Ben gives way: alone, about 4.6 ★.` */
export function givesWayText(
  film: Pick<NightFilm, "people">,
  people: readonly Pick<NightPerson, "alone">[],
  members: readonly Member[],
): string {
  const who = whoGivesWay(film, people);
  const member = members[who];
  if (member === undefined) return people.length < 2 ? "" : "Nobody has to give way.";
  const [gives, whose] = member.guest === undefined ? ["give", "your"] : ["gives", "their"];
  const alone = `${people[who]!.alone.toFixed(1)}${STAR}`;
  return `${memberTitle(member)} ${gives} way: a film of ${whose} own choice would be about ${alone}.`;
}

/** Whom a film will please less than films do on average: a sentence, or nothing. */
export function belowText(film: Pick<NightFilm, "people">, members: readonly Member[]): string {
  const below = members.filter((_, k) => film.people[k]?.isBelowUsual === true);
  if (below.length === 0) return "";
  return `Less than usual for ${everyone(below)}.`;
}
