import type { FilmRecord } from "../state/own-state.ts";

/** Which of one's own films are shown. */
export type OwnKind = "all" | "rated" | "seen" | "wished" | "notForMe" | "notSeen";

export type OwnSort = "date" | "rating" | "title";

/** What is chosen of a list. */
export interface OwnListOptions {
  readonly kind: OwnKind;
  readonly sort: OwnSort;
  /** Part of a title, as it is typed. */
  readonly text: string;
}

const IS_OF: Readonly<Record<OwnKind, (film: FilmRecord) => boolean>> = {
  // What was only not seen is no film of theirs.
  all: ({ rating, mark, isWished }) =>
    rating !== undefined || isWished === true || mark !== "notSeen",
  rated: ({ rating }) => rating !== undefined,
  seen: ({ rating, mark }) => rating === undefined && mark === "seen",
  wished: ({ isWished }) => isWished === true,
  notForMe: ({ mark }) => mark === "notForMe",
  notSeen: ({ mark }) => mark === "notSeen",
};

/** Comparing titles one by one with `localeCompare` takes 20 times as long. */
const COLLATOR = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * One's own films as a list. By date the newest come first, those changed last before others of that day;
 * without a date last. By rating the best come first, those without stars last.
 */
export function ownList(
  films: Iterable<FilmRecord>,
  { kind, sort, text }: OwnListOptions,
): readonly FilmRecord[] {
  const wanted = foldedText(text);
  const list = [...films].filter(
    (film) => IS_OF[kind](film) && (wanted === "" || foldedText(nameText(film)).includes(wanted)),
  );
  if (sort === "title") return list.sort(byTitle);
  list.reverse();
  if (sort === "date") return list.sort((a, b) => compareText(b.date ?? "", a.date ?? ""));
  return list.sort((a, b) => (b.rating ?? 0) - (a.rating ?? 0) || byTitle(a, b));
}

/** How many there are of each kind. */
export function ownCounts(films: Iterable<FilmRecord>): Readonly<Record<OwnKind, number>> {
  const counts = { all: 0, rated: 0, seen: 0, wished: 0, notForMe: 0, notSeen: 0 };
  const kinds = Object.keys(IS_OF) as OwnKind[];
  for (const film of films) {
    for (const kind of kinds) if (IS_OF[kind](film)) counts[kind]++;
  }
  return counts;
}

/** A film under its article's next word, as shelves have it. */
function byTitle(a: FilmRecord, b: FilmRecord): number {
  return (
    COLLATOR.compare(a.title.replace(ARTICLE, ""), b.title.replace(ARTICLE, "")) ||
    (a.year ?? 0) - (b.year ?? 0)
  );
}

const ARTICLE = /^(?:the|a|an) /iu;

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nameText({ title, year }: FilmRecord): string {
  return `${title} ${year ?? ""}`;
}

/** Without case, accents and punctuation. */
function foldedText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{P}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}
