import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import type { PeopleRatings } from "../core/taste/people-ratings.ts";
import type { Model, PicksOptions } from "../index.ts";
import { PICKS_DEFAULTS } from "../index.ts";
import { byteCount } from "../io/node-byte-count.ts";
import type { AllPicksRequest } from "./all-picks-flags.ts";
import type { Source } from "./source.ts";
import { counted, duration, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText } from "./terminal/text-width.ts";

/** Someone with fewer ratings is drawn to what everyone likes more than to what they like. */
const FEW_RATINGS = 5;

/** What was written so far. */
export class AllPicksTally {
  /** Of the data. */
  readonly people: number;
  /** Ratings left out, of films that the model does not know; and those that count as an end of its scale. */
  readonly unknown: number;
  readonly clamped: number;
  done = 0;
  films = 0;
  bytes = 0;
  /** People with fewer than {@link FEW_RATINGS}, those without any included. */
  fewRatings = 0;
  withoutRatings = 0;
  /** People who got fewer films than asked for. */
  short = 0;
  readonly count: number;
  readonly #started = performance.now();
  readonly #isPicked: Uint8Array;

  constructor(model: Model, people: PeopleRatings, { count = PICKS_DEFAULTS.count }: PicksOptions) {
    this.people = people.rowStart.length - 1;
    this.unknown = people.unknown;
    this.clamped = people.clamped;
    this.count = count;
    this.#isPicked = new Uint8Array(model.catalogue.size);
  }

  /** Films that anybody got. */
  get different(): number {
    return this.#isPicked.reduce((sum, isPicked) => sum + isPicked, 0);
  }

  /** Since the model was there. */
  readonly seconds = (): number => (performance.now() - this.#started) / 1000;

  add({ counts, rated, rows }: PeopleLists): void {
    this.done += counts.length;
    this.films += rows.length;
    for (const row of rows) this.#isPicked[row] = 1;
    for (const count of counts) if (count < this.count) this.short++;
    for (const ratings of rated) {
      if (ratings < FEW_RATINGS) this.fewRatings++;
      if (ratings === 0) this.withoutRatings++;
    }
  }

  written(bytes: Uint8Array): Uint8Array {
    this.bytes += bytes.length;
    return bytes;
  }
}

/** What was written for whom, and what is to be known of it. */
export function printAllPicks(
  screen: Screen,
  { output }: AllPicksRequest,
  tally: AllPicksTally,
  origin: Source["origin"],
): void {
  const seconds = tally.seconds();
  const { people, films, bytes, different, fewRatings, withoutRatings, short } = tally;
  if (screen.json) {
    screen.printJson({
      ...{ file: output, bytes, people, films, different, fewRatings, withoutRatings, short },
      ...{ unknownRatings: tally.unknown, clamped: tally.clamped, seconds, ...origin },
    });
    return;
  }
  const rate = grouped(Math.round(people / seconds));
  const rows = [
    ["people", `${grouped(people)} in ${duration(seconds)}, ${rate} a second`],
    ["films", `${grouped(films)}, ${grouped(different)} different ones`],
    ...told(tally).map((line) => ["", line]),
    ["file", `${plainText(output)} (${byteCount(bytes)})`],
  ];
  const most = screen.isTerminal ? screen.columns - 8 : Infinity;
  screen.print(...tableLines([{}, { most }], rows, ""));
}

function told({
  fewRatings,
  withoutRatings,
  short,
  count,
  unknown,
  clamped,
}: AllPicksTally): string[] {
  const people = (n: number): string => counted(n, "person", "people");
  const none = withoutRatings > 0 ? ` (${grouped(withoutRatings)} none)` : "";
  return [
    ...(fewRatings > 0
      ? [`${people(fewRatings)} rated fewer than ${FEW_RATINGS}${none}: mostly what all like`]
      : []),
    ...(short > 0 ? [`${people(short)} got fewer than ${grouped(count)}: no more are left`] : []),
    ...(unknown > 0 ? [`${counted(unknown, "rating")} of films not in the model left out`] : []),
    ...(clamped > 0
      ? [`${counted(clamped, "rating")} beyond the model's scale counted as its end`]
      : []),
  ];
}
