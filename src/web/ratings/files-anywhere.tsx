import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { chosenBefore } from "./chosen-before.ts";
import { IncomingContext } from "./incoming-context.ts";
import { IncomingFiles } from "./incoming-files.ts";
import "./files-anywhere.css";

/**
 * Takes files that are dropped anywhere on the page, in every view, and shows that it would. A part of the
 * page that takes files itself says so by `preventDefault()` in its own dragover and drop.
 */
export function FilesAnywhere({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const app = useApp();
  const [files] = useState(
    () => new IncomingFiles(app.core, (imported) => chosenBefore(imported, app.own.state())),
  );
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // On the way down nobody has taken it yet; who does may keep it from coming up again.
    const hide = (): void => setIsOver(false);
    addEventListener("dragover", hide, { signal, capture: true });
    addEventListener("drop", hide, { signal, capture: true });
    addEventListener("dragover", (event) => setIsOver(isOurs(event)), { signal });
    addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? hide(), { signal });
    addEventListener(
      "drop",
      (event) => {
        if (!isOurs(event)) return;
        files.add(event.dataTransfer!.files);
        app.go("ratings");
      },
      { signal },
    );
    return () => controller.abort();
  }, [files, app]);
  return (
    <IncomingContext.Provider value={files}>
      {children}
      {isOver && (
        <div class="files-anywhere" aria-hidden="true">
          <p>
            Drop it: your ratings stay in this browser, and nothing is kept before you have looked.
          </p>
        </div>
      )}
    </IncomingContext.Provider>
  );
}

/** Takes a drag of files that no part of the page takes itself; else the browser opens them in its place. */
function isOurs(event: DragEvent): boolean {
  const hasFiles = event.dataTransfer?.types.includes("Files") ?? false;
  if (event.defaultPrevented || !hasFiles) return false;
  event.preventDefault();
  return true;
}
