import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { chosenBefore } from "./chosen-before.ts";
import { DropHere, useDroppedFiles } from "../parts/dropped-files.tsx";
import { IncomingContext } from "./incoming-context.ts";
import { IncomingFiles } from "./incoming-files.ts";

/** Takes files that are dropped anywhere on the page, in every view that does not take them itself. */
export function FilesAnywhere({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const app = useApp();
  const [files] = useState(
    () => new IncomingFiles(app.core, (imported) => chosenBefore(imported, app.own.state())),
  );
  const isOver = useDroppedFiles(window, (dropped) => {
    files.add(dropped);
    app.go("ratings");
  });
  return (
    <IncomingContext.Provider value={files}>
      {children}
      {isOver && (
        <DropHere>
          Drop it: your ratings stay in this browser, and nothing is kept before you have looked.
        </DropHere>
      )}
    </IncomingContext.Provider>
  );
}
