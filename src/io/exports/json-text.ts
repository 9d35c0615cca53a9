import { DataError } from "../../core/errors.ts";
import { counted } from "../counted.ts";
import { ACTION, MOST_JSON_DEPTH, MOST_JSON_VALUES } from "./export-limits.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * What a JSON text says, after a look at how much of it there is.
 *
 * @throws {DataError} if it is no JSON, or nested deeper or of more values than an export is. What
 * the engine says of it is not passed on, since that quotes the file.
 */
export function parseJson(text: string, file: string): unknown {
  measure(text, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/u.exec(String(error))?.[1];
    const place = at === undefined ? {} : { line: lineAt(text, Number(at)) };
    throw new DataError(`${ACTION}: it begins as JSON does, but is none; get it anew`, {
      ...{ file, ...place },
    });
  }
}

/** As V8 has it, the memory is some 30 bytes a value. */
function measure(text: string, file: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) values++;
    else if (CLOSING.has(code)) depth--;
    else if (OPENING.has(code)) {
      values++;
      if (++depth > MOST_JSON_DEPTH) throw refusal(`be nested ${MOST_JSON_DEPTH} deep`, file);
    }
    if (values > MOST_JSON_VALUES)
      throw refusal(`hold ${counted(MOST_JSON_VALUES, "value")}`, file);
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function refusal(most: string, file: string): DataError {
  return new DataError(`${ACTION}: the JSON of an export may ${most} at most`, { file });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
