/** How much of a wrong text a message shows. */
const SHOWN_CHARACTERS = 40;

/**
 * A text found in a file, in double quotes as messages show it: cut at 40 characters, with all
 * that a terminal would obey or not show (control, format and line-separating characters) escaped.
 *
 * @example
 * ```ts
 * assert.equal(shown("4\t5"), '"4\\t5"');
 * ```
 */
export function shown(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN_CHARACTERS + 2)];
  const cut = characters.length > SHOWN_CHARACTERS;
  const kept = characters.slice(0, SHOWN_CHARACTERS).map(escaped).join("");
  return `"${kept}${cut ? "…" : ""}"`;
}

const SHORT: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}
