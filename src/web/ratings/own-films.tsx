import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { grouped } from "../../io/counted.ts";
import { useOwn } from "../app-context.ts";
import type { FilmRecord } from "../state/own-state.ts";
import { FilmRow } from "./film-row.tsx";
import { LongList } from "./long-list.tsx";
import { MARK_WORDS } from "./own-changes.ts";
import type { OwnKind, OwnListOptions, OwnSort } from "./own-list.ts";
import { ownCounts, ownList } from "./own-list.ts";

const KINDS: readonly (readonly [OwnKind, string])[] = [
  ["all", "all films"],
  ["rated", "rated"],
  ["seen", "seen, not rated"],
  ["wished", "on my watchlist"],
  ["notForMe", "not for me"],
  ["notSeen", "not seen"],
];
const SORTS: readonly (readonly [OwnSort, string])[] = [
  ["date", "newest first"],
  ["rating", "best first"],
  ["title", "by title"],
];

/** All that someone has said of films, to look through and change. */
export function OwnFilms(): JSX.Element {
  const { films } = useOwn();
  const [options, setOptions] = useState<OwnListOptions>({ kind: "all", sort: "date", text: "" });
  const counts = useMemo(() => ownCounts(films.values()), [films]);
  const list = useMemo(() => ownList(films.values(), options), [films, options]);
  return (
    <section aria-labelledby="own-films" class="ratings-own">
      <h2 id="own-films">Your films</h2>
      <div class="ratings-filters">
        <label>
          <span>Show</span>
          <select
            class="field"
            value={options.kind}
            onChange={({ currentTarget: { value } }) =>
              setOptions({ ...options, kind: value as OwnKind })
            }
          >
            {KINDS.map(([kind, words]) => (
              <option key={kind} value={kind} disabled={counts[kind] === 0}>
                {words} ({grouped(counts[kind])})
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Sort</span>
          <select
            class="field"
            value={options.sort}
            onChange={({ currentTarget: { value } }) =>
              setOptions({ ...options, sort: value as OwnSort })
            }
          >
            {SORTS.map(([sort, words]) => (
              <option key={sort} value={sort}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Title</span>
          <input
            class="field"
            type="search"
            value={options.text}
            onInput={({ currentTarget: { value } }) => setOptions({ ...options, text: value })}
          />
        </label>
      </div>
      {list.length === 0 && <p class="quiet">None of your films is like that.</p>}
      <LongList key={JSON.stringify(options)} items={list} label="Your films">
        {(film) => <FilmRow key={film.movieId} film={film} record={film} about={aboutFilm(film)} />}
      </LongList>
    </section>
  );
}

/** `seen · on my watchlist · 1 May 2024`. */
function aboutFilm({ mark, isWished, date }: FilmRecord): string {
  return [
    ...(mark === undefined ? [] : [MARK_WORDS[mark]]),
    ...(isWished === true ? ["on my watchlist"] : []),
    ...(date === undefined ? [] : [dayText(date)]),
  ].join(" · ");
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** A date from a file may be the 31st of February. */
function dayText(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : DAY.format(day);
}
