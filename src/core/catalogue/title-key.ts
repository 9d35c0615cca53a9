import { BREAK, titleWords } from "./title-words.ts";

/** At the front of a title, in the languages that films come in. */
const ARTICLES = new Set(
  "the a an le la les l un une il lo gli der die das ein eine el los las os um uma het een det den ett".split(
    " ",
  ),
);
/** Of no weight anywhere in an English title. */
const IDLE = new Set(["the", "a", "an", "and", "n"]);
/** Before a number: `Part II`, `Vol. 2`, `Episode IV`. */
const PART = new Set(["part", "pt", "vol", "volume", "chapter", "episode", "ep", "no", "number"]);
const ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");
const IN_WORDS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
/** Word → how the others write it. Both sides are rewritten, so it matters only what becomes alike. */
const REWRITTEN: ReadonlyMap<string, string> = new Map([
  ...ROMAN.map((word, k) => [word, String(k + 1)] as const),
  ...IN_WORDS.map((word, k) => [word, String(k + 1)] as const),
  ...[["dr", "doctor"] as const, ["mr", "mister"] as const, ["st", "saint"] as const],
  ...[["vs", "versus"] as const, ["mt", "mount"] as const, ["ft", "feet"] as const],
]);
const NUMBER = /^\d+$/u;

/**
 * What two spellings of one title have in common: no case, diacritics, punctuation or leading
 * article; `&` is `and`. Empty only for text without letters or digits.
 *
 * Cost: a few microseconds; O(title length).
 *
 * @example
 * ```ts
 * assert.equal(titleKey("The Fast & the Furious"), titleKey("Fast and the Furious, The"));
 * assert.equal(titleKey("Amélie"), "amelie");
 * ```
 */
export function titleKey(title: string): string {
  return keyOf(titleWords(title));
}

/** {@link titleKey} of a title's words. */
export function keyOf(words: readonly string[]): string {
  const plain = words.includes(BREAK) ? words.filter((word) => word !== BREAK) : words;
  const hasArticle = plain.length > 1 && ARTICLES.has(plain[0]!);
  return (hasArticle ? plain.slice(1) : plain).join(" ");
}

/** The words run together, articles and all: what a slip of the space bar leaves alike. */
export function runTogether(words: readonly string[]): string {
  return words.join("").replaceAll(BREAK, "");
}

/**
 * What remains of a title however it is spelled: no spaces, no article, no `and`, numbers as digits
 * without the `Part` or `Vol.` before them. `Rocky II` is `rocky2`, so is `Rocky - Part Two`.
 *
 * Cost: O(words).
 */
export function looseKey(words: readonly string[]): string {
  const kept = looseWords(words);
  return kept.length > 0 ? kept.join("") : runTogether(words);
}

/** The numbers of a title, in their order: what tells the parts of a series apart. */
export function numbersOf(words: readonly string[]): string {
  return looseWords(words)
    .filter((word) => NUMBER.test(word))
    .join(" ");
}

/** Whether two titles are of one series, to all appearance, but of two of its parts. */
export function differInNumberOnly(one: readonly string[], other: readonly string[]): boolean {
  return numbersOf(one) !== numbersOf(other) && withoutNumbers(one) === withoutNumbers(other);
}

/** {@link looseKey} without the numbers. */
export function withoutNumbers(words: readonly string[]): string {
  return looseWords(words)
    .filter((word) => !NUMBER.test(word))
    .join("");
}

function looseWords(words: readonly string[]): string[] {
  const kept: string[] = [];
  let isFirst = true; // of the title or a sub-title
  let part: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const isInitial = word.length === 1 && words[at + 1]?.length === 1; // the A of `M*A*S*H`
    const isIdle = !isInitial && (IDLE.has(word) || (isFirst && ARTICLES.has(word)));
    isFirst = word === BREAK;
    if (isFirst || isIdle) continue;
    const rewritten = REWRITTEN.get(word) ?? word;
    if (part !== undefined && !NUMBER.test(rewritten)) kept.push(part);
    part = PART.has(word) ? word : undefined;
    if (part === undefined) kept.push(rewritten);
  }
  if (part !== undefined) kept.push(part);
  return kept;
}
