import type { JSX, TargetedFocusEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { App } from "./app-context.ts";
import { focusFirst, isFocusLost } from "./parts/keep-focus.ts";
import type { OwnStore } from "./state/own-state.ts";
import type { ViewName } from "./views.ts";
import { viewAt } from "./views.ts";

/** How long a note stays; one that can be undone longer. */
const SHOWN_MS = 5000;
const UNDO_SHOWN_MS = 10_000;

interface Note {
  readonly key: number;
  readonly text: string;
  readonly undo: boolean;
  readonly isError: boolean;
  /** Where it was said. */
  readonly view: ViewName;
}

export interface NotesValue {
  readonly notes: readonly Note[];
  readonly notify: App["notify"];
  readonly dismiss: (key: number) => void;
  readonly undo: (key: number) => void;
}

/** Notes in passing; only the last one can be undone, so a new one takes its place. */
export function useNotes(own: OwnStore): NotesValue {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const last = useRef(0);
  const dismiss = (key: number): void => setNotes((all) => all.filter((note) => note.key !== key));
  const dismissLater = (key: number, afterMs: number): void => {
    setTimeout(() => {
      if (isInUse()) dismissLater(key, SHOWN_MS);
      else dismiss(key);
    }, afterMs);
  };
  useEffect(() => {
    // What was said in one view would hide things of the next.
    const leave = (): void =>
      setNotes((all) => all.filter(({ isError, view }) => isError || view === viewHere()));
    addEventListener("hashchange", leave);
    return () => removeEventListener("hashchange", leave);
  }, []);
  return {
    notes,
    dismiss,
    notify: (text, { undo = false, isError = false } = {}) => {
      const key = ++last.current;
      const note = { key, text, undo, isError, view: viewHere() };
      setNotes((all) => [...all.filter((before) => before.isError), note]);
      if (!isError) dismissLater(key, undo ? UNDO_SHOWN_MS : SHOWN_MS);
    },
    undo: (key) => {
      own.undo();
      dismiss(key);
    },
  };
}

/** Whether someone is at a note, by keyboard or pointer. */
function isInUse(): boolean {
  return document.querySelector(".note:is(:hover, :focus-within)") !== null;
}

function viewHere(): ViewName {
  return viewAt(location.hash).name;
}

export function Notes({ notes, dismiss, undo }: NotesValue): JSX.Element {
  const focus = useFocusBefore(notes);
  return (
    <div class="notes" role="status" aria-live="polite" {...focus}>
      {notes.map((note) => (
        <div class={note.isError ? "note is-error" : "note"} key={note.key}>
          <span>{note.text}</span>
          {note.undo && (
            <button type="button" onClick={() => undo(note.key)}>
              Undo
            </button>
          )}
          <button type="button" aria-label="Close" onClick={() => dismiss(note.key)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}

type HearFocus = (event: TargetedFocusEvent<HTMLElement>) => void;

/** When a note goes that has the focus, the keyboard goes on where it came from. */
function useFocusBefore(notes: readonly Note[]): {
  readonly onFocusIn: HearFocus;
  readonly onFocusOut: HearFocus;
} {
  const isInside = useRef(false);
  const before = useRef<EventTarget | null>(null);
  useLayoutEffect(() => {
    if (!isInside.current || !isFocusLost()) return;
    isInside.current = false;
    focusFirst([before.current as Element | null], { preventScroll: true });
  }, [notes]);
  return {
    onFocusIn: ({ currentTarget, relatedTarget }) => {
      isInside.current = true;
      if (!currentTarget.contains(relatedTarget as Node | null)) before.current = relatedTarget;
    },
    onFocusOut: ({ relatedTarget }) => {
      if (relatedTarget !== null) isInside.current = false; // else the note may be going
    },
  };
}
