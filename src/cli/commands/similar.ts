import type { Command } from "commander";
import type { Movie, Neighbour } from "../../index.ts";
import { DataError, SIMILAR_DEFAULTS } from "../../index.ts";
import { integerIn } from "../../core/check.ts";
import { findFilm } from "../find-film.ts";
import { movieJson } from "../json-shapes.ts";
import type { SourceFlags } from "../options.ts";
import { ratingsIn } from "../open-data.ts";
import { numberOf, withGlobalOptions, withSourceOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import type { Source } from "../source.ts";
import { openSource } from "../source.ts";
import { bar } from "../terminal/bars.ts";
import { cutFilm, filmText } from "../terminal/film-text.ts";
import { counted } from "../terminal/numbers.ts";
import type { CliIo, Screen } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { plainText } from "../terminal/text-width.ts";
import { checkedUsage } from "../usage-error.ts";

interface SimilarFlags extends SourceFlags {
  readonly count: number;
  readonly leastRatings: number;
}

/** Adds `matinee similar FILM`. */
export function addSimilar(program: Command, io: CliIo): void {
  const { count, leastRatings } = SIMILAR_DEFAULTS;
  const command = program
    .command("similar")
    .summary("films that the same people like")
    .description("Lists the films whose hidden features are most like those of a film.")
    .argument("<film>", 'its title, with the year where several films have it: "Alien (1979)"')
    .option("-n, --count <n>", "how many films", numberOf("count"), count)
    .option(
      "--least-ratings <n>",
      "leave out films with fewer ratings",
      numberOf("leastRatings"),
      leastRatings,
    );
  withGlobalOptions(withSourceOptions(command, { retrain: false }))
    .addHelpText("after", '\nExample:\n  $ matinee similar "Alien (1979)"')
    .action((film: string, flags: SimilarFlags) =>
      runWith(io, flags, (run) => similar(run, film, flags)),
    );
}

async function similar(run: Run, name: string, flags: SimilarFlags): Promise<void> {
  const { count, leastRatings } = flags;
  checkedUsage(() => {
    const action = "Cannot find similar films";
    integerIn(action, "count", count, 1, 10_000);
    integerIn(action, "leastRatings", leastRatings, 0, 2 ** 32 - 1);
  });
  const source = await openSource(run, flags);
  const movie = findFilm(source.catalogue, name, source.title);
  const model = await source.model();
  const ratings = model.movieCounts[model.catalogue.indexOf(movie.id)]!;
  if (ratings === 0) throw neverRated(movie, source);
  const found = model.similar(movie.id, { count, leastRatings });
  if (found.length === 0) throw nothingToCompare(source, leastRatings);
  if (run.screen.json) {
    run.screen.printJson({
      movie: movieJson(movie),
      similar: found.map(({ movieIndex, similarity }) => ({
        ...movieJson(source.catalogue.at(movieIndex)),
        similarity,
      })),
      ...source.origin,
    });
    return;
  }
  printSimilar(run.screen, movie, found, source);
}

function printSimilar(
  screen: Screen,
  movie: Movie,
  found: readonly Neighbour[],
  { catalogue, title }: Source,
): void {
  const { strong } = screen.styles;
  screen.print(strong(`Most like ${cutFilm(movie, screen.columns - "Most like ".length)}`));
  const bars = screen.columns < 50 ? 6 : 12;
  const rows = found.map(({ movieIndex, similarity }, k) => [
    String(k + 1),
    cutFilm(catalogue.at(movieIndex), screen.columns - 13 - bars),
    similarity.toFixed(2).replace("-", "−"),
    bar(similarity, bars),
  ]);
  screen.print(...tableLines([{ align: "right" }, {}, { align: "right" }, {}], rows));
  screen.print("");
  screen.printText(`Told from ${plainText(ratingsIn(title))} alone; 1 would be the same film.`);
}

function neverRated(movie: Movie, { title }: Source): DataError {
  return new DataError(
    `Cannot find similar films: nobody has rated "${filmText(movie)}" in ${title}; choose another film`,
  );
}

function nothingToCompare({ title }: Source, leastRatings: number): DataError {
  const action = "Cannot find similar films";
  if (leastRatings <= 1) {
    return new DataError(`${action}: no other film has a rating in ${title}; use more data`);
  }
  const count = counted(leastRatings, "rating");
  return new DataError(`${action}: no other film in ${title} has ${count}; lower --least-ratings`);
}
