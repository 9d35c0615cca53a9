import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** How an archive is packed. */
export interface ZipForm {
  readonly password?: string;
  /** From 0, not packed, to 9. */
  readonly level?: number;
}

/** An archive of files by name. */
export async function zipOf(
  files: Readonly<Record<string, string | Uint8Array | object[]>>,
  { password, level = 1 }: ZipForm = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(files)) {
    const reader =
      content instanceof Uint8Array
        ? new Uint8ArrayReader(content)
        : new TextReader(typeof content === "string" ? content : JSON.stringify(content));
    await writer.add(name, reader, { level, ...(password === undefined ? {} : { password }) });
  }
  return writer.close();
}
