import type { SearchOptions } from "minisearch";
import MiniSearch from "minisearch";
import { runTogether } from "../../core/catalogue/title-key.ts";
import { titleWords } from "../../core/catalogue/title-words.ts";
import { filmIndexOf } from "../../core/taste/film-index.ts";
import type { Catalogue, Model } from "../../index.ts";
import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** A title that everyone has seen is meant more often: a film of the most ratings counts this much more. */
const FAME = 2;

/**
 * What is forgiven, tried in this order until a film is found: a letter in four; then a swap in short words
 * and one wrong word of several.
 */
const STRICTNESS: readonly SearchOptions[] = [
  { fuzzy: (term) => (term.length < 4 ? 0 : 0.25), combineWith: "AND" },
  { fuzzy: (term) => (term.length < 3 ? 0 : term.length < 5 ? 1 : 2), combineWith: "AND" },
  { fuzzy: (term) => (term.length < 4 ? 0 : 0.25), combineWith: "OR" },
];

/** Titles by what is typed, typos forgiven. */
export function searchCalls(opened: () => Promise<OpenCore>): Pick<CoreService, "search"> {
  let search: ((text: string) => readonly number[]) | undefined;
  return {
    async search([text, count]) {
      const { model, cards } = await opened();
      search ??= titleSearch(model);
      return search(text)
        .slice(0, count)
        .map((row) => cards.film(row));
    },
  };
}

/**
 * Rows of films by a text, the best first. Built for 10,000 titles in .1 s on an idle core; of 75 queries half took
 * less than 1 ms, one in twenty more than 36 ms, on busy ones.
 */
export function titleSearch(model: Model): (text: string) => readonly number[] {
  const { catalogue, movieCounts } = model;
  const index = indexOf(catalogue, filmIndexOf(model).byCount);
  const most = Math.log1p(movieCounts.reduce((max, n) => Math.max(max, n), 1));
  const boostDocument = (row: number): number => 1 + FAME * (Math.log1p(movieCounts[row]!) / most);
  return (text) => {
    const wanted = keyOf(text);
    for (const strictness of STRICTNESS) {
      const found = index.search(text, {
        ...strictness,
        prefix: true,
        boost: { title: 2 },
        boostDocument,
      });
      if (found.length === 0) continue;
      const rows = found.map(({ id }) => id as number);
      const isExact = (row: number): boolean => keyOf(catalogue.at(row).title) === wanted;
      return [...rows.filter(isExact), ...rows.filter((row) => !isExact(row))];
    }
    return [];
  };
}

/** `joined` finds `starwars`, too. */
function indexOf({ movies }: Catalogue, rows: Uint32Array): MiniSearch {
  const index = new MiniSearch({
    fields: ["title", "others", "joined"],
    idField: "row",
    processTerm: (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(),
  });
  index.addAll(
    Array.from(rows, (row) => {
      const { title, year, alternatives } = movies[row]!;
      return {
        row,
        title,
        others: `${alternatives.join(" ")} ${year ?? ""}`,
        joined: keyOf(title),
      };
    }),
  );
  return index;
}

function keyOf(title: string): string {
  return runTogether(titleWords(title));
}
