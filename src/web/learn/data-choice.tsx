import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { LearnSource } from "../messages.ts";
import { Busy } from "../parts/state-notes.tsx";

/** What there is to choose from. */
export interface DataChoiceProps {
  readonly source: LearnSource;
  readonly hasMovieLens: boolean;
  /** It is not known yet what the server has. */
  readonly isLooking: boolean;
  /** Of the person. */
  readonly rated: number;
  onChange(source: LearnSource): void;
}

/** From what it learns: MovieLens 100K of the server, a ZIP, or made-up ratings. */
export function DataChoice({
  source,
  hasMovieLens,
  isLooking,
  rated,
  onChange,
}: DataChoiceProps): JSX.Element {
  const take = (file: File | undefined): void => {
    if (file !== undefined) onChange({ kind: "file", file, name: file.name });
  };
  return (
    <DropField onFile={take}>
      <legend>Ratings to learn from</legend>
      {isLooking ? (
        <Busy>Looking which ratings are here …</Busy>
      ) : (
        <Choices {...{ source, hasMovieLens, rated, onChange }} />
      )}
      <label class="learn-file">
        <span>A MovieLens ZIP: choose it, or drop it here</span>
        <input
          type="file"
          accept=".zip,application/zip"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // so that the same file can be chosen again
          }}
        />
      </label>
    </DropField>
  );
}

function Choices({
  source,
  hasMovieLens,
  rated,
  onChange,
}: Omit<DataChoiceProps, "isLooking">): JSX.Element {
  const own = rated === 0 ? "" : ` + your ${rated} ${rated === 1 ? "rating" : "ratings"}`;
  return (
    <>
      {hasMovieLens && (
        <Choice
          isChosen={source.kind === "server"}
          onChoose={() => onChange({ kind: "server" })}
          text={`MovieLens 100K${own}`}
        />
      )}
      {source.kind === "file" && (
        <Choice isChosen onChoose={() => undefined} text={`${source.name}${own}`} />
      )}
      <Choice
        isChosen={source.kind === "made up"}
        onChoose={() => onChange({ kind: "made up" })}
        text="Made-up ratings"
      />
      {!hasMovieLens && source.kind === "made up" && (
        <p class="quiet small">
          Made-up ratings, since MovieLens 100K is not on this server. You cannot be among made-up
          people: picks need real data.
        </p>
      )}
      {source.kind !== "made up" && rated === 0 && (
        <p class="quiet small">
          <a href="#ratings">Rate a few films</a> first, and you are one of the people it learns
          from.
        </p>
      )}
    </>
  );
}

/** Where a ZIP can be dropped; elsewhere on the page a file is an export of ratings. */
function DropField({
  children,
  onFile,
}: {
  readonly children: ComponentChildren;
  onFile(file: File | undefined): void;
}): JSX.Element {
  const [isOver, setIsOver] = useState(false);
  return (
    <fieldset
      class={isOver ? "learn-data is-over" : "learn-data"}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setIsOver(false);
        onFile(event.dataTransfer?.files[0]);
      }}
    >
      {children}
    </fieldset>
  );
}

function Choice({
  isChosen,
  onChoose,
  text,
}: {
  readonly isChosen: boolean;
  onChoose(): void;
  readonly text: string;
}): JSX.Element {
  return (
    <label class="learn-choice">
      <input type="radio" name="learn-data" checked={isChosen} onChange={onChoose} />
      {text}
    </label>
  );
}
