import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { IncomingFiles, IncomingState } from "./incoming-files.ts";

/** The files on their way in, of the app at hand. */
export const IncomingContext: ReturnType<typeof createContext<IncomingFiles | undefined>> =
  createContext<IncomingFiles | undefined>(undefined);

/** @throws {Error} outside of the app. */
export function useIncoming(): { readonly files: IncomingFiles; readonly state: IncomingState } {
  const files = useContext(IncomingContext);
  if (files === undefined) throw new Error("files were asked for outside of the app");
  const [state, setState] = useState(files.state());
  useEffect(() => {
    setState(files.state());
    return files.subscribe(() => setState(files.state()));
  }, [files]);
  return { files, state };
}
