const MOST_CHARACTERS = 40;

/** A name as it may stand on the page: one line, not too long; it may come from anyone. */
export function cleanName(name: string): string {
  const plain = name
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return Array.from(plain).slice(0, MOST_CHARACTERS).join("").trim();
}

/** Words of exports' names that name nobody, and dates. */
const NOBODY =
  /\b(?:letterboxd|imdb|trakt|movielens|matinee|ratings?|watched|watchlist|export|exported|history|data|films?|movies?|my|utc|everything)\b|\d[\d\s]*/giu;

/** Who a file may be of: `letterboxd-anna-2024-05-01-utc.zip` is of Anna. */
export function nameOfFile(file: string): string {
  const words = file.replace(/(?:\.\w{1,5})+$/u, "").replace(/[^\p{L}\p{N}]+/gu, " ");
  const name = cleanName(words.replace(NOBODY, " "));
  return name.charAt(0).toUpperCase() + name.slice(1);
}
