const NUL = "\u0000";
const ESCAPE = "\u0001";
const NUL_KEPT = `${ESCAPE}${ESCAPE}`;
const ESCAPE_KEPT = `${ESCAPE}\u0002`;

/**
 * How a text is kept. Postgres refuses U+0000 and libsql reads no further, so it becomes U+0001 U+0001, and U+0001
 * becomes U+0001 U+0002. Each keeps its place among the characters, so kept texts sort as the texts themselves.
 *
 * @throws {TypeError} for a lone surrogate, which UTF-8 cannot hold.
 */
export function keptText(text: string): string {
  if (/\p{Cs}/u.test(text)) {
    throw new TypeError(
      "Cannot store a text: it has half of a surrogate pair; give well-formed text",
    );
  }
  if (!text.includes(NUL) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, ESCAPE_KEPT).replaceAll(NUL, NUL_KEPT);
}

/** The text that {@link keptText} was given. */
export function textOfKept(kept: string): string {
  if (!kept.includes(ESCAPE)) return kept;
  return kept.replace(/\u0001[\u0001\u0002]/gu, (pair) => (pair === NUL_KEPT ? NUL : ESCAPE));
}
