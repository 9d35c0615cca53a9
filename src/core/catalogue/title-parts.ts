import { looseKey, numbersOf, withoutNumbers } from "./title-key.ts";
import { BREAK, titleWords } from "./title-words.ts";

/** Shorter ends of a title are like `The Movie` or `Part 2`: many films have them. */
const LEAST_END = 6;
/** One letter begins too many titles; `X2: X-Men United` is `X2`. */
const LEAST_START = 2;
/** `Jane Austen's Mafia!` */
const LEAST_OWNED = 5;
/** `Bram Stoker's Dracula`, `Monty Python's …`, `Lee Daniels' The Butler`. */
const OWNER = /^[^:]{2,60}?\S(?:['’]s|s['’]) (?=\S)/u;
/** What a start ends in, of `Dr. Strangelove or: How I Learned …`. */
const JOINS = new Set(["or", "and", "aka"]);
const MAY_DIVIDE = /[:;()[\]*~/-]|[–—]|s['’] |['’]s /u;
const MOST_BREAKS = 6;

/** Whether a title can have parts at all, which few have. Cost: O(title length), a tenth of a microsecond. */
export function hasParts(title: string): boolean {
  return MAY_DIVIDE.test(title);
}

/**
 * The keys that a title may be known by for short, and the other way round: each start and end at a
 * sub-title, the title without its owner, and `Star Trek: …` of `Star Trek II: …`. A part that is only
 * a number counts for none: `Vol. 2` is no sub-title, it is another film.
 *
 * Cost: O(title length).
 *
 * @example
 * ```ts
 * const title = "Star Trek II: The Wrath of Khan";
 * assert.deepEqual(partKeys(title), ["startrek2", "wrathofkhan", "startrekwrathofkhan"]);
 * ```
 */
export function partKeys(title: string): string[] {
  const words = titleWords(title);
  const whole = looseKey(words);
  const parts = new Set<string>();
  let breaks = 0;
  for (const [at, word] of words.entries()) {
    if (word !== BREAK || ++breaks > MOST_BREAKS) continue;
    const after = words.slice(at + 1);
    if (looseKey(after) === numbersOf(after).replaceAll(" ", "")) continue;
    addLonger(parts, looseKey(startBefore(words, at)), LEAST_START);
    addLonger(parts, looseKey(after), LEAST_END);
  }
  if (breaks > 0) addLonger(parts, withoutNumbers(words), LEAST_END);
  const owner = OWNER.exec(title.slice(0, 100));
  if (owner !== null)
    addLonger(parts, looseKey(titleWords(title.slice(owner[0].length))), LEAST_OWNED);
  parts.delete(whole);
  return [...parts];
}

function addLonger(parts: Set<string>, key: string, least: number): void {
  if (key.length >= least) parts.add(key);
}

function startBefore(words: readonly string[], at: number): readonly string[] {
  return words.slice(0, JOINS.has(words[at - 1]!) ? at - 1 : at);
}
