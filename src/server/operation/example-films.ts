/** What examples tell of one film. */
export interface ExampleFilm {
  readonly movieId: string;
  readonly title: string;
  readonly year: number;
  readonly imdbId: string;
  readonly tmdbId: number;
}

/** That of the ids in paths. */
export const SHAWSHANK: ExampleFilm = {
  ...{ movieId: "318", title: "The Shawshank Redemption", year: 1994 },
  ...{ imdbId: "tt0111161", tmdbId: 278 },
};
const FORREST_GUMP: ExampleFilm = {
  ...{ movieId: "356", title: "Forrest Gump", year: 1994, imdbId: "tt0109830", tmdbId: 13 },
};
const GODFATHER: ExampleFilm = {
  ...{ movieId: "858", title: "The Godfather", year: 1972, imdbId: "tt0068646", tmdbId: 238 },
};
const BATMAN_AND_ROBIN: ExampleFilm = {
  ...{ movieId: "1562", title: "Batman & Robin", year: 1997, imdbId: "tt0118688", tmdbId: 415 },
};
const SCHINDLERS_LIST: ExampleFilm = {
  ...{ movieId: "527", title: "Schindler's List", year: 1993, imdbId: "tt0108052", tmdbId: 424 },
};
const SABRINA: ExampleFilm = {
  ...{ movieId: "915", title: "Sabrina", year: 1954, imdbId: "tt0047437", tmdbId: 6620 },
};
/** Of an export, without an id here. */
const NOBODYS: ExampleFilm = {
  ...{ movieId: "", title: "A Film by My Neighbours", year: 2025, imdbId: "", tmdbId: 0 },
};

/** The film of objects in a field of this name; MovieLens has them all by these ids, and title and year. */
export const FILM_IN: Readonly<Partial<Record<string, ExampleFilm>>> = {
  ...{ ratings: FORREST_GUMP, why: FORREST_GUMP, picks: GODFATHER, avoid: BATMAN_AND_ROBIN },
  ...{ signals: BATMAN_AND_ROBIN, similar: SCHINDLERS_LIST, low: BATMAN_AND_ROBIN },
  ...{ ambiguous: SABRINA, unknown: NOBODYS },
};
