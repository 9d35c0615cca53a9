import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp, useOwn } from "../app-context.ts";
import type { FilmName } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { keepFocus } from "../parts/keep-focus.ts";
import { ratingText } from "../parts/stars-text.ts";
import type { LeftRow } from "../state/own-state.ts";
import { FilmPicker } from "./film-picker.tsx";
import { foundLater, unknownRows } from "./import-change.ts";
import { Fold } from "./fold.tsx";
import { LongList } from "./long-list.tsx";
import { LIST_WORDS, ToldName, toldText } from "./row-choice.tsx";

/** Rows of files whose film is not known here: kept, found by hand, or given up. */
export function LeftRows(): JSX.Element {
  const { left: all } = useOwn();
  const left = unknownRows(all);
  return (
    <div class="ratings-left">
      <Fold title="Kept, but not known here" count={left.length}>
        {() => (
          <>
            <p class="quiet">
              They count nowhere, and are part of what you download. If one goes by another name
              here, find it.
            </p>
            <LongList items={left} label="Films not known here">
              {(row, k) => <Left key={k} row={row} />}
            </LongList>
          </>
        )}
      </Fold>
    </div>
  );
}

function Left({ row }: { readonly row: LeftRow }): JSX.Element {
  const app = useApp();
  const [isSearching, setIsSearching] = useState(false);
  const name = toldText(row.told);
  const pick = (film: FilmName | undefined): void => {
    setIsSearching(false);
    if (film === undefined) return;
    app.own.change(foundLater(row, film, app.own.state()));
    app.notify(`${name} is ${nameOf(film)}`, { undo: true });
  };
  const forget = (button: Element): void => {
    keepFocus(button);
    app.own.change({ what: `forgetting ${name}`, leftGone: [row] });
    app.notify(`${name}: forgotten`, { undo: true });
  };
  return (
    <li class="ratings-film">
      <div class="ratings-told">
        <ToldName told={row.told} />
        <span class="quiet small">
          {row.rating === undefined ? LIST_WORDS[row.list] : `${ratingText(row.rating)} ★`}
        </span>
      </div>
      <div class="actions">
        <button type="button" class="link-button" onClick={() => setIsSearching(true)}>
          Find it<span class="unseen">: {name}</span>
        </button>
        <button
          type="button"
          class="link-button"
          onClick={({ currentTarget }) => forget(currentTarget)}
        >
          Forget it<span class="unseen">: {name}</span>
        </button>
      </div>
      {isSearching && (
        <FilmPicker start={row.told.title} label={`Search the film for ${name}`} onPick={pick} />
      )}
    </li>
  );
}
