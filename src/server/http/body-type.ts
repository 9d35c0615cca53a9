import { ProblemError } from "./problem-error.ts";

/**
 * Is the body of one of these media types, and not compressed?
 *
 * @throws {ProblemError} `wrong-media-type`.
 */
export function checkBodyType(headers: Headers, types: readonly string[]): void {
  const encoding = headers.get("Content-Encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    const detail = "Cannot read the body: it is compressed; send it as it is";
    throw new ProblemError("wrong-media-type", { detail });
  }
  const given = headers.get("Content-Type") ?? "";
  const end = given.indexOf(";");
  const essence = (end === -1 ? given : given.slice(0, end)).trim().toLowerCase();
  if (types.includes(essence) && isUtf8(given)) return;
  const detail = `Cannot read the body: its Content-Type must be ${types.join(" or ")}, in UTF-8 if it is text`;
  throw new ProblemError("wrong-media-type", { detail });
}

/** Exports are read in whatever encoding they have; what is said of it here may only be UTF-8. */
function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?(?<name>[^\s;"]*)/iu.exec(contentType)?.groups?.["name"];
  return charset === undefined || /^utf-?8$/iu.test(charset);
}
