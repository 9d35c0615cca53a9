import { ProblemError } from "./problem-error.ts";

/** How deep arrays and objects may lie in each other; the contract needs three. */
export const MOST_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;
/** Brackets and braces, as char codes. */
const OPEN: ReadonlySet<number> = new Set([91, 123]);
const CLOSED: ReadonlySet<number> = new Set([93, 125]);

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The text of a body that should be JSON: valid UTF-8 that is not nested so deep that reading it could hurt.
 *
 * @throws {ProblemError} `invalid-request`.
 */
export function jsonText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    const detail = "Cannot read the body: it is not valid UTF-8; encode it as UTF-8";
    throw new ProblemError("invalid-request", { detail }, { cause: error });
  }
  if (isTooDeep(text)) {
    const detail = `Cannot read the body: it is nested more than ${MOST_DEPTH} deep; send it as the contract has it`;
    throw new ProblemError("invalid-request", { detail });
  }
  return text;
}

/** Where a text stops being JSON, as `line 1, column 5`; undefined where the engine does not tell. */
export function faultPlace(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const found = /at position (?<at>\d+)/u.exec(error instanceof Error ? error.message : "");
    if (found === null) return undefined;
    const lines = text.slice(0, Number(found.groups?.["at"])).split("\n");
    return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPEN.has(code)) depth++;
    else if (CLOSED.has(code)) depth--;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}
