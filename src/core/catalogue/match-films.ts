import { describe, rejectUnknownKeys } from "../check.ts";
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
 * Finds a person's films in a catalogue. Where two rows are of one film, by its id, by one title and
 * year, or since the person said so, that of the later date (as `2024-05-01`) counts, in its place; of
 * one date, or without dates, the lower one. Where rows of different titles are taken for one film, the
 * surest stands and the others are ambiguous. A decision of theirs comes before everything else; a film
 * that they decided for and that is not here is unknown.
 *
 * Cost: some 10 µs a film; the first use of a catalogue indexes its titles.
 *
 * @throws {TypeError} if an option is unknown, `films` no list, or a film of the wrong shape.
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
  const action = "Cannot match the films";
  rejectUnknownKeys(action, options, OPTIONS);
  const list: Iterable<T> | undefined = films;
  if (typeof list?.[Symbol.iterator] !== "function") {
    throw new TypeError(
      `${action}: "films" must be a list, as "ratings" of readExport is, got ${describe(films)}`,
    );
  }
  const claims = new Map<number, Claim<T>[]>();
  const unknown: T[] = [];
  const ambiguous: MatchedFilms<T>["ambiguous"] = [];
  let place = 0;
  for (const film of films) {
    const match = matchOrDecision(film, catalogue, options);
    if (match.kind === "unknown") unknown.push(film);
    else if (match.kind === "ambiguous") {
      ambiguous.push({ ...film, candidates: match.candidates });
    } else {
      const { movieIndex, reason, confidence } = match;
      const candidate = { movieIndex, reason, confidence };
      const isVerbatim = film.title === catalogue.at(movieIndex).title;
      const claim = { film, place: place++, candidate, isVerbatim };
      const others = claims.get(movieIndex);
      if (others === undefined) claims.set(movieIndex, [claim]);
      else others.push(claim);
    }
  }
  const winners: Claim<T>[] = [];
  let repeated = 0;
  for (const all of claims.values()) {
    const { winner, overruled } = settled(all);
    winners.push(winner);
    for (const { film, candidate } of overruled)
      ambiguous.push({ ...film, candidates: [candidate] });
    repeated += all.length - overruled.length - 1;
  }
  winners.sort((a, b) => a.place - b.place);
  const matched = winners.map(({ film, candidate }) => {
    const { id: movieId } = catalogue.at(candidate.movieIndex);
    return { ...film, movieId, ...candidate };
  });
  return { matched, ambiguous, unknown, repeated };
}

/** A row that was taken for a film. */
interface Claim<T> {
  readonly film: T;
  /** Among all claims. */
  readonly place: number;
  readonly candidate: FilmCandidate;
  /** Whether the title is that of the catalogue, letter by letter. */
  readonly isVerbatim: boolean;
}

/** Whoever names a film so means it. */
const CERTAIN: readonly MatchReason[] = ["decided", "imdb id", "tmdb id"];

/**
 * Of rows that are taken for one film, those that name it best stand, and of these the latest counts.
 * Rows of other titles or years, told by title alone, are more often other films, of which the catalogue
 * has one: `Drácula` of 1931 was made beside `Dracula`. They are left to the person.
 */
function settled<T extends WantedFilm & { readonly date?: string | undefined }>(
  claims: readonly Claim<T>[],
): { readonly winner: Claim<T>; readonly overruled: readonly Claim<T>[] } {
  const certain = claims.filter(({ candidate }) => CERTAIN.includes(candidate.reason));
  const best = claims.reduce((surest, claim) => (isSurer(claim, surest) ? claim : surest));
  const standing =
    certain.length > 0 ? certain : claims.filter(({ film }) => isNamedAlike(film, best.film));
  const winner = standing.reduce((last, claim) => (isOlder(claim.film, last.film) ? last : claim));
  const overruled = claims.filter((claim) => !standing.includes(claim));
  return { winner, overruled };
}

function isSurer<T>(one: Claim<T>, other: Claim<T>): boolean {
  const apart = one.candidate.confidence - other.candidate.confidence;
  return apart > 0 || (apart === 0 && one.isVerbatim && !other.isVerbatim);
}

function isNamedAlike(one: WantedFilm, other: WantedFilm): boolean {
  return one.title === other.title && one.year === other.year;
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
