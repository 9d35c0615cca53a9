import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useOwn } from "../app-context.ts";
import { DropHere, useDroppedFiles } from "../parts/dropped-files.tsx";
import { Busy } from "../parts/state-notes.tsx";
import type { ViewProps } from "../views.ts";
import { AddPeople } from "./add-people.tsx";
import { CopyLink } from "./copy-link.tsx";
import { Invitation } from "./invitation.tsx";
import { codeIn } from "./link-address.ts";
import { membersOf, MOST_GUESTS } from "./night-member.ts";
import { PeopleList } from "./people-list.tsx";
import { SharedFilms } from "./shared-films.tsx";
import { useGuestFiles } from "./use-guest-files.ts";
import "./night.css";

/** Films for several people at once. */
export function MovieNightView({ rest }: ViewProps): JSX.Element {
  const own = useOwn();
  const [pasted, setPasted] = useState<string | undefined>(undefined);
  const members = useMemo(() => membersOf(own), [own.films, own.guests]);
  const [outcome, addFiles] = useGuestFiles();
  const isOver = useDroppedFiles(document, addFiles);
  if (own.storage.kind === "opening") return <Busy>Looking for your ratings …</Busy>;
  const code = pasted ?? codeIn(rest);
  const room = MOST_GUESTS - own.guests.length;
  const hasRated = members[0]?.guest === undefined && members.length > 0;
  const done = (): void => {
    setPasted(undefined);
    if (codeIn(rest) !== undefined) location.replace("#night"); // Back must not ask again
  };
  return (
    <div class="view night">
      <h1>Movie night</h1>
      {code !== undefined && <Invitation code={code} room={room} onDone={done} />}
      <p class="prose">{introduction(hasRated, own.guests.length)}</p>
      {members.length > 0 && <PeopleList members={members} />}
      {own.guests.length > 0 && <SharedFilms members={members} />}
      <div class="night-ways">
        <AddPeople
          isFirst={own.guests.length === 0}
          {...{ room, outcome }}
          onFiles={addFiles}
          onCode={setPasted}
        />
        {hasRated && <CopyLink />}
      </div>
      {isOver && <DropHere>Drop it: whoever rated these films is added to movie night.</DropHere>}
    </div>
  );
}

function introduction(hasRated: boolean, guests: number): JSX.Element {
  if (guests === 0 && !hasRated) {
    return (
      <>
        Three films that all of you will like. It takes the ratings of two:{" "}
        <a href="#ratings">rate films yourself</a>, and add someone.
      </>
    );
  }
  if (guests === 0) return <>Add someone, and three films that you will both like stand here.</>;
  if (!hasRated) {
    return (
      <>
        You have rated nothing, so this is without you. <a href="#ratings">Rate films</a> to be in.
      </>
    );
  }
  return (
    <>The first film pleases all of you most; each further one favours those who got less so far.</>
  );
}
