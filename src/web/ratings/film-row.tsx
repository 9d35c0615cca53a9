import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { FilmName as Film } from "../messages.ts";
import { FilmName, nameOf } from "../parts/film-name.tsx";
import { keepFocus } from "../parts/keep-focus.ts";
import { StarInput } from "../parts/star-input.tsx";
import { ratingText } from "../parts/stars-text.ts";
import type { FilmRecord } from "../state/own-state.ts";
import type { Mark } from "./own-changes.ts";
import { MARK_WORDS } from "./own-changes.ts";
import { useOwnChanges } from "./use-own-changes.ts";

const MARKS: readonly Mark[] = ["seen", "notForMe"];

/** A film in a list: its stars, what else was said of it, and all that can be said, folded away. */
export function FilmRow({
  film,
  record,
  about,
}: {
  readonly film: Film;
  readonly record: FilmRecord | undefined;
  /** What stands below its name. */
  readonly about: string;
}): JSX.Element {
  const { notify } = useApp();
  const change = useOwnChanges();
  const name = nameOf(film);
  const rate = (rating: number | undefined): void => {
    change.rate(film, rating);
    const said = rating === undefined ? "no longer rated" : `${ratingText(rating)} ★`;
    notify(`${name}: ${said}`, { undo: true });
  };
  return (
    <li class="ratings-film">
      <div class="ratings-told">
        <FilmName film={film} />
        <span class="quiet small">{about}</span>
      </div>
      <StarInput title={name} rating={record?.rating} onRate={rate} />
      <More film={film} record={record} />
    </li>
  );
}

function More({
  film,
  record,
}: {
  readonly film: Film;
  readonly record: FilmRecord | undefined;
}): JSX.Element {
  const { notify } = useApp();
  const change = useOwnChanges();
  const name = nameOf(film);
  const [isOpen, setIsOpen] = useState(false); // what is folded away is not drawn: rows are many
  const remove = (button: Element): void => {
    keepFocus(button);
    change.remove(film);
    notify(`${name}: removed`, { undo: true });
  };
  return (
    <details class="ratings-more" onToggle={({ currentTarget: { open } }) => setIsOpen(open)}>
      <summary>
        More<span class="unseen"> for {name}</span>
      </summary>
      {isOpen && (
        <div class="actions">
          {MARKS.map((mark) => (
            <Toggle
              key={mark}
              isOn={record?.mark === mark}
              // Stars say that it was seen.
              isOff={mark === "seen" && record?.rating !== undefined}
              onToggle={() => change.mark(film, mark)}
            >
              {MARK_WORDS[mark]}
            </Toggle>
          ))}
          <Toggle isOn={record?.isWished === true} onToggle={() => change.wish(film)}>
            on my watchlist
          </Toggle>
          {record !== undefined && (
            <button
              type="button"
              class="link-button"
              onClick={({ currentTarget }) => remove(currentTarget)}
            >
              Remove<span class="unseen"> {name}</span>
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Toggle({
  isOn,
  isOff = false,
  onToggle,
  children,
}: {
  readonly isOn: boolean;
  readonly isOff?: boolean;
  onToggle(): void;
  readonly children: string;
}): JSX.Element {
  return (
    <label class="ratings-toggle">
      <input type="checkbox" checked={isOn} disabled={isOff} onChange={onToggle} />
      {children}
    </label>
  );
}
