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
    const listen = (name: "dragover" | "dragleave" | "drop", hear: (event: DragEvent) => void) =>
      addEventListener(name, hear, { signal: controller.signal });
    listen("dragover", (event) => {
      const isOurs = !event.defaultPrevented && hasFiles(event);
      setIsOver(isOurs);
      if (isOurs) event.preventDefault();
    });
    listen("dragleave", (event) => {
      if (event.relatedTarget === null) setIsOver(false);
    });
    listen("drop", (event) => {
      setIsOver(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault(); // else the browser opens the file in place of the page
      files.add(event.dataTransfer!.files);
      app.go("ratings");
    });
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

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
