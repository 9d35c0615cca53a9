import { isOlder } from "../../core/catalogue/match-films.ts";
import type { Id } from "../../index.ts";
import type { FilmName, FoundRow, ImportedFile, OpenRow } from "../messages.ts";
import type { Change, FilmRecord, LeftRow, OwnState } from "../state/own-state.ts";

/** What someone said of a row in the review: which film it is, or that it is none that is known. */
export type Choice = FilmName | "none";

/** By row of the file. */
export type Choices = ReadonlyMap<FoundRow | OpenRow, Choice>;

/** What adding a file comes to, film by film. */
export interface ImportCounts {
  /** Films rated that were not before. */
  readonly added: number;
  /** Ratings that become others. */
  readonly changed: number;
  /** Ratings as they were. */
  readonly same: number;
  /** Ratings other than one's own, which is of a later day and stays. */
  readonly older: number;
  readonly seen: number;
  readonly wished: number;
  /** Marked as not for them, or as not seen. */
  readonly marked: number;
  /** Rows kept aside, since their film is not known. */
  readonly left: number;
}

/** A file that was looked through, as one step; nothing was kept before. */
export function importChange(
  imported: ImportedFile,
  choices: Choices,
  own: Pick<OwnState, "films" | "left">,
): { readonly change: Change; readonly counts: ImportCounts } {
  const films = new Map<Id, FilmRecord>();
  const counts = { added: 0, changed: 0, same: 0, older: 0, seen: 0, wished: 0, marked: 0 };
  const left: LeftRow[] = [];
  const known = new Set<string>();
  let lost = 0;
  for (const row of [...imported.found, ...imported.ambiguous, ...imported.unknown]) {
    const { list, told, rating, date } = row;
    const choice = choices.get(row);
    const film = filmOf(row, choice);
    if (film === undefined) {
      lost++;
      left.push({ list, told, ...(choice === "none" ? { film: choice } : {}), rating, date });
      continue;
    }
    const { movieId, title, year } = film;
    if (choice === undefined) known.add(rowKey(row));
    else left.push({ list, told, film: { movieId, title, year } });
    const before = films.get(movieId) ?? own.films.get(movieId) ?? { movieId, title, year };
    const { record, count } = withRow(before, row);
    counts[count]++;
    if (record !== before) films.set(movieId, record);
  }
  const change: Change = {
    what: `importing ${imported.file}`,
    films: [...films.values()],
    left,
    leftGone: own.left.filter((row) => known.has(rowKey(row))),
  };
  return { change, counts: { ...counts, left: lost } };
}

/** Whether adding the file would change anything. */
export function changesNothing({ films = [], left = [] }: Change, own: OwnState): boolean {
  const kept = new Map(own.left.map((row) => [rowKey(row), row]));
  const isKept = (row: LeftRow): boolean => {
    const before = kept.get(rowKey(row));
    return before !== undefined && idOf(before) === idOf(row);
  };
  return films.length === 0 && left.every(isKept);
}

function filmOf(row: FoundRow | OpenRow, choice: Choice | undefined): FilmName | undefined {
  if (choice === "none") return undefined;
  return choice ?? ("movieId" in row ? row : undefined);
}

/** What of a row there is to merge. */
type TheRow = Pick<LeftRow, "list" | "rating" | "date">;

interface Merged {
  readonly record: FilmRecord;
  readonly count: Exclude<keyof ImportCounts, "left">;
}

function withRow(before: FilmRecord, row: TheRow): Merged {
  switch (row.list) {
    case "rated":
      return withRating(before, row);
    case "seen":
      return withSeen(before, row.date);
    case "watchlist":
      return { record: before.isWished ? before : { ...before, isWished: true }, count: "wished" };
    case "notForMe":
      return {
        record: before.mark === "notForMe" ? before : { ...before, mark: "notForMe" },
        count: "marked",
      };
    case "notSeen": {
      const isTold = before.rating !== undefined || before.mark !== undefined;
      return { record: isTold ? before : { ...before, mark: "notSeen" }, count: "marked" };
    }
  }
}

/** Of two ratings the later one counts; of one day that of the file. */
function withRating(before: FilmRecord, { rating, date }: TheRow): Merged {
  if (before.rating !== undefined && isOlder({ date }, before)) {
    return { record: before, count: rating === before.rating ? "same" : "older" };
  }
  const { mark, ...rest } = before;
  const record = { ...rest, rating, date, ...(mark === "notForMe" ? { mark } : {}) };
  if (before.rating === undefined) return { record, count: "added" };
  if (before.rating !== rating) return { record, count: "changed" };
  return { record: date === before.date ? before : record, count: "same" };
}

function withSeen(before: FilmRecord, date: string | undefined): Merged {
  const isTold = before.rating !== undefined || before.mark === "seen";
  if (isTold || before.mark === "notForMe") return { record: before, count: "seen" };
  return { record: { ...before, mark: "seen", date: date ?? before.date }, count: "seen" };
}

/** One a film and list, as the file tells of it. */
export function rowKey({
  list,
  told: { title, year, imdbId, tmdbId },
}: Pick<LeftRow, "list" | "told">): string {
  return JSON.stringify([list, title, year, imdbId, tmdbId]);
}

/** A kept row whose film was found after all. */
export function foundLater(
  row: LeftRow,
  film: FilmName,
  own: Pick<OwnState, "films" | "left">,
): Change {
  const { movieId, title, year } = film;
  const before = own.films.get(movieId) ?? { movieId, title, year };
  const { record } = withRow(before, row);
  const { list, told } = row;
  const decided = { list, told, film: { movieId, title, year } };
  return { what: `finding ${title}`, films: [record], left: [decided] };
}

/** Rows whose film is not known. */
export function unknownRows(left: readonly LeftRow[]): readonly LeftRow[] {
  return left.filter((row) => idOf(row) === undefined);
}

function idOf({ film }: LeftRow): Id | undefined {
  return film === "none" ? undefined : film?.movieId;
}
