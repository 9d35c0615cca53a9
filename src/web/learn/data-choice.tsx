import type { JSX } from "preact";
import type { LearnSource } from "../messages.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import type { FileLook } from "./learn-session.ts";

/** What there is to choose from. */
export interface DataChoiceProps {
  /** Undefined before it is known what there is. */
  readonly source: LearnSource | undefined;
  readonly hasMovieLens: boolean;
  /** It is not known yet what the server has. */
  readonly isLooking: boolean;
  /** A file that is looked into, or is of no use. */
  readonly look: FileLook | undefined;
  /** Of the person. */
  readonly rated: number;
  onChange(source: LearnSource): void;
}

/** From what it learns: MovieLens 100K of the server, a ZIP, or made-up ratings. */
export function DataChoice(props: DataChoiceProps): JSX.Element {
  const { source, look, onChange } = props;
  const take = (file: File | undefined): void => {
    if (file !== undefined) onChange({ kind: "file", file, name: file.name });
  };
  return (
    <fieldset class="learn-data">
      <legend>Ratings to learn from</legend>
      <Choices {...props} />
      <div class="learn-file">
        <label class="button is-plain">
          Choose a MovieLens ZIP
          <input
            class="unseen"
            type="file"
            accept=".zip,application/zip"
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = ""; // so that the same file can be chosen again
            }}
          />
        </label>
        <span class="quiet small">
          {look?.name ?? (source?.kind === "file" ? source.name : "or drop it anywhere here")}
        </span>
      </div>
      {look !== undefined && look.wrong === undefined && <Busy>Looking into {look.name} …</Busy>}
      {look?.wrong !== undefined && (
        <>
          <Failure text={look.wrong} />
          <p class="small">
            Ratings of your own go in at <a href="#ratings">My ratings</a>.
          </p>
        </>
      )}
      <Hint {...props} />
    </fieldset>
  );
}

/** That of the server has its place before it is known whether it is there: nothing moves when it is. */
function Choices({
  source,
  hasMovieLens,
  isLooking,
  rated,
  onChange,
}: DataChoiceProps): JSX.Element {
  const own = rated === 0 ? "" : ` + your ${rated} ${rated === 1 ? "rating" : "ratings"}`;
  return (
    <>
      {(hasMovieLens || isLooking) && (
        <Choice
          isChosen={source?.kind === "server"}
          isDisabled={isLooking}
          onChoose={() => onChange({ kind: "server" })}
          text={`MovieLens 100K${own}`}
        />
      )}
      {source?.kind === "file" && (
        <Choice isChosen onChoose={() => undefined} text={`${source.name}${own}`} />
      )}
      <Choice
        isChosen={source?.kind === "made up"}
        onChoose={() => onChange({ kind: "made up" })}
        text="Made-up ratings"
      />
    </>
  );
}

function Hint({ source, hasMovieLens, isLooking, rated }: DataChoiceProps): JSX.Element {
  return (
    <p class="learn-hint quiet small" role={isLooking ? "status" : undefined}>
      {isLooking ? (
        "Looking which ratings are here …"
      ) : source?.kind === "made up" ? (
        <>
          {!hasMovieLens && "MovieLens 100K is not on this server. "}
          You cannot be among made-up people: picks need real data.
        </>
      ) : rated === 0 ? (
        <>
          <a href="#ratings">Rate a few films</a> first, and you are one of the people it learns
          from.
        </>
      ) : (
        "Your films are looked up in it by title and year, so that you are one of its people."
      )}
    </p>
  );
}

function Choice({
  isChosen,
  isDisabled = false,
  onChoose,
  text,
}: {
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  onChoose(): void;
  readonly text: string;
}): JSX.Element {
  return (
    <label class="learn-choice">
      <input
        type="radio"
        name="learn-data"
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
      />
      {text}
    </label>
  );
}
