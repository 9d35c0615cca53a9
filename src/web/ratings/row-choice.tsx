import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { imdbName } from "../../core/catalogue/movie.ts";
import type { Candidate, FilmName as Film, FoundRow, OpenRow, ToldFilm } from "../messages.ts";
import { FilmName, nameOf } from "../parts/film-name.tsx";
import { ratingText } from "../parts/stars-text.ts";
import { FilmPicker } from "./film-picker.tsx";
import type { Choice } from "./import-change.ts";

/** A row of a file, and which film it is. */
export function RowChoice({
  row,
  choice,
  onChoose,
}: {
  readonly row: FoundRow | OpenRow;
  readonly choice: Choice | undefined;
  /** Undefined: as it was. */
  onChoose(choice: Choice | undefined): void;
}): JSX.Element {
  const [isSearching, setIsSearching] = useState(false);
  const films = filmsOf(row, choice);
  const told = toldText(row.told);
  const isOffered = "movieId" in row || row.candidates.length > 0;
  const choose = (value: string): void => {
    if (value === "other") setIsSearching(true);
    else if (value === "") onChoose(undefined);
    else onChoose(value === "none" ? "none" : films[Number(value)]);
  };
  return (
    <li>
      <div class="ratings-told">
        <ToldName told={row.told} />
        <span class="quiet small">{aboutRow(row)}</span>
      </div>
      <select
        class="field"
        aria-label={`Which film is ${told}?`}
        value={valueOf(films, choice)}
        onChange={(event) => {
          choose(event.currentTarget.value);
          if (event.currentTarget.value === "other") {
            event.currentTarget.value = valueOf(films, choice);
          }
        }}
      >
        <option value="">{asItIs(row)}</option>
        {films.map((film, k) => (
          <option key={film.movieId} value={String(k)}>
            {candidateText(film, films)}
          </option>
        ))}
        {isOffered && <option value="none">none of these: kept aside</option>}
        <option value="other">another film …</option>
      </select>
      {isSearching && (
        <FilmPicker
          start={row.told.title}
          label={`Search the film for ${told}`}
          onPick={(film) => {
            setIsSearching(false);
            if (film !== undefined) onChoose({ ...film });
          }}
        />
      )}
    </li>
  );
}

/** A film as a file tells of it: text, whatever it holds. */
export function ToldName({ told }: { readonly told: ToldFilm }): JSX.Element {
  return told.title === "" ? (
    <span>{toldText(told)}</span>
  ) : (
    <FilmName film={{ ...told, movieId: 0 }} />
  );
}

/** The same as plain text; a film without a title by its id. */
export function toldText(told: ToldFilm): string {
  if (told.title !== "") return nameOf({ ...told, movieId: 0 });
  return told.imdbId === undefined ? `TMDB ${told.tmdbId ?? "?"}` : imdbName(told.imdbId);
}

function aboutRow(row: FoundRow | OpenRow): string {
  const { rating, list } = row;
  const gave = rating === undefined ? LIST_WORDS[list] : `${ratingText(rating)} ★`;
  return "reason" in row ? `${gave}; ${REASON_WORDS[row.reason]}` : gave;
}

/** What becomes of a row without a choice. */
function asItIs(row: FoundRow | OpenRow): string {
  if ("movieId" in row) return nameOf(row);
  return `not ${row.candidates.length > 0 ? "decided" : "known"}: kept aside`;
}

/** Namesakes of one year are told apart by their genres. */
function candidateText(film: Film | Candidate, films: readonly Film[]): string {
  const name = nameOf(film);
  const isTwice = films.some((other) => other !== film && nameOf(other) === name);
  if (!isTwice || !("genres" in film) || film.genres.length === 0) return name;
  return `${name}: ${film.genres.join(", ").toLowerCase()}`;
}

/** Films to choose from, besides the one that it was taken for. */
function filmsOf(row: FoundRow | OpenRow, choice: Choice | undefined): readonly Film[] {
  const offered: readonly Film[] = "candidates" in row ? row.candidates : [];
  const isNew =
    choice !== undefined &&
    choice !== "none" &&
    offered.every(({ movieId }) => movieId !== choice.movieId);
  return isNew ? [...offered, choice] : offered;
}

function valueOf(films: readonly Film[], choice: Choice | undefined): string {
  if (choice === undefined || choice === "none") return choice ?? "";
  return String(films.findIndex(({ movieId }) => movieId === choice.movieId));
}

/** Lists as rows name them. */
export const LIST_WORDS: Readonly<Record<FoundRow["list"], string>> = {
  rated: "rated",
  seen: "seen",
  watchlist: "on your watchlist",
  notForMe: "not for me",
  notSeen: "not seen",
};

const REASON_WORDS: Readonly<Record<FoundRow["reason"], string>> = {
  decided: "as you said",
  "imdb id": "by its IMDb id",
  "tmdb id": "by its TMDB id",
  "title and year": "by title and year",
  "other title": "by another of its titles",
  spelling: "spelled otherwise",
  "year nearby": "the year is one off",
  "title alone": "by title alone",
  subtitle: "without its subtitle",
  typo: "a letter is off",
};
