import { bytesOf, describe } from "../../core/check.ts";
import { DataError } from "../../core/errors.ts";
import type { ByteBlob, ByteReader } from "../byte-reader.ts";
import { sizeText } from "../size-text.ts";
import { isZip, textOfBytes } from "../text-of-bytes.ts";
import { ACTION, MOST_BYTES } from "./export-limits.ts";

/** A file as it is given: bytes, text, or a file that a page was handed. */
export type ExportContent = Uint8Array | ArrayBuffer | string | ByteBlob;

/** What is inside: an archive, to be read at offsets, or a text as a whole. */
export type OpenedContent =
  | { readonly kind: "archive"; readonly source: ByteReader }
  | { readonly kind: "text"; readonly text: string };

/**
 * Looks at the first bytes, and reads the whole of what is no archive.
 *
 * @throws {DataError} if it is empty, no text, too large, or cannot be read.
 * @throws {TypeError} if `content` is of another kind.
 */
export async function openContent(content: ExportContent, file: string): Promise<OpenedContent> {
  if (typeof content === "string") {
    refuseLarge(content.length, file);
    return { kind: "text", text: plainText(content, file) };
  }
  const source = isBlob(content) ? readerOfBlob(content, file) : readerOfBytes(content);
  const start = await source.readUint8Array(0, Math.min(4, source.size));
  if (isZip(start)) return { kind: "archive", source };
  refuseLarge(source.size, file);
  const bytes = await source.readUint8Array(0, source.size);
  return { kind: "text", text: textOfBytes(bytes, file, ACTION) };
}

function plainText(content: string, file: string): string {
  if (content === "") throw new DataError(`${ACTION}: the file is empty`, { file });
  if (!content.includes("\0")) return content;
  throw new DataError(`${ACTION}: the file is not text, got a NUL character`, { file });
}

function refuseLarge(size: number, file: string): void {
  if (size <= MOST_BYTES) return;
  throw new DataError(
    `${ACTION}: a file may hold at most ${sizeText(MOST_BYTES)}, got ${sizeText(size)}`,
    {
      file,
    },
  );
}

function isBlob(content: unknown): content is ByteBlob {
  if (typeof content !== "object" || content === null || ArrayBuffer.isView(content)) return false;
  if (Object.prototype.toString.call(content) === "[object ArrayBuffer]") return false;
  if (!("slice" in content) || !("size" in content)) return false;
  return typeof content.slice === "function" && typeof content.size === "number";
}

function readerOfBytes(content: unknown): ByteReader {
  if (!/^\[object (?:Uint8Array|ArrayBuffer)\]$/u.test(Object.prototype.toString.call(content))) {
    throw new TypeError(
      `${ACTION}: "content" must be a text, bytes (a Uint8Array or an ArrayBuffer) or a Blob, got ${describe(content)}`,
    );
  }
  const bytes = bytesOf(ACTION, "content", content);
  return {
    size: bytes.length,
    readUint8Array: (index, length) => Promise.resolve(bytes.subarray(index, index + length)),
  };
}

function readerOfBlob(blob: ByteBlob, file: string): ByteReader {
  return {
    size: blob.size,
    readUint8Array: async (index, length) => {
      try {
        return new Uint8Array(await blob.slice(index, index + length).arrayBuffer());
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new DataError(
          `${ACTION}: it cannot be read (${reason}); give it anew`,
          { file },
          {
            cause: error,
          },
        );
      }
    },
  };
}
