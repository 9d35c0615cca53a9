import { MOST_FILMS, MOST_NAMED } from "../../contract/list-options.ts";
import { MOST_STORED } from "../../contract/people-routes.ts";
import {
  MOST_BULK_BYTES,
  MOST_EXPORT_BYTES,
  MOST_FAULTS_TOLD,
  MOST_JSON_BYTES,
  MOST_LINE_BYTES,
  MOST_PEOPLE,
  MOST_RATINGS,
  MOST_ROWS_TOLD,
} from "../../contract/ratings-routes.ts";
import { MOST_ID_LENGTH } from "../../contract/values.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";

/** What a request may have, from the contract itself. */
export const LIMITS: readonly (readonly [what: string, most: string])[] = [
  ["Body of JSON", bytes(MOST_JSON_BYTES)],
  ["Body of POST /v1/ratings", bytes(MOST_BULK_BYTES)],
  ["A line of it", bytes(MOST_LINE_BYTES)],
  ["Wrong lines told one by one", String(MOST_FAULTS_TOLD)],
  ["Body of POST /v1/imports", bytes(MOST_EXPORT_BYTES)],
  ["Rows of it told one by one", number(MOST_ROWS_TOLD)],
  ["Ratings in a body", number(MOST_RATINGS)],
  ["Ratings and signals of a person", number(MOST_STORED)],
  ["Films of a list", String(MOST_FILMS)],
  ["Ids or genres that a list names", number(MOST_NAMED)],
  ["People of a movie night", String(MOST_PEOPLE)],
  ["Characters of an id", String(MOST_ID_LENGTH)],
];

export function limitTable(): Markup {
  const rows = LIMITS.map(
    ([what, most]) =>
      html`<tr>
        <th scope="row">${what}</th>
        <td>${most}</td>
      </tr> `,
  );
  return html`<p>At most:</p>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function bytes(count: number): string {
  return count >= 2 ** 20 ? `${count / 2 ** 20} MiB` : `${count / 2 ** 10} KiB`;
}

function number(count: number): string {
  return count.toLocaleString("en").replaceAll(",", "\u202F");
}
