import stringWidth from "string-width";

/** Characters that a terminal would obey instead of show, or that turn the writing direction. */
const OBEYED = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Text from a file or from outside, safe to print: no escape code in a title reaches the terminal. */
export function plainText(text: string): string {
  return text.replace(OBEYED, " ").trim();
}

/**
 * Text of a message, in which names of files may stand: what a terminal would obey is shown as
 * `\u001b`, so that the name can still be told. Line breaks stay.
 */
export function visibleText(text: string): string {
  return text.replace(OBEYED, (characters) => Array.from(characters, escaped).join(""));
}

function escaped(character: string): string {
  if (character === "\n") return character;
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
}

/** Columns of a terminal that `text` takes; escape codes take none. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** `text`, cut to `width` columns with `…` where it is longer. Not for text with escape codes. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    columns += textWidth(segment);
    if (columns > width - 1) break;
    kept += segment;
  }
  return width < 1 ? "" : `${kept.trimEnd()}…`;
}

/** `text` with spaces after it up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** `text` with spaces before it up to `width` columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Words in lines of at most `width` columns; a longer word stands alone, a number with its unit. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ (?![★%])/u)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Parts in lines of at most `width` columns, three spaces apart; none is broken. */
export function wrapParts(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ""}   ${part}`;
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
