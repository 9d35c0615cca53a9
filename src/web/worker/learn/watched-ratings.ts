import type { DataSet, Ratings, StarsHead } from "../../../index.ts";
import { Random } from "../../../index.ts";
import { predictPair } from "../../../core/learn/learning.ts";
import type { WatchedRating } from "../../messages.ts";

/** Rows of the table: of others and of the person, and how many of each are held out, if there are such. */
const OTHERS = { count: 6, apart: 2 };
const OWN = { count: 4, apart: 1 };
/** Ratings that are drawn to choose from. */
const DRAWN = 2000;
/** Of those held out. */
const CANDIDATES = 20;
/** Ratings of others are of films that most people know. */
const WELL_KNOWN = 100;

/** A rating by its rows. */
interface Cell {
  readonly user: number;
  readonly movie: number;
  readonly rating: number;
}

interface MarkedCell extends Cell {
  readonly isHeldOut: boolean;
}

/** Ratings whose predictions are watched. */
export interface Watched {
  readonly told: readonly WatchedRating[];
  /** What features say of each, in stars. */
  predict(head: StarsHead): number[];
}

/**
 * Some ratings of others, high and low ones, and some of the person's, with a few among them that are
 * held out: on those it shows whether something was understood.
 *
 * @param you - the person's row; −1 where they are not among the data.
 */
export function watchRatings(
  { ratings, catalogue }: DataSet,
  heldOut: Ratings,
  you: number,
  seed: number,
): Watched {
  const random = new Random(seed);
  const chosen = [
    ...share(ownCells(ratings, you, random), heldOut, OWN),
    ...share(othersCells(ratings, heldOut, you, random), heldOut, OTHERS),
  ];
  const ids = ratings.users.toArray();
  return {
    told: chosen.map(({ user, movie, rating, isHeldOut }) => {
      const { id, title, year } = catalogue.at(movie);
      const who = user === you ? "you" : `person ${ids[user]!}`;
      return { who, film: { movieId: id, title, year }, rating, isHeldOut };
    }),
    predict: (head) =>
      chosen.map(({ user, movie }) => predictPair(head, ratings.scale, user, movie)),
  };
}

function ownCells(ratings: Ratings, you: number, random: Random): Cell[] {
  if (you < 0) return [];
  const positions = Array.from(ratings.userIndex.keys()).filter(
    (n) => ratings.userIndex[n] === you,
  );
  return random.shuffle(positions).map((n) => cellAt(ratings, n));
}

/** Some of other people's ratings of films that most know, one a person and film. */
function othersCells(ratings: Ratings, heldOut: Ratings, you: number, random: Random): Cell[] {
  const famous = famousRows(ratings);
  const users = new Set([you]);
  const movies = new Set<number>();
  const fresh = (most: number, cells: readonly Cell[]): Cell[] => {
    const chosen = cells.filter(({ user, movie }) => {
      if (!famous.has(movie) || users.has(user) || movies.has(movie)) return false;
      if (users.size > most) return false;
      users.add(user);
      movies.add(movie);
      return true;
    });
    return spread(chosen);
  };
  return [
    ...fresh(CANDIDATES, draw(heldOut, random)),
    ...fresh(3 * CANDIDATES, draw(ratings, random)),
  ];
}

function draw(ratings: Ratings, random: Random): Cell[] {
  if (ratings.length === 0) return [];
  return Array.from({ length: DRAWN }, () => cellAt(ratings, random.below(ratings.length)));
}

function cellAt({ userIndex, movieIndex, value }: Ratings, n: number): Cell {
  return { user: userIndex[n]!, movie: movieIndex[n]!, rating: value[n]! };
}

function famousRows(ratings: Ratings): Set<number> {
  const counts = ratings.movieCounts();
  const rows = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  return new Set(rows.slice(0, WELL_KNOWN));
}

/** In an order in which high, low and middling ratings take turns: what is far from the mean moves most. */
function spread(cells: readonly Cell[]): Cell[] {
  const levels = [...new Set(cells.map(({ rating }) => rating))].sort((a, b) => a - b);
  const turns = levels.flatMap((level) => {
    return cells.filter(({ rating }) => rating === level).map((cell, turn) => ({ cell, turn }));
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ cell }) => cell);
}

/** As many as wanted, so many of them held out if there are such. */
function share(
  cells: readonly Cell[],
  heldOut: Ratings,
  { count, apart }: { readonly count: number; readonly apart: number },
): MarkedCell[] {
  const marked = markHeldOut(cells, heldOut);
  const unseen = marked.filter(({ isHeldOut }) => isHeldOut).slice(0, apart);
  const seen = marked.filter(({ isHeldOut }) => !isHeldOut).slice(0, count - unseen.length);
  return [...seen, ...unseen];
}

/** One pass over what is held out, which may be a million ratings. */
function markHeldOut(cells: readonly Cell[], heldOut: Ratings): MarkedCell[] {
  const keyOf = (user: number, movie: number): number => user * heldOut.movieCount + movie;
  const wanted = new Set(cells.map(({ user, movie }) => keyOf(user, movie)));
  const found = new Set<number>();
  for (let n = 0; n < heldOut.length; n++) {
    const key = keyOf(heldOut.userIndex[n]!, heldOut.movieIndex[n]!);
    if (wanted.has(key)) found.add(key);
  }
  return cells.map((cell) => ({ ...cell, isHeldOut: found.has(keyOf(cell.user, cell.movie)) }));
}
