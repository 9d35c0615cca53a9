import type { FilmSide } from "../taste/film-side.ts";

/** What a direction goes along with, found afterwards: learning saw ratings alone. */
export interface Label {
  /** For people: a genre, "newer films", "mass appeal", "acclaim". */
  readonly name: string;
  /** Pearson's correlation over the well-known films, above 0. */
  readonly correlation: number;
}

/** Below this a direction has no clear label. */
const CLEAR = 0.35;

/**
 * The property that correlates most with the places along an axis, and the sign that puts it at the
 * + end. Without a clear label the axis is turned so that its most rated film is on the + side.
 *
 * @param rows - most rated first; `places[k]` is the place of film `rows[k]`.
 *
 * Cost: O(films · properties).
 */
export function labelAxis(
  side: FilmSide,
  rows: readonly number[],
  places: readonly number[],
): { label: Label | undefined; sign: 1 | -1 } {
  let name = "";
  let strongest = 0;
  for (const property of properties(side, rows)) {
    const correlation = correlate(places, property.values);
    if (Math.abs(correlation) <= Math.abs(strongest)) continue;
    name = property.name;
    strongest = correlation;
  }
  if (Math.abs(strongest) < CLEAR) {
    return { label: undefined, sign: (places[0] ?? 0) < 0 ? -1 : 1 };
  }
  return { label: { name, correlation: Math.abs(strongest) }, sign: strongest < 0 ? -1 : 1 };
}

interface Property {
  readonly name: string;
  readonly values: readonly number[];
}

function properties(side: FilmSide, rows: readonly number[]): Property[] {
  const { catalogue, head, movieCounts } = side;
  const movies = rows.map((row) => catalogue.at(row));
  const years = movies.flatMap(({ year }) => year ?? []);
  const middle = years.reduce((sum, year) => sum + year, 0) / Math.max(1, years.length);
  const genres = [...new Set(movies.flatMap((movie) => movie.genres))].sort();
  return [
    { name: "mass appeal", values: rows.map((row) => Math.log(movieCounts[row]!)) },
    { name: "acclaim", values: rows.map((row) => head.movieBias[row]!) },
    { name: "newer films", values: movies.map(({ year }) => year ?? middle) },
    ...genres.map((genre) => ({
      name: genre,
      values: movies.map((movie) => (movie.genres.includes(genre) ? 1 : 0)),
    })),
  ];
}

/** Pearson's correlation; 0 where one side does not vary. */
function correlate(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let k = 0; k < n; k++) {
    const dx = x[k]! - meanX;
    const dy = y[k]! - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
