import { counted } from "../../io/counted.ts";
import {
  NAME_COLUMNS_AND_SCALE,
  NAME_THE_COLUMNS,
  SHOW_NAMES,
} from "../../io/exports/export-remedies.ts";
import type { PersonExport } from "../../io/exports/person-export.ts";
import type { ReadExportOptions } from "../../io/exports/read-export.ts";

/** What whoever asks over HTTP can do, where a message tells what a command line can. */
const REMEDIES: readonly (readonly [told: string, instead: string])[] = [
  [
    NAME_THE_COLUMNS,
    ", or name the columns with the query parameter `columns`, such as title=Film,rating=Mine",
  ],
  [NAME_COLUMNS_AND_SCALE, `${NAME_COLUMNS_AND_SCALE}: query parameters \`columns\` and \`scale\``],
  [SHOW_NAMES, ""],
];

/** A message about a file, with remedies of HTTP. */
export function messageForHttp(message: string): string {
  return REMEDIES.reduce((text, [told, instead]) => text.replace(told, instead), message);
}

/** What whoever sent a file may want to know of how it was taken. */
export function importNotices(told: PersonExport, { scale }: ReadExportOptions): string[] {
  const { ratings, faults, leftOut } = told;
  const notices = faults.map(
    ({ file, line, message }) => `${file}:${line}: left out: ${messageForHttp(message)}`,
  );
  const further = leftOut.unreadable - faults.length;
  if (further > 0) notices.push(`${counted(further, "further row")} cannot be used either`);
  if (ratings.length === 0) notices.push(noRatings(told));
  else if (scale === undefined && told.format === TABLE) {
    notices.push(
      `the ratings were taken to be on the scale ${told.scale}; the query parameter \`scale\` says otherwise`,
    );
  }
  return notices;
}

/** A table of no kind that is known. */
const TABLE = "table";

/** A column of ratings that was not found makes everything "seen", which nobody would notice. */
function noRatings({ format, seen, watchlist }: PersonExport): string {
  const taken = [
    ...(seen.length > 0 ? [`${counted(seen.length, "film")} taken as seen`] : []),
    ...(watchlist.length > 0 ? [`${counted(watchlist.length, "film")} as a watchlist`] : []),
  ];
  const remedy =
    format === TABLE
      ? "; if a column holds ratings, name it with the query parameter `columns`, such as rating=Mine"
      : "";
  return `no ratings were found${taken.length > 0 ? `: ${taken.join(", ")}` : ""}${remedy}`;
}
