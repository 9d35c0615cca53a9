import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { takeHandedOver } from "../handed-over.ts";
import { DropHere, useDroppedFiles } from "../parts/dropped-files.tsx";
import type { LearnSession } from "./learn-session.ts";

/** A file that is dropped anywhere on the view, or that another view has handed over, is learned from. */
export function DroppedSets({ session }: { readonly session: LearnSession }): JSX.Element | null {
  const take = (file: File | undefined): void => {
    if (file !== undefined) void session.chooseSource({ kind: "file", file, name: file.name });
  };
  useEffect(() => take(takeHandedOver()), []);
  const isOver = useDroppedFiles(document, ([file]) => take(file));
  return isOver ? <DropHere>Drop a MovieLens ZIP: it learns from that.</DropHere> : null;
}
