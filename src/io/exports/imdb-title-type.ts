import type { FilmKind } from "./export-collector.ts";

/**
 * Parts of the names of IMDb's title types, without case, marks and spaces; the first that is found
 * says the kind, and what has none of them is a film: `Feature Film`, `Documentary`, `TV Movie`,
 * `TV Special`, `Video`, `movie`, `Film`, and whatever else there may be.
 *
 * IMDb writes types in the language of its reader since late 2024. Seen in exports: the English ones
 * of all three layouts and the Italian `Film`, `Serie TV`, `Mini serie TV`, `Corto`. All others are
 * what these languages call such things, and guesses.
 */
const KINDS: readonly (readonly [FilmKind, readonly string[]])[] = [
  [
    "others",
    [
      ...["podcast", "videogame", "musicvideo"], // English; podcasts in all of them
      ...["videogioco", "videomusicale", "videoclip"], // Italian, Spanish, Portuguese
      ...["jeuvideo", "clipmusical", "clipvideo"], // French
      ...["videospiel", "musikvideo"], // German
      ...["videojuego"], // Spanish; its music videos are called as in Italian, but for the end
      ...["videomusical", "jogo"], // Spanish, Portuguese
    ],
  ],
  [
    "episodes",
    [
      ...["episode", "pilot"], // English, French, German
      ...["episodio"], // Italian, Spanish, Portuguese
      ...["folge"], // German
    ],
  ],
  [
    "shorts",
    [
      ...["short"], // English, `tvShort` too
      ...["corto", "cortometraggio"], // Italian, Spanish
      ...["courtmetrage"], // French
      ...["kurzfilm"], // German
      ...["cortometraje"], // Spanish
      ...["curta"], // Portuguese
    ],
  ],
  [
    "shows",
    [
      ...["series"], // English
      ...["serie"], // Italian, French, German, Spanish, Portuguese, each with `mini` and `TV` or not
      ...["feuilleton"], // French
    ],
  ],
];

/** What a cell of the column `Title Type` is of. */
export function imdbTitleKind(type: string): FilmKind {
  const bare = type
    .slice(0, 100)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]+/gu, "");
  const found = KINDS.find(([, parts]) => parts.some((part) => bare.includes(part)));
  return found?.[0] ?? "film";
}
