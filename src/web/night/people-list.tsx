import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { keepFocus } from "../parts/keep-focus.ts";
import type { Guest } from "../state/own-state.ts";
import { ratedText } from "./guest-of-file.ts";
import type { Member } from "./night-member.ts";
import { memberName } from "./night-member.ts";
import { cleanName } from "./person-name.ts";
import { Swatch } from "./swatch.tsx";

/** Who is there: their line in the drawings, their names to change, a way to send them home. */
export function PeopleList({ members }: { readonly members: readonly Member[] }): JSX.Element {
  return (
    <ul class="night-people">
      {members.map((member, k) => (
        <li key={member.guest?.key ?? "you"}>
          <Swatch line={k + 1} />
          {member.guest === undefined ? <strong>You</strong> : <GuestName guest={member.guest} />}
          <span class="quiet small">{ratedText(member.data)}</span>
          {member.guest !== undefined && <RemoveGuest member={member} guest={member.guest} />}
        </li>
      ))}
    </ul>
  );
}

/** Of the field with their name. */
export function guestId(key: string): string {
  return `guest-${key}`;
}

function GuestName({ guest }: { readonly guest: Guest }): JSX.Element {
  const { own } = useApp();
  return (
    <input
      class="field"
      id={guestId(guest.key)}
      aria-label={`Name of ${guest.name || "a friend"}`}
      placeholder="a friend"
      value={guest.name}
      maxLength={40}
      onChange={(event) => {
        const name = cleanName(event.currentTarget.value);
        event.currentTarget.value = name;
        if (name === guest.name) return;
        own.change({
          what: `calling ${guest.name || "a friend"} ${name}`,
          guests: [{ ...guest, name }],
        });
      }}
    />
  );
}

function RemoveGuest({
  member,
  guest,
}: {
  readonly member: Member;
  readonly guest: Guest;
}): JSX.Element {
  const { own, notify } = useApp();
  const name = memberName(member);
  return (
    <button
      type="button"
      class="link-button"
      aria-label={`Remove ${name}`}
      onClick={({ currentTarget }) => {
        keepFocus(currentTarget);
        own.removeGuest(guest.key);
        notify(`Without ${name}.`, { undo: true });
      }}
    >
      Remove
    </button>
  );
}
