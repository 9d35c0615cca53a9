import type { Command } from "commander";
import type { PersonRating } from "../../index.ts";
import { printExplanation } from "../explanation-text.ts";
import { decisions } from "../../io/corrections.ts";
import { findFilm } from "../find-film.ts";
import { explanationJson, recognisedJson } from "../json-shapes.ts";
import type { SourceFlags } from "../options.ts";
import { withGlobalOptions, withSourceOptions } from "../options.ts";
import { readPeople, recognise } from "../person.ts";
import type { ReadingFlags } from "../reading-flags.ts";
import { withReadingOptions } from "../reading-flags.ts";
import { recognisedText, tellAdjusted } from "../recognised-text.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import { openSource } from "../source.ts";
import { givenStars } from "../terminal/numbers.ts";
import type { CliIo } from "../terminal/screen.ts";

type Flags = SourceFlags & ReadingFlags;

/** Adds `matinee predict RATINGS FILM`. */
export function addPredict(program: Command, io: CliIo): void {
  const command = program
    .command("predict")
    .summary("the stars that you will give a film, and why")
    .description("Predicts the stars that you will give a film, and says where they come from.")
    .argument("<ratings>", "your export: a ZIP, or a file of it with ratings")
    .argument(
      "<film>",
      'its title, with the year where several have it: "Fargo (1996)", or its IMDb id',
    );
  withGlobalOptions(withSourceOptions(withReadingOptions(command), { retrain: true }))
    .addHelpText("after", '\nExample:\n  $ matinee predict ratings.csv "Fargo (1996)"')
    .action((path: string, film: string, flags: Flags) =>
      runWith(io, flags, (run) => predict(run, path, film, flags)),
    );
}

async function predict(run: Run, path: string, name: string, flags: Flags): Promise<void> {
  const [file] = await readPeople(run, [path], flags);
  const source = await openSource(run, flags);
  const { catalogue, scale, title, origin } = source;
  const decide = file?.corrections && decisions(file.corrections.corrections);
  const movie = findFilm(catalogue, name, title, decide);
  const person = recognise(file!, catalogue, scale, source);
  const film = catalogue.filmOf[catalogue.indexOf(movie.id)];
  const isFilm = ({ movieId }: PersonRating): boolean =>
    catalogue.filmOf[catalogue.indexOf(movieId)] === film;
  const own = person.ratings.find(isFilm);
  // A rating that is known already would be its own best reason, and there is nothing to predict.
  const others = { ...person, ratings: person.ratings.filter((rating) => !isFilm(rating)) };
  const { model, tastes } = await source.tastes([others]);
  const taste = tastes[0]!;
  tellAdjusted(run, [person], source);
  const isRated = model.movieCounts.some(
    (count, row) => count > 0 && catalogue.filmOf[row] === film,
  );
  const explained = taste.explain(movie.id);
  // Its interval was measured on films that people had rated.
  const explanation = isRated ? explained : { ...explained, low: NaN, high: NaN };
  if (run.screen.json) {
    run.screen.printJson({
      ...explanationJson(explanation),
      yourRating: own?.rating ?? null,
      recognised: recognisedJson(person.recognised),
      ...origin,
    });
    return;
  }
  run.screen.printText(`${recognisedText(person.recognised)}.`);
  run.screen.print("");
  printExplanation(run.screen, explanation, { scale: model.scale, isRated });
  if (own !== undefined) {
    run.screen.print("");
    run.screen.printText(
      `You gave it ${givenStars(own.rating)} yourself. This is told from your other ratings.`,
    );
  }
}
