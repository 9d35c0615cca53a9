import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Failure } from "../parts/state-notes.tsx";
import { codeIn } from "./link-address.ts";
import type { FilesOutcome } from "./use-guest-files.ts";

/** By their file, or by their link. */
export function AddPeople({
  room,
  isFirst,
  outcome,
  onFiles,
  onCode,
}: {
  /** Whether nobody else is there: then it is what there is to do. */
  readonly isFirst: boolean;
  /** How many more there is room for. */
  readonly room: number;
  /** Of files that were chosen or dropped. */
  readonly outcome: FilesOutcome;
  onFiles(files: readonly File[]): void;
  onCode(code: string): void;
}): JSX.Element {
  if (room <= 0) {
    return (
      <div class="night-add">
        <p class="prose">Eight is as many as fit: send someone home first.</p>
        <Outcome outcome={outcome} />
      </div>
    );
  }
  return (
    <div class="night-add">
      <h2 class="night-heading">Add someone</h2>
      <div class="night-row">
        <label class={`button ${isFirst ? "" : "is-plain"} night-file`}>
          By their file
          <input
            type="file"
            multiple
            aria-describedby="night-file-kinds"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = ""; // so that the same file can be chosen again
              onFiles(files);
            }}
          />
        </label>
        <PasteLink onCode={onCode} />
      </div>
      <p class="quiet small" id="night-file-kinds">
        Or drop it on this view. A file of Letterboxd, IMDb, Trakt or MovieLens, or what someone
        downloaded here. It does not leave your browser.
      </p>
      <Outcome outcome={outcome} />
    </div>
  );
}

/** What became of the files, wherever they were dropped. */
function Outcome({ outcome }: { readonly outcome: FilesOutcome }): JSX.Element {
  const failures = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome.failures.length > 0) failures.current?.scrollIntoView({ block: "nearest" });
  }, [outcome.failures]);
  return (
    <>
      <div role="status">
        {outcome.reading !== undefined && <p class="quiet">Reading {outcome.reading} …</p>}
        {outcome.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div ref={failures}>
        {outcome.failures.map((text) => (
          <Failure key={text} text={text} />
        ))}
      </div>
    </>
  );
}

function PasteLink({ onCode }: { onCode(code: string): void }): JSX.Element {
  const [text, setText] = useState("");
  return (
    <form
      class="night-row"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(codeIn(text) ?? text);
        setText("");
      }}
    >
      <label>
        Or by their link
        <input
          class="field"
          value={text}
          required
          placeholder="paste it here"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button is-plain">
        Look at it
      </button>
    </form>
  );
}
