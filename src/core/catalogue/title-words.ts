import { withLeadingArticle } from "./title.ts";

/** Stands between a title and its sub-title in {@link titleWords}; no word, since it is no letter. */
export const BREAK = "|";

const ASCII = /^[\0-\x7f]*$/u;
/** What NFKD leaves as it is. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ø: "o", æ: "ae", œ: "oe", ß: "ss", ł: "l", đ: "d", ı: "i" },
  ...{ "–": "-", "—": "-", "’": "'", "‘": "'", "´": "'" },
};
/** Whatever may stand between two words, by character code; letters and digits are undefined. */
const SIGNS: readonly (Sign | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  signOf(String.fromCharCode(code)),
);
const SPACE = 32;

/**
 * - `gap`: divides words, as a space does.
 * - `break`: divides a title from its sub-title.
 * - `colon`: the same before a space: not in `8:30`.
 * - `dash`: the same between spaces: not in `WALL-E` or `Face/Off`.
 */
type Sign = "gap" | "and" | "break" | "colon" | "dash";

function signOf(character: string): Sign | undefined {
  if (/[a-z\d]/iu.test(character)) return undefined;
  if (character === "&") return "and";
  if (";()[]".includes(character)) return "break";
  if (character === ":") return "colon";
  return "-*~/".includes(character) ? "dash" : "gap";
}

/**
 * The words of a title without case, diacritics and punctuation, its article in front, `&` as `and`;
 * a {@link BREAK} where a sub-title begins.
 *
 * Cost: O(title length), about 1 µs.
 *
 * @example
 * ```ts
 * assert.deepEqual(titleWords("Amélie & Co: 8½"), ["amelie", "and", "co", "|", "8", "1", "2"]);
 * ```
 */
export function titleWords(title: string): string[] {
  const plain = withoutMarks(withLeadingArticle(title.trim()));
  const text = plain.includes("'") ? plain.replaceAll("'", "") : plain;
  const words: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = at === text.length ? "gap" : SIGNS[text.charCodeAt(at)];
    if (sign === undefined) continue;
    if (at > from) words.push(text.slice(from, at));
    from = at + 1;
    if (sign === "gap") continue;
    if (sign === "and") words.push("and");
    else if (isBreak(sign, text, at) && words.length > 0 && words.at(-1) !== BREAK) {
      words.push(BREAK);
    }
  }
  if (words.at(-1) === BREAK) words.pop();
  return words;
}

function isBreak(sign: Sign, text: string, at: number): boolean {
  if (sign === "break") return true;
  const isBeforeSpace = at + 1 === text.length || text.charCodeAt(at + 1) === SPACE;
  return isBeforeSpace && (sign === "colon" || text.charCodeAt(at - 1) === SPACE);
}

/** Lower case, without diacritics, and of other characters than ASCII only letters and digits. */
function withoutMarks(title: string): string {
  if (ASCII.test(title)) return title.toLowerCase().replaceAll("`", "'");
  return title
    .replace(/[¼½¾⅓⅔]/gu, " $&") // `8½` is `8 1/2`, not `81/2`
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[øæœßłđı–—’‘´]/gu, (letter) => PLAIN[letter]!)
    .replaceAll("`", "'")
    .replace(/[^\p{L}\p{N}\0-\x7f]/gu, " ");
}
