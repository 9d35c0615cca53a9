/** A film that nobody made, as exporters need it. */
export interface MadeFilm {
  readonly title: string;
  readonly originalTitle: string;
  readonly year: number | undefined;
  readonly imdb: string;
  readonly tmdb: number;
  /** From 1 to 10. */
  readonly outOfTen: number;
  /** As `2024-05-01`. */
  readonly day: string;
}

const AWKWARD = [
  "I, Robber",
  '"Alligator" Dandy',
  "Éternel été – l’île",
  "Two\nLines",
  "13 inches; or so",
  "Matrix, The",
  "2046",
  "What's Up?",
];

/** Films in the same order every time; the first ones have awkward titles, every eleventh no year. */
export function madeFilms(count: number): MadeFilm[] {
  return Array.from({ length: count }, (_, k) => ({
    title: AWKWARD[k] ?? `Film ${k}`,
    originalTitle: k % 3 === 0 ? `Original ${k}` : (AWKWARD[k] ?? `Film ${k}`),
    year: k % 11 === 10 ? undefined : 1930 + (k % 95),
    imdb: `tt${String(k % 2 === 0 ? 1_000_000 + k : 20_000_000 + k)}`,
    tmdb: 100 + k,
    outOfTen: 1 + ((k * 7) % 10),
    day: `20${String(10 + (k % 14))}-${String(1 + (k % 12)).padStart(2, "0")}-${String(1 + (k % 28)).padStart(2, "0")}`,
  }));
}

/** `2024-05-01` as an American spreadsheet saves it. */
export function slashed(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${month}/${date}/${year}`;
}
