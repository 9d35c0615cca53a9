import type { Catalogue, Id } from "../index.ts";
import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import { LIST_NUMBERS } from "../core/taste/lists-of-people.ts";
import { csvText } from "../io/csv-text.ts";
import type { AllPicksFormat } from "./all-picks-flags.ts";

/** Writes lists of people as lines of a file. */
export interface AllPicksLines {
  /** What stands before all of them. */
  readonly header: string;
  /** @param userIds - one a list. */
  lines(lists: PeopleLists, userIds: readonly Id[]): string;
}

const COLUMNS = [
  ...["userId", "rank", "movieId", "title", "year"],
  ...["stars", "low", "high", "score"],
];

/** A table with a film a row, or JSON with a person a line; the films are called the same in both. */
export function allPicksLines(format: AllPicksFormat, catalogue: Catalogue): AllPicksLines {
  return format === "csv"
    ? { header: csvText(COLUMNS, []), lines: (lists, ids) => tableOf(lists, ids, catalogue) }
    : { header: "", lines: (lists, ids) => jsonOf(lists, ids, catalogue) };
}

interface ListedMovie {
  readonly movieId: Id;
  readonly title: string;
  readonly year: number | undefined;
  /** {@link COLUMNS} from the sixth; nothing where one was not measured. */
  readonly numbers: readonly (number | undefined)[];
}

function tableOf(lists: PeopleLists, userIds: readonly Id[], catalogue: Catalogue): string {
  const rows = listsOf(lists, catalogue).flatMap((films, person) =>
    films.map(({ movieId, title, year, numbers }, place) => [
      ...[userIds[person], place + 1, movieId, title, year],
      ...numbers,
    ]),
  );
  const [first, ...others] = rows;
  return first === undefined
    ? ""
    : csvText(
        first.map((cell) => String(cell ?? "")),
        others,
      );
}

function jsonOf(lists: PeopleLists, userIds: readonly Id[], catalogue: Catalogue): string {
  return listsOf(lists, catalogue)
    .map((films, person) => {
      const picks = films.map(({ movieId, title, year, numbers }) => {
        const [stars, low, high, score] = numbers.map((value) => value ?? null);
        return { movieId, title, year: year ?? null, stars, low, high, score };
      });
      return `${JSON.stringify({ userId: userIds[person], picks })}\n`;
    })
    .join("");
}

function listsOf({ counts, rows, numbers }: PeopleLists, catalogue: Catalogue): ListedMovie[][] {
  let film = 0;
  return Array.from(counts, (count) =>
    Array.from({ length: count }, () => {
      const { id, title, year } = catalogue.at(rows[film]!);
      const own = Array.from(numbers.subarray(LIST_NUMBERS * film, LIST_NUMBERS * ++film), rounded);
      return { movieId: id, title, year, numbers: own };
    }),
  );
}

/** To six decimals, as `--json` prints numbers. */
function rounded(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : Number(value.toFixed(6));
}
