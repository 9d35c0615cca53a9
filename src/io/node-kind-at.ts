import { stat } from "node:fs/promises";

/** What lies at `path`, links followed; `undefined` where there is nothing to be seen. */
export async function kindAt(path: string): Promise<"folder" | "file" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}
