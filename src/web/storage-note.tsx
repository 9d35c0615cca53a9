import type { JSX } from "preact";
import { grouped } from "../io/counted.ts";
import { useApp, useOwn } from "./app-context.ts";
import { useDownload } from "./ratings/use-download.ts";
import "./storage-note.css";

/** Says when nothing is kept, why and what to do; draws nothing while all is well. */
export function StorageNote(): JSX.Element {
  const { own } = useApp();
  const download = useDownload();
  const { storage, films } = useOwn();
  return (
    <div class="storage-note" role="status">
      {storage.kind === "memory" && (
        <div class="sheet">
          <p>
            <strong>{storage.what}</strong>, because {storage.why}. {storage.remedy}
          </p>
          <div class="actions">
            {storage.canRetry && (
              <button type="button" class="link-button" onClick={() => own.retry()}>
                Try again
              </button>
            )}
            {films.size > 0 && (
              <button type="button" class="link-button" onClick={download}>
                Download your ratings
              </button>
            )}
          </div>
        </div>
      )}
      {storage.kind === "stored" && storage.broken > 0 && (
        <p class="sheet">{brokenText(storage.broken)}</p>
      )}
    </div>
  );
}

function brokenText(broken: number): string {
  const what = broken === 1 ? "One stored record makes" : `${grouped(broken)} stored records make`;
  return `${what} no sense to this version of the page and ${broken === 1 ? "is" : "are"} left out.`;
}
