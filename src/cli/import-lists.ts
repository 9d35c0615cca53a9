import type { Catalogue } from "../index.ts";
import { candidateText } from "./candidate-text.ts";
import type { ImportedFilms } from "../io/import-films.ts";
import { LISTS, recognisedLoosely } from "../io/import-films.ts";
import { rowPlace } from "./row-place.ts";
import { cutFilm } from "./terminal/film-text.ts";
import { grouped, percent } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { textWidth } from "./terminal/text-width.ts";

/** So many names are read; the others are in `--json`. */
const MOST_NAMES = 12;

/** A guess that was always right so far is not certain. */
const MOST_SURE = 0.99;

/** Prints what is worth a look: films that are not sure, those that were recognised less surely, the unknown. */
export function printLists(
  screen: Screen,
  films: ImportedFilms,
  catalogue: Catalogue,
  isDecided: boolean,
): void {
  printAmbiguous(screen, films, catalogue, isDecided);
  printLoose(screen, films, catalogue);
  printUnknown(screen, films);
}

function printAmbiguous(
  screen: Screen,
  films: ImportedFilms,
  catalogue: Catalogue,
  isDecided: boolean,
): void {
  const all = LISTS.flatMap((name) => films[name].ambiguous);
  if (all.length === 0) return;
  const { strong, quiet } = screen.styles;
  screen.print("", strong("Which film is it?"));
  for (const film of all.slice(0, MOST_NAMES)) {
    const place = `  ${rowPlace(film, films.told.format)}`;
    screen.print(`  ${cutFilm(film, screen.columns - 2 - textWidth(place))}${quiet(place)}`);
    for (const candidate of film.candidates) {
      screen.print(`     ${candidateText(candidate, catalogue, screen.columns - 5)}`);
    }
  }
  printMore(screen, all.length);
  if (!isDecided) screen.printText(HOW_TO_DECIDE, "", quiet);
}

const HOW_TO_DECIDE =
  "Decide with --corrections FILE: in a terminal you are asked, else its column Film is yours to fill in.";

function printLoose(screen: Screen, films: ImportedFilms, catalogue: Catalogue): void {
  const loose = recognisedLoosely(films).sort((a, b) => a.confidence - b.confidence);
  if (loose.length === 0) return;
  const { strong, quiet } = screen.styles;
  screen.print("", strong("Recognised, if not by title and year"));
  for (const film of loose.slice(0, MOST_NAMES)) {
    const reason = `  ${film.reason}, ${percent(Math.min(MOST_SURE, film.confidence))}`;
    const found = cutFilm(catalogue.at(film.movieIndex), screen.columns - 5 - textWidth(reason));
    screen.print(`  ${cutFilm(film, screen.columns - 2)}`, `     ${found}${quiet(reason)}`);
  }
  printMore(screen, loose.length);
}

function printUnknown(screen: Screen, films: ImportedFilms): void {
  const all = LISTS.flatMap((name) => films[name].unknown);
  if (all.length === 0) return;
  screen.print("", screen.styles.strong("Unknown here"));
  const names = all.slice(0, MOST_NAMES).map((film) => cutFilm(film, screen.columns - 2));
  screen.print(...names.map((name) => `  ${name}`));
  printMore(screen, all.length);
}

function printMore(screen: Screen, all: number): void {
  if (all <= MOST_NAMES) return;
  screen.print(screen.styles.quiet(`  and ${grouped(all - MOST_NAMES)} more; --json has them all`));
}
