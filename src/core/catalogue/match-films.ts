import { rejectUnknownKeys } from "../check.ts";
import type { Id } from "../ratings/id-map.ts";
import type { Catalogue } from "./catalogue.ts";
import type { FilmCandidate, FilmMatch, MatchReason, WantedFilm } from "./film-match.ts";

/** A person's films, sorted by whether the catalogue has them; the input's count is the sum of all four. */
export interface MatchedFilms<T> {
  /** One for each film; `model.taste` takes those with a rating as they are. */
  readonly matched: (T & {
    readonly movieId: Id;
    readonly movieIndex: number;
    readonly reason: MatchReason;
    readonly confidence: number;
  })[];
  /** Not sure enough; the best candidate first. */
  readonly ambiguous: (T & { readonly candidates: readonly FilmCandidate[] })[];
  readonly unknown: T[];
  /** Left out of `matched`, since a later one (or one further down) is of the same film. */
  readonly repeated: number;
}

/** How films are matched. */
export interface MatchFilmsOptions {
  /** What the person has said of a film before: which it is, or that it is none of them. */
  readonly decided?: ((film: WantedFilm) => WantedFilm | "none" | undefined) | undefined;
}

const OPTIONS: Required<MatchFilmsOptions> = Object.freeze({ decided: undefined });

/**
 * Finds a person's films in a catalogue. Where two rows turn out to be one film that of the later
 * date (as `2024-05-01`) counts, in its place; of one date, or without dates, the lower one. A decision of theirs comes
 * before everything else; a film that they decided for and that is not here is unknown.
 *
 * Cost: some 10 µs a film; the first use of a catalogue indexes its titles.
 *
 * @throws {TypeError} if an option is unknown.
 *
 * @example
 * ```ts
 * const catalogue = new Catalogue([
 *   { id: 1, title: "Alien", year: 1979, genres: [], alternatives: [] },
 * ]);
 * const { matched, unknown } = matchFilms(
 *   [
 *     { title: "alien", year: 1979, rating: 4.5 },
 *     { title: "Stalker", year: 1979, rating: 5 },
 *   ],
 *   catalogue,
 * );
 * assert.equal(matched[0]?.movieId, 1);
 * assert.equal(unknown[0]?.title, "Stalker");
 * ```
 */
export function matchFilms<T extends WantedFilm & { readonly date?: string | undefined }>(
  films: Iterable<T>,
  catalogue: Catalogue,
  options: MatchFilmsOptions = {},
): MatchedFilms<T> {
  rejectUnknownKeys("Cannot match the films", options, OPTIONS);
  const matched = new Map<number, MatchedFilms<T>["matched"][number]>();
  const unknown: T[] = [];
  const ambiguous: MatchedFilms<T>["ambiguous"] = [];
  let repeated = 0;
  for (const film of films) {
    const match = matchOrDecision(film, catalogue, options);
    if (match.kind === "unknown") unknown.push(film);
    else if (match.kind === "ambiguous") {
      ambiguous.push({ ...film, candidates: match.candidates });
    } else {
      const { movieIndex, reason, confidence } = match;
      const before = matched.get(movieIndex);
      if (before !== undefined) repeated++;
      if (before !== undefined && isOlder(film, before)) continue;
      matched.delete(movieIndex); // so that it moves to the end
      const { id: movieId } = catalogue.at(movieIndex);
      matched.set(movieIndex, { ...film, movieId, movieIndex, reason, confidence });
    }
  }
  return { matched: [...matched.values()], ambiguous, unknown, repeated };
}

function matchOrDecision(
  film: WantedFilm,
  catalogue: Catalogue,
  { decided }: MatchFilmsOptions,
): FilmMatch {
  const decision = decided?.(film);
  if (decision === undefined) return catalogue.match(film);
  if (decision === "none") return { kind: "unknown" };
  const match = catalogue.match(decision);
  return match.kind === "match" ? { ...match, reason: "decided", confidence: 1 } : match;
}

/** Whether `a` is of a day before that of `b`; one without a date is older than one with it. */
export function isOlder(
  a: { readonly date?: string | undefined },
  b: { readonly date?: string | undefined },
): boolean {
  return (a.date ?? "") < (b.date ?? ""); // ISO dates sort as texts
}
