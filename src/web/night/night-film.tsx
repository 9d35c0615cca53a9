import type { JSX } from "preact";
import type { Reason } from "../../index.ts";
import type { Night, NightFilm } from "../night-messages.ts";
import { FilmHead } from "../parts/film-head.tsx";
import { Interval } from "../parts/interval.tsx";
import { ratingText, STAR } from "../parts/stars-text.ts";
import type { Member } from "./night-member.ts";
import { memberName, memberTitle } from "./night-member.ts";
import { Swatch } from "./swatch.tsx";
import { belowText, givesWayText } from "./who-gives-way.ts";

/** One film for all: what it promises each of them, and who gives way. */
export function NightFilmCard({
  film,
  night,
  members,
}: {
  readonly film: NightFilm;
  readonly night: Night;
  readonly members: readonly Member[];
}): JSX.Element {
  const below = belowText(film, members);
  return (
    <li class="card film-card">
      <FilmHead film={film} people={night.people.map(({ print }) => print)} />
      <ul class="night-views">
        {members.map((member, k) => (
          <li key={member.guest?.key ?? "you"}>
            <span class="night-who">
              <Swatch line={k + 1} /> {memberTitle(member)}
            </span>
            <Interval {...film.people[k]!} />
          </li>
        ))}
      </ul>
      <p>
        {givesWayText(film, night.people, members)} {below}
      </p>
      <Why film={film} members={members} />
    </li>
  );
}

function Why({
  film,
  members,
}: {
  readonly film: NightFilm;
  readonly members: readonly Member[];
}): JSX.Element {
  return (
    <details>
      <summary>Why, for each</summary>
      <ul class="night-why">
        {members.map((member, k) => (
          <li key={member.guest?.key ?? "you"}>
            <strong>{memberTitle(member)}</strong>: {whyText(member, film.people[k]!.why)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function whyText(member: Member, why: readonly Reason[]): string {
  if (why.length === 0) return "people of like taste choose it.";
  const films = why.slice(0, 2).map(({ title, rating }) => `${title} ${ratingText(rating)}${STAR}`);
  return `because ${memberName(member)} gave ${films.join(" and ")}.`;
}
