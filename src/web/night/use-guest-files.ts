import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { personOf } from "../state/own-state.ts";
import { guestOfFile } from "./guest-of-file.ts";
import { isPartOf } from "./link-address.ts";
import { arrivalOf, MOST_GUESTS } from "./night-member.ts";
import { nameOfFile } from "./person-name.ts";
import { isSamePerson } from "./same-person.ts";

/** What came of the last files. */
export interface FilesOutcome {
  readonly lines: readonly string[];
  readonly failures: readonly string[];
  readonly reading: string | undefined;
}

const NOTHING: FilesOutcome = { lines: [], failures: [], reading: undefined };

/** Adds whoever files are of. */
export function useGuestFiles(): readonly [FilesOutcome, (files: readonly File[]) => void] {
  const addFile = useAddFile();
  const [outcome, setOutcome] = useState(NOTHING);
  const addFiles = async (files: readonly File[]): Promise<void> => {
    let all = NOTHING;
    for (const file of files) {
      setOutcome({ ...all, reading: file.name });
      const { lines = [], failures = [] } = await addFile(file).catch(failed);
      all = { ...all, lines: [...all.lines, ...lines], failures: [...all.failures, ...failures] };
    }
    setOutcome(all);
  };
  return [outcome, (files) => void addFiles(files)];
}

function useAddFile(): (file: File) => Promise<Partial<FilesOutcome>> {
  const { core, own, notify } = useApp();
  return async (file) => {
    const imported = await core.ask("readFile", [file, file.name]);
    const { data, summary } = guestOfFile(imported);
    if (data.ratings.length === 0) {
      return failed(`${file.name} has no rating of a film known here. ${imported.advice ?? ""}`);
    }
    if (isSamePerson(data, personOf(own.state()))) {
      return { lines: [`${file.name} holds your own ratings, and you are in already.`] };
    }
    const { guests } = own.state();
    const { guest, before } = arrivalOf({ name: nameOfFile(file.name), data }, guests);
    const name = guest.name || "a friend";
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    if (before !== undefined && isPartOf(data, before.data)) {
      return { lines: [`${title} is here already: ${file.name} has the same ratings.`] };
    }
    if (before === undefined && guests.length >= MOST_GUESTS) {
      return failed(`There is no room for ${file.name}: eight is as many as fit.`);
    }
    const what = before === undefined ? `adding ${name}` : `bringing ${name} up to date`;
    own.change({ what, guests: [guest] });
    const done = before === undefined ? "is in" : "was in already, and is up to date now";
    notify(`${title} ${done}.`, { undo: true });
    const how = before === undefined ? "" : ` ${file.name} has much the same ratings.`;
    return { lines: [`${title}: ${summary}${how}`] };
  };
}

function failed(error: unknown): Partial<FilesOutcome> {
  return { failures: [error instanceof Error ? error.message : String(error)] };
}
