import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Id } from "../../index.ts";
import { useApp } from "../app-context.ts";
import type { FilmName } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { ratingText, STAR } from "../parts/stars-text.ts";
import { StarInput } from "../parts/star-input.tsx";

/**
 * What there is to say of a film: seen, with stars or without; not for me. Another film takes the place of one
 * that goes, and the keyboard stays where it was.
 */
export function FilmActions({ film }: { readonly film: FilmName }): JSX.Element {
  const { own, notify } = useApp();
  const { movieId, title, year } = film;
  const [seen, setSeen] = useState<Id | undefined>(undefined);
  const isSeen = seen === movieId;
  const box = useFocusWhenSwitched(isSeen);
  const say = (words: string, said: { rating?: number; mark?: "seen" | "notForMe" }): void => {
    own.change({ what: `${words} ${title}`, films: [{ movieId, title, year, ...said }] });
    notify(`${nameOf(film)}: ${words}.`, { undo: true });
    setSeen(undefined);
  };
  return (
    <div class="actions" ref={box}>
      {isSeen ? (
        <>
          <StarInput
            title={nameOf(film)}
            rating={undefined}
            onRate={(rating) => {
              if (rating !== undefined) say(`${ratingText(rating)}${STAR}`, { rating });
            }}
          />
          <Choice name="Without stars" onChoose={() => say("seen", { mark: "seen" })} />
          <Choice name="Cancel" onChoose={() => setSeen(undefined)} />
        </>
      ) : (
        <>
          <Choice name="Seen it" onChoose={() => setSeen(movieId)} />
          <Choice name="Not for me" onChoose={() => say("not for me", { mark: "notForMe" })} />
        </>
      )}
    </div>
  );
}

function Choice({ name, onChoose }: { readonly name: string; onChoose(): void }): JSX.Element {
  return (
    <button type="button" class="link-button" onClick={onChoose}>
      {name}
    </button>
  );
}

/** The first control of what has come in the place of what was used. */
function useFocusWhenSwitched(isSwitched: boolean): { current: HTMLDivElement | null } {
  const box = useRef<HTMLDivElement>(null);
  const was = useRef(isSwitched);
  useLayoutEffect(() => {
    if (was.current !== isSwitched)
      box.current?.querySelector<HTMLElement>("input, button")?.focus();
    was.current = isSwitched;
  }, [isSwitched]);
  return box;
}
