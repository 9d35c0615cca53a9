import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Failure } from "../parts/state-notes.tsx";
import { guestOfFile } from "./guest-of-file.ts";
import { codeIn } from "./link-address.ts";
import { guestOf } from "./night-member.ts";
import { nameOfFile } from "./person-name.ts";

/** What came of the last files. */
interface Outcome {
  readonly lines: readonly string[];
  readonly failures: readonly string[];
  readonly reading: string | undefined;
}

const NOTHING: Outcome = { lines: [], failures: [], reading: undefined };

/** By their file, or by their link. */
export function AddPeople({
  room,
  isFirst,
  onCode,
}: {
  /** Whether nobody else is there: then it is what there is to do. */
  readonly isFirst: boolean;
  /** How many more there is room for. */
  readonly room: number;
  onCode(code: string): void;
}): JSX.Element {
  const [outcome, addFiles] = useFiles(room);
  if (room <= 0) return <p class="prose">Eight is as many as fit: send someone home first.</p>;
  return (
    <div class="night-add">
      <h3>Add someone</h3>
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
              void addFiles(files);
            }}
          />
        </label>
        <PasteLink onCode={onCode} />
      </div>
      <p class="quiet small" id="night-file-kinds">
        A file of Letterboxd, IMDb, Trakt or MovieLens, or what someone downloaded here. It does not
        leave your browser.
      </p>
      <div role="status">
        {outcome.reading !== undefined && <p class="quiet">Reading {outcome.reading} …</p>}
        {outcome.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {outcome.failures.map((text) => (
        <Failure key={text} text={text} />
      ))}
    </div>
  );
}

function useFiles(room: number): readonly [Outcome, (files: readonly File[]) => Promise<void>] {
  const { core, own } = useApp();
  const [outcome, setOutcome] = useState(NOTHING);
  const addFile = async (file: File): Promise<Partial<Outcome>> => {
    const imported = await core.ask("readFile", [file, file.name]);
    const { data, summary } = guestOfFile(imported);
    if (data.ratings.length === 0) {
      return {
        failures: [`${file.name} has no rating of a film known here. ${imported.advice ?? ""}`],
      };
    }
    const guest = guestOf({ name: nameOfFile(file.name), data }, own.state().guests);
    own.change({ what: `adding ${guest.name || "a friend"}`, guests: [guest] });
    return { lines: [`${guest.name || "A friend"}: ${summary}`] };
  };
  const addFiles = async (files: readonly File[]): Promise<void> => {
    let all = NOTHING;
    for (const file of files.slice(0, room)) {
      setOutcome({ ...all, reading: file.name });
      const { lines = [], failures = [] } = await addFile(file).catch(failed);
      all = { ...all, lines: [...all.lines, ...lines], failures: [...all.failures, ...failures] };
    }
    const tooMany = files.slice(room).map(({ name }) => `There is no room for ${name}.`);
    setOutcome({ ...all, failures: [...all.failures, ...tooMany] });
  };
  return [outcome, addFiles];
}

function failed(error: unknown): Partial<Outcome> {
  return { failures: [error instanceof Error ? error.message : String(error)] };
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
