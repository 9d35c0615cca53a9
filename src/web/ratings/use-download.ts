import { useApp } from "../app-context.ts";
import { keptRows } from "./kept-rows.ts";
import { dayOf } from "./own-changes.ts";

/** Saves all that the person has said as a file, when called. */
export function useDownload(): () => void {
  const { core, own, notify } = useApp();
  return () => {
    core.ask("everythingCsv", [keptRows(own.state())]).then(
      (text) => saveFile(text, `matinee-${dayOf(new Date())}.csv`),
      (error: unknown) => notify(messageOf(error), { isError: true }),
    );
  };
}

/** What went wrong, for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function saveFile(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
}
