import type { Id, PicksOptions } from "../../index.ts";

/** What someone wants tonight. Never changes. */
export interface EveningFilters {
  readonly fromYear: number | undefined;
  readonly toYear: number | undefined;
  readonly genre: string;
  readonly withoutGenre: string;
  readonly fame: Fame;
  readonly isWatchlistOnly: boolean;
  /** 0 … 1. */
  readonly surprise: number;
}

/** How well known a film may be. */
export type Fame = "any" | "well known" | "less known";

/** Nothing is asked for. */
export const NO_FILTERS: EveningFilters = Object.freeze({
  fromYear: undefined,
  toYear: undefined,
  genre: "",
  withoutGenre: "",
  fame: "any",
  isWatchlistOnly: false,
  surprise: 0,
});

/** The last place, by how many rated it, of a film that most people have heard of. */
const WELL_KNOWN_PLACES = 300;

/** As `taste.picks` takes them. */
export function picksOptionsOf(
  filters: EveningFilters,
  {
    shown,
    wished,
    seed,
  }: { readonly shown: readonly Id[]; readonly wished: readonly Id[]; readonly seed: number },
): PicksOptions {
  const { genre, withoutGenre, fame, fromYear, toYear } = filters;
  const [from, to] = inOrder(fromYear, toYear);
  return {
    count: 3,
    exclude: shown,
    fromYear: from,
    toYear: to,
    ...(genre === "" ? {} : { genres: [genre] }),
    ...(withoutGenre === "" ? {} : { withoutGenres: [withoutGenre] }),
    ...(fame === "well known" ? { toRank: WELL_KNOWN_PLACES } : {}),
    ...(fame === "less known" ? { fromRank: WELL_KNOWN_PLACES + 1 } : {}),
    ...(filters.isWatchlistOnly ? { among: wished } : {}),
    ...(filters.surprise > 0 ? { surprise: filters.surprise, seed } : {}),
  };
}

/** Whoever types a later year first means the same years. */
function inOrder(
  from: number | undefined,
  to: number | undefined,
): readonly [number | undefined, number | undefined] {
  return from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
}

/** How many things are asked for, for the fold's label. */
export function countAsked({
  fromYear,
  toYear,
  genre,
  withoutGenre,
  fame,
  isWatchlistOnly,
}: EveningFilters): number {
  const asked = [
    fromYear !== undefined || toYear !== undefined,
    genre !== "",
    withoutGenre !== "",
    fame !== "any",
    isWatchlistOnly,
  ];
  return asked.filter(Boolean).length;
}

/** Why a list came out short: all that was asked for, in words. */
export function shortText(
  left: readonly { readonly filter: string; readonly films: number }[],
): string {
  const asked = left.flatMap(({ filter }) => STEP_WORDS[filter] ?? []);
  const films = left.at(-1)?.films ?? 0;
  const what =
    films === 0 ? "No film is left" : films === 1 ? "One film is left" : `${films} films are left`;
  return `${[what, asked.join(", ")].join(" ").trim()}.`;
}

const STEP_WORDS: Readonly<Record<string, string | undefined>> = {
  exclude: "beyond those already shown",
  among: "on your watchlist that you have not seen",
  fromYear: "from those years",
  genres: "of that genre",
  withoutGenres: "without that genre",
  fromRank: "that are as well known as you asked",
};
