import { counted, grouped } from "../../io/counted.ts";
import type { FoundRow, ImportedFile } from "../messages.ts";
import type { ImportCounts } from "./import-change.ts";

const SURE: ReadonlySet<string> = new Set(["decided", "imdb id", "tmdb id", "title and year"]);

/** Rows recognised by something less sure than an id, or title and year; the least sure first. */
export function looseRows({ found }: Pick<ImportedFile, "found">): readonly FoundRow[] {
  return found
    .filter(({ reason }) => !SURE.has(reason))
    .toSorted((a, b) => a.confidence - b.confidence);
}

/** What adding the file does, a sentence each. */
export function outcomeTexts(counts: ImportCounts): string[] {
  const { added, changed, same, older, seen, wished, marked, left } = counts;
  const texts = [
    [added, `${counted(added, "new rating")}.`],
    [changed, `${counted(changed, "rating changes", "ratings change")} to what the file says.`],
    [
      same,
      `${counted(same, "rating is", "ratings are")} as you have ${same === 1 ? "it" : "them"}.`,
    ],
    [
      older,
      `${counted(older, "rating of yours is", "ratings of yours are")} of a later day and ${older === 1 ? "stays" : "stay"}.`,
    ],
    [seen, `${counted(seen, "film")} seen without a rating.`],
    [wished, `${counted(wished, "film")} on your watchlist.`],
    [marked, `${counted(marked, "film")} marked as not for you or not seen.`],
    [
      left,
      `${counted(left, "film")} not known or not decided: kept aside, and part of what you download.`,
    ],
  ] as const;
  return texts.flatMap(([count, text]) => (count > 0 ? [text] : []));
}

/** `1,284 rows: 1,100 recognised, 12 unsure, 130 unknown, 42 left out.` */
export function rowsText({ rows, found, ambiguous, unknown }: ImportedFile): string {
  const left = rows - found.length - ambiguous.length - unknown.length;
  const parts = [
    `${grouped(found.length)} recognised`,
    ...(ambiguous.length > 0 ? [`${grouped(ambiguous.length)} unsure`] : []),
    ...(unknown.length > 0 ? [`${grouped(unknown.length)} unknown`] : []),
    ...(left > 0 ? [`${grouped(left)} left out`] : []),
  ];
  return `${counted(rows, "row")}: ${parts.join(", ")}.`;
}

/** For a note when it is done: `Added 12 ratings from ratings.csv`. */
export function addedText(
  { added, changed, seen, wished, marked }: ImportCounts,
  file: string,
): string {
  const parts = [
    ...(added > 0 ? [counted(added, "new rating")] : []),
    ...(changed > 0 ? [counted(changed, "changed rating")] : []),
    ...(seen > 0 ? [`${grouped(seen)} seen`] : []),
    ...(wished > 0 ? [`${grouped(wished)} on your watchlist`] : []),
    ...(marked > 0 ? [`${grouped(marked)} marked`] : []),
  ];
  return `${file}: ${parts.length === 0 ? "nothing new" : parts.join(", ")}`;
}
