/** Control, format, lone surrogate, line- and paragraph-separating characters, but no line feed. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\n", "\r": "\\r" };

/**
 * A text with all that a terminal would obey or not show escaped, save line feeds: file names and
 * titles may hold anything, and what they hold must not move the cursor of whoever reads a message.
 *
 * Cost: O(length).
 *
 * @example
 * ```ts
 * assert.equal(printable("\u001b[2Jratings.csv"), "\\u001b[2Jratings.csv");
 * ```
 */
export function printable(text: string): string {
  return text.replace(OBEYED, escaped);
}

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}
