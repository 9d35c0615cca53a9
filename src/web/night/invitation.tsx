import type { JSX, TargetedMouseEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp, useOwn } from "../app-context.ts";
import { keepFocus } from "../parts/keep-focus.ts";
import { Failure } from "../parts/state-notes.tsx";
import type { Guest } from "../state/own-state.ts";
import { personOf } from "../state/own-state.ts";
import { guestId } from "./people-list.tsx";
import { ratedText } from "./guest-of-file.ts";
import { isPartOf } from "./link-address.ts";
import { arrivalOf } from "./night-member.ts";
import type { LinkedPerson } from "./person-link.ts";
import { readPersonLink } from "./person-link.ts";
import { cleanName } from "./person-name.ts";
import { isSamePerson } from "./same-person.ts";

/** A link that was opened: who it is, and whether to add them. Nothing is kept before. */
export function Invitation({
  code,
  room,
  onDone,
}: {
  readonly code: string;
  readonly room: number;
  onDone(): void;
}): JSX.Element {
  const own = useOwn();
  const read = readPersonLink(code);
  if (read.kind === "wrong") return <Closed text={read.why} isFailure onDone={onDone} />;
  const { person } = read;
  const here = own.guests.find(({ data }) => isPartOf(person.data, data));
  if (person.data.ratings.length === 0) {
    return (
      <Closed
        text="Whoever sent this link had rated nothing yet. Ask for it again later."
        onDone={onDone}
      />
    );
  }
  if (isPartOf(person.data, personOf(own))) {
    return <Closed text="This is your own link: send it to the others." onDone={onDone} />;
  }
  if (here !== undefined) {
    return (
      <Closed text={`${here.name || "Whoever sent this link"} is here already.`} onDone={onDone} />
    );
  }
  const older = own.guests.find(({ data }) => isSamePerson(data, person.data));
  if (room <= 0 && older === undefined) {
    return (
      <Closed text="Eight is as many as fit: send someone home first." isFailure onDone={onDone} />
    );
  }
  return <Ask key={code} {...{ person, older, onDone }} />;
}

function Ask({
  person,
  older,
  onDone,
}: {
  readonly person: LinkedPerson;
  /** What is here of the same person, whose place it takes. */
  readonly older: Guest | undefined;
  onDone(): void;
}): JSX.Element {
  const add = useAdd(person, older, onDone);
  const [name, setName] = useState(older?.name || person.name);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const who = cleanName(name) || "a friend";
  return (
    <form
      class="card night-invitation"
      onSubmit={(event) => {
        event.preventDefault();
        add(cleanName(name), event.currentTarget);
      }}
    >
      <h2 tabIndex={-1} ref={heading}>
        {older?.name || person.name || "Someone"} would watch a film with you
      </h2>
      <p>
        {ratedText(person.data)}. Nothing of it is kept until you add them
        {older !== undefined && "; it takes the place of their older ratings"}.
      </p>
      <div class="night-row">
        <label>
          Name
          <input
            class="field"
            value={name}
            maxLength={40}
            placeholder="a friend"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {older === undefined ? "Add" : "Update"} {who}
        </button>
        <button type="button" class="link-button" onClick={leaving(onDone)}>
          Not now
        </button>
      </div>
    </form>
  );
}

/** Adds who is in the link; the keyboard goes on at their name. */
function useAdd(
  { data }: LinkedPerson,
  older: Guest | undefined,
  onDone: () => void,
): (name: string, form: Element) => void {
  const { own, notify } = useApp();
  return (name, form) => {
    const { guest } = arrivalOf({ name, data }, own.state().guests);
    const named = older === undefined ? guest : { ...guest, name };
    const title = named.name || "A friend";
    own.change({ what: `adding ${named.name || "a friend"}`, guests: [named] });
    notify(older === undefined ? `${title} is in.` : `${title} is up to date.`, { undo: true });
    keepFocus(form, [() => document.getElementById(guestId(named.key))]);
    onDone();
  };
}

function Closed({
  text,
  isFailure = false,
  onDone,
}: {
  readonly text: string;
  readonly isFailure?: boolean;
  onDone(): void;
}): JSX.Element {
  return (
    <div class="card night-invitation">
      {isFailure ? <Failure text={text} /> : <p role="status">{text}</p>}
      <button type="button" class="link-button" onClick={leaving(onDone)}>
        Close
      </button>
    </div>
  );
}

/** An answer that takes its button away. */
function leaving(onDone: () => void): (event: TargetedMouseEvent<HTMLButtonElement>) => void {
  return ({ currentTarget }) => {
    keepFocus(currentTarget);
    onDone();
  };
}
