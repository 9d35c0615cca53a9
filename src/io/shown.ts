import { printable } from "../core/printable.ts";

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
  const kept = printable(characters.slice(0, SHOWN_CHARACTERS).join("")).replaceAll("\n", "\\n");
  return `"${kept}${cut ? "…" : ""}"`;
}

/** Enough to recognise a table by. */
const SHOWN_NAMES = 6;

/** Names found in a file, as {@link shown}, the first six: `"a", "b" and 12 more`. */
export function shownList(names: readonly string[]): string {
  const some = names.slice(0, SHOWN_NAMES).map(shown).join(", ");
  const more = names.length - SHOWN_NAMES;
  return more > 0 ? `${some} and ${more} more` : some;
}
