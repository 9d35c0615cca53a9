import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { SynthesisOptions, SynthesisRest } from "../core/synthesis/synthesize.ts";
import { synthesisBatches } from "../core/synthesis/synthesize.ts";
import { csvText } from "./csv-text.ts";

/** Made-up ratings as files of text, each when it is asked for. */
export interface SynthesisCsv {
  /** Chunks of `ratings.csv`; users and movies have the ids 1, 2, 3, … */
  ratings(): Generator<Uint8Array>;
  /** `movies.csv`, once the ratings have been read. */
  movies(): Uint8Array;
}

/** Cost: a chunk of text at a time. @throws {RangeError | TypeError} as `synthesize`, with the first chunk. */
export function synthesisCsv(
  options: SynthesisOptions,
  onBatch: (batch: RatingColumns) => void,
): SynthesisCsv {
  let rest: SynthesisRest | undefined;
  const encoder = new TextEncoder();
  return {
    *ratings() {
      const run = synthesisBatches(options);
      let step = run.next();
      yield encoder.encode("userId,movieId,rating\n");
      for (; step.done !== true; step = run.next()) {
        onBatch(step.value);
        yield encoder.encode(linesOf(step.value));
      }
      rest = step.value;
    },
    movies: () => {
      const movies = rest?.catalogue.movies ?? [];
      const rows = movies.map(({ id, title, year, genres }) => [
        ...[id, `${title} (${year})`, genres.join("|")],
      ]);
      return encoder.encode(csvText(["movieId", "title", "genres"], rows));
    },
  };
}

function linesOf({ userIndex, movieIndex, value }: RatingColumns): string {
  let lines = "";
  for (let n = 0; n < value.length; n++) {
    lines += `${userIndex[n]! + 1},${movieIndex[n]! + 1},${value[n]!.toFixed(1)}\n`;
  }
  return lines;
}
