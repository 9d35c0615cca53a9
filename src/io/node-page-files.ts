import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { DataError } from "../core/errors.ts";
import { readFault } from "./node-disk-fault.ts";
import { readWholeFile } from "./node-files.ts";

/** A file of the page. */
export interface PageFile {
  /** Where the page looks for it, relative to itself. */
  readonly path: string;
  read(): Promise<Uint8Array>;
}

/** As far from dist/io and dist/bin as from src/io. */
const PAGE = fileURLToPath(new URL("../../dist/web", import.meta.url));
const ASSETS = fileURLToPath(new URL("../../assets", import.meta.url));

/**
 * The files of the page, as built, and of the model beside it in x; none is read yet.
 *
 * @throws {DataError} if the page has not been built.
 */
export async function pageFiles(): Promise<readonly PageFile[]> {
  return [...(await filesOf(PAGE)), ...(await filesOf(ASSETS))];
}

async function filesOf(folder: string): Promise<PageFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      const message = `Cannot read the page: ${readFault(error)}; "npm run build" makes it`;
      throw new DataError(message, { file: folder }, { cause: error });
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({
      path: relative(folder, file).split(sep).join("/"),
      read: () => readWholeFile(file),
    }));
}
