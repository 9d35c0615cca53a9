import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { counted } from "../../io/counted.ts";
import { useApp, useOwn } from "../app-context.ts";
import { handOver } from "../handed-over.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { changesNothing, importChange } from "./import-change.ts";
import { useIncoming } from "./incoming-context.ts";
import type { Incoming } from "./incoming-files.ts";
import { ReviewLists } from "./review-lists.tsx";
import { addedText, outcomeTexts, rowsText } from "./review-words.ts";

/** The file on its way in: what it holds, what is unsure, and the way to add it or not. */
export function ImportReview(): JSX.Element | null {
  const { files, state } = useIncoming();
  const { current, waiting } = state;
  if (current === undefined) return null;
  const close = (): void => files.next();
  return (
    <section class="card ratings-review" aria-label="A file to look through">
      {current.kind === "reading" && <Busy>Reading {current.name} …</Busy>}
      {current.kind === "failed" && <Failed current={current} onClose={close} />}
      {current.kind === "read" && (
        // A file after another is another review: what was opened there is folded here.
        <Review key={current.imported.file} current={current} onClose={close} />
      )}
      {waiting > 0 && (
        <p class="quiet small">{counted(waiting, "more file waits", "more files wait")}.</p>
      )}
    </section>
  );
}

function Failed({
  current,
  onClose,
}: {
  readonly current: Incoming & { readonly kind: "failed" };
  onClose(): void;
}): JSX.Element {
  return (
    <>
      <h2>{current.name} is not read</h2>
      <Failure text={current.text} />
      <p class="actions">
        {current.isMovieLens && (
          <a
            class="button"
            href="#learn"
            onClick={() => {
              handOver(current.file);
              onClose();
            }}
          >
            Take it to Watch it learn
          </a>
        )}
        <button type="button" class="button is-plain" onClick={onClose}>
          Put it aside
        </button>
      </p>
    </>
  );
}

function Review({
  current: { imported, choices },
  onClose,
}: {
  readonly current: Incoming & { readonly kind: "read" };
  onClose(): void;
}): JSX.Element {
  const app = useApp();
  const own = useOwn();
  const { files } = useIncoming();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { change, counts } = useMemo(
    () => importChange(imported, choices, own),
    [imported, choices, own],
  );
  const isNothing = changesNothing(change, own);
  const add = (): void => {
    app.own.change(change);
    app.notify(addedText(counts, imported.file), { undo: true });
    onClose();
  };
  return (
    <>
      <h2 tabIndex={-1} ref={heading}>
        {imported.file}: {imported.formatTitle}
      </h2>
      <p>
        {rowsText(imported)} Nothing is kept before you add it, and the file stays in this browser.
      </p>
      {imported.advice !== undefined && <p>{imported.advice}</p>}
      <ReviewLists
        imported={imported}
        choices={choices}
        onChoose={(row, choice) => {
          const next = new Map(choices);
          if (choice === undefined) next.delete(row);
          else next.set(row, choice);
          files.choose(next);
        }}
      />
      <ul class="ratings-outcome" aria-live="polite" aria-label="What adding it does">
        {outcomeTexts(counts).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Answers isNothing={isNothing} onAdd={add} onClose={onClose} />
    </>
  );
}

function Answers({
  isNothing,
  onAdd,
  onClose,
}: {
  /** Whether adding it would change nothing. */
  readonly isNothing: boolean;
  onAdd(): void;
  onClose(): void;
}): JSX.Element {
  if (isNothing) {
    return (
      <p class="actions">
        <button type="button" class="button" onClick={onClose} data-testid="add-file">
          Nothing new: close
        </button>
      </p>
    );
  }
  return (
    <p class="actions">
      <button type="button" class="button" onClick={onAdd} data-testid="add-file">
        Add these
      </button>
      <button type="button" class="button is-plain" onClick={onClose}>
        Not now
      </button>
    </p>
  );
}
