import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp, useOwn } from "../app-context.ts";
import { Failure } from "../parts/state-notes.tsx";
import { personOf } from "../state/own-state.ts";
import { ratedText } from "./guest-of-file.ts";
import { isPartOf } from "./link-address.ts";
import { guestOf } from "./night-member.ts";
import type { LinkedPerson } from "./person-link.ts";
import { readPersonLink } from "./person-link.ts";
import { cleanName } from "./person-name.ts";

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
  const isOlder = own.guests.some(({ name }) => name !== "" && name === person.name);
  if (room <= 0 && !isOlder) {
    return (
      <Closed text="Eight is as many as fit: send someone home first." isFailure onDone={onDone} />
    );
  }
  return <Ask key={code} person={person} onDone={onDone} />;
}

function Ask({ person, onDone }: { readonly person: LinkedPerson; onDone(): void }): JSX.Element {
  const { own, notify } = useApp();
  const [name, setName] = useState(person.name);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const who = cleanName(name) || "a friend";
  const add = (): void => {
    const guest = guestOf({ name: cleanName(name), data: person.data }, own.state().guests);
    own.change({ what: `adding ${who}`, guests: [guest] });
    notify(`${who} is in.`, { undo: true });
    onDone();
  };
  return (
    <form
      class="card night-invitation"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h2 tabIndex={-1} ref={heading}>
        {person.name === "" ? "Someone" : person.name} would watch a film with you
      </h2>
      <p>{ratedText(person.data)}. Nothing of it is kept until you add them.</p>
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
          Add {who}
        </button>
        <button type="button" class="link-button" onClick={onDone}>
          Not now
        </button>
      </div>
    </form>
  );
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
      <button type="button" class="link-button" onClick={onDone}>
        Close
      </button>
    </div>
  );
}
