import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./dropped-files.css";

/**
 * Takes files that are dropped on the page and that no part of it has taken before, by `preventDefault()` in
 * its own dragover and drop. A view takes them at the document, before the page takes them at its window.
 *
 * @returns whether files are held over it, so that it can be said.
 */
export function useDroppedFiles(
  at: Document | Window,
  take: (files: readonly File[]) => void,
): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // On the way down nobody has taken it yet; who does may keep it from coming up again.
    const hide = (): void => setIsOver(false);
    addEventListener("dragover", hide, { signal, capture: true });
    addEventListener("drop", hide, { signal, capture: true });
    addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? hide(), { signal });
    const hear = at as Window; // both hear the same, and their types have nothing in common
    hear.addEventListener("dragover", (event) => setIsOver(isOurs(event)), { signal });
    hear.addEventListener(
      "drop",
      (event) => {
        if (isOurs(event)) latest.current([...event.dataTransfer!.files]);
      },
      { signal },
    );
    return () => controller.abort();
  }, [at]);
  return isOver;
}

/** What dropping would do, over the whole page. */
export function DropHere({ children }: { readonly children: string }): JSX.Element {
  return (
    <div class="files-anywhere" aria-hidden="true">
      <p>{children}</p>
    </div>
  );
}

/** Takes a drag of files that no part of the page takes itself; else the browser opens them in its place. */
function isOurs(event: DragEvent): boolean {
  const hasFiles = event.dataTransfer?.types.includes("Files") ?? false;
  if (event.defaultPrevented || !hasFiles) return false;
  event.preventDefault();
  return true;
}
