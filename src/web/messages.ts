import type { Id, MatchReason, OwnAccuracy, PicksOptions, Reason, StopReason } from "../index.ts";
import type { Night } from "./night-messages.ts";
import type { WhyWords } from "../words/why-words.ts";

// What the page asks of its worker, where the core runs. Everything here is plain data.

/** What the worker needs to know of someone to pick for them. Sent whole: a few thousand rows take 3 ms. */
export interface PersonData {
  readonly ratings: readonly { readonly movieId: Id; readonly rating: number }[];
  readonly seen: readonly Id[];
  readonly notForMe: readonly Id[];
}

/** A film as lists name it. */
export interface FilmName {
  readonly movieId: Id;
  readonly title: string;
  readonly year: number | undefined;
}

/** A film with what a card shows, but no prediction. */
export interface Film extends FilmName {
  readonly genres: readonly string[];
  /** How many training users rated it. */
  readonly ratedBy: number;
  /** Its places along the {@link Core.spokes}, −1 … 1; NaN where the film has too few ratings. */
  readonly print: readonly number[];
}

/** A film with what is predicted for the person. */
export interface FilmCard extends Film {
  readonly stars: number;
  /** The 80 % interval, in stars. */
  readonly low: number;
  readonly high: number;
  /** Why it is in the list. */
  readonly words: WhyWords;
  /** Own ratings that speak for it (of films to skip: against it), strongest first, at most three. */
  readonly why: readonly Reason[];
  /** How the stars come about; they sum to `stars` before clipping. */
  readonly parts: {
    readonly mean: number;
    readonly film: number;
    readonly strictness: number;
    readonly taste: number;
  };
  /** The match along the features, strongest first; their stars and the rest sum to `parts.taste`. */
  readonly match: readonly FeatureMatch[];
  readonly rest: number;
}

/** One feature's part in a match: index into the {@link Core.spokes}. */
export interface FeatureMatch {
  readonly feature: number;
  /** In stars. */
  readonly stars: number;
}

/** A feature as glyphs and legends show it. */
export interface FeatureName {
  /** "science fiction", "mass appeal"; of an unnamed one the films at its ends: "Brazil ↔ Titanic". */
  readonly name: string;
  readonly isNamed: boolean;
}

/** What the page shows of the model. */
export interface ModelFacts {
  readonly data: string;
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  readonly scale: { readonly min: number; readonly max: number; readonly step: number };
  readonly genres: readonly string[];
  readonly years: { readonly from: number; readonly to: number };
}

/** The evening. */
export interface Tonight {
  readonly picks: readonly FilmCard[];
  readonly avoid: readonly FilmCard[];
  /** The person along the features, −1 … 1 against the crowd (±1: two and a half of its deviations). */
  readonly print: readonly number[];
  /** 0 … 1: how much surer predictions are than without a rating. */
  readonly sureness: number;
  /** Films left after each filter: the last is how many there were to choose from. */
  readonly left: readonly { readonly filter: string; readonly films: number }[];
}

/** A row of someone's file that is of one film of the catalogue. */
export interface FoundRow extends FilmName {
  readonly list: ListName;
  /** In stars, of a rating. */
  readonly rating: number | undefined;
  readonly date: string | undefined;
  readonly reason: MatchReason;
  readonly confidence: number;
  readonly told: ToldFilm;
}

export type ListName = "rated" | "seen" | "watchlist" | "notForMe" | "notSeen";

/** A film as a file tells of it. */
export interface ToldFilm {
  readonly title: string;
  readonly year: number | undefined;
  readonly imdbId: number | undefined;
  readonly tmdbId: number | undefined;
}

/** A film that a row may be of; genres tell namesakes of one year apart. */
export interface Candidate extends FilmName {
  readonly genres: readonly string[];
  readonly confidence: number;
}

/** A row that could be several films, or none that is known. */
export interface OpenRow {
  readonly list: ListName;
  readonly rating: number | undefined;
  readonly date: string | undefined;
  readonly told: ToldFilm;
  /** Empty of an unknown film. */
  readonly candidates: readonly Candidate[];
}

/** A row of the file that someone takes along; with the id of a film of the catalogue, or as it was told. */
export interface KeptRow {
  readonly list: ListName;
  readonly film: ToldFilm | FilmName;
  readonly rating?: number | undefined;
  readonly date?: string | undefined;
}

/** A file, read and matched; nothing of it is kept until the person says so. */
export interface ImportedFile {
  readonly file: string;
  readonly formatTitle: string;
  readonly rows: number;
  readonly found: readonly FoundRow[];
  readonly ambiguous: readonly OpenRow[];
  readonly unknown: readonly OpenRow[];
  /** Rows left out, by why, in words: "12 episodes". */
  readonly leftOut: readonly string[];
  /** What was wrong with rows, in words that name line and remedy. */
  readonly faults: readonly string[];
  /** Where the model's films end, for someone whose films are mostly newer. */
  readonly advice: string | undefined;
}

/** What a hidden feature is named after. */
export type FeatureKind = "genre" | "appeal" | "acclaim" | "year" | "unnamed";

/** Along one feature. */
export interface ProfileRow extends FeatureName {
  readonly kind: FeatureKind;
  /** Stars that the person adds for a film at the + end, against one in the middle. */
  readonly you: number;
  readonly crowd: { readonly mean: number; readonly sd: number };
  /** Share of the crowd below the person, 0 … 1. */
  readonly above: number;
  readonly low: readonly FilmName[];
  readonly high: readonly FilmName[];
}

/** My taste. */
export interface TasteFacts {
  readonly print: readonly number[];
  readonly profile: readonly ProfileRow[];
  /** In stars: how much more than others they give to the same films. */
  readonly strictness: number;
  /** Share of training users who are stricter (give less), 0 … 1. */
  readonly stricter: number;
  readonly sureness: number;
}

/** A rating that was not expected. */
export interface TellingFilm extends FilmName {
  /** What they gave. */
  readonly rating: number;
  /** What the other ratings let expect, with its 80 % interval. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** The feature along which it moved them most: an index into {@link TasteFacts.profile}, and by how many stars. */
  readonly moved: { readonly feature: number; readonly stars: number } | undefined;
}

/** One hidden feature with all that the view shows. */
export interface FeatureFacts extends FeatureName {
  readonly kind: FeatureKind;
  readonly auc: number | undefined;
  /** How alike it is found from other random numbers, −1 … 1; NaN where that was not measured. */
  readonly stability: number;
  readonly share: number;
  /** The best known films, those at both ends and those asked for, from the − end to the + end. */
  readonly films: readonly (FilmName & { readonly place: number; readonly ratedBy: number })[];
}

/** The map of films. */
export interface FilmMap {
  /** Films with fewer ratings are not on it. */
  readonly leastRatings: number;
  /** The best known first. */
  readonly films: readonly (Film & { readonly x: number; readonly y: number })[];
}

/** Films like one film, the most alike first. */
export interface SimilarFilms {
  /** Films with fewer ratings are left out: how alike they are would be chance. */
  readonly leastRatings: number;
  readonly films: readonly (Film & { readonly similarity: number })[];
}

/** From what "Watch it learn" learns. */
export type LearnSource =
  | { readonly kind: "server" } // MovieLens 100K, where the server has it
  | LearnFile
  | { readonly kind: "made up" };

/** A MovieLens ZIP. */
export interface LearnFile {
  readonly kind: "file";
  readonly file: Blob;
  readonly name: string;
}

/** A film of the person's, by name: other data number films otherwise. */
export interface OwnFilm {
  readonly title: string;
  readonly year: number | undefined;
  /** In stars. */
  readonly rating: number | undefined;
  readonly mark: "seen" | "notForMe" | undefined;
}

export interface LearnOptions {
  readonly source: LearnSource;
  readonly factors: number;
  readonly weightDecay: boolean;
  readonly seed: number;
  readonly own: readonly OwnFilm[];
}

/** The data that is learned from. */
export interface LearnData {
  readonly title: string;
  /** Without the person. */
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  /** Of the person's ratings, those whose film is in this data. */
  readonly own: number;
  readonly isMadeUp: boolean;
}

/** A film on the map of what is learned. */
export interface DustFilm extends FilmName {
  readonly genres: readonly string[];
  readonly isOwn: boolean;
}

/** Some ratings whose predictions are watched while they close in. */
export interface WatchedRating {
  /** "you", or "person 12". */
  readonly who: string;
  readonly film: FilmName;
  readonly rating: number;
  readonly isHeldOut: boolean;
}

/** What the features of one epoch say. */
export interface FeaturesShown {
  /** Films on the map, as many as there are: x and y, −1 … 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Their features, a row each. */
  readonly vectors: Float32Array;
  /** What is now predicted for the watched ratings, in stars. */
  readonly watched: readonly number[];
}

/** News of a run: reading, data, start, epochs from 0, stopped, refit, picks; then the answer. */
export type LearnNews =
  | { readonly kind: "reading"; readonly ratings: number }
  | {
      readonly kind: "data";
      readonly data: LearnData;
      /** The best known first. */
      readonly films: readonly DustFilm[];
      /** Indices of films that many know, of many genres. */
      readonly landmarks: readonly number[];
    }
  | { readonly kind: "start"; readonly watched: readonly WatchedRating[] }
  | {
      readonly kind: "epoch";
      /** 0: random numbers, nothing learned yet. */
      readonly epoch: number;
      /** The most there may be. */
      readonly epochs: number;
      readonly trainError: number;
      /** NaN where nothing is held out. */
      readonly heldOutError: number;
      readonly shown: FeaturesShown;
    }
  | { readonly kind: "stopped"; readonly reason: StopReason; readonly bestEpoch: number }
  | {
      readonly kind: "refit";
      readonly epoch: number;
      readonly epochs: number;
      readonly trainError: number;
      /** Of the last epoch alone. */
      readonly shown: FeaturesShown | undefined;
    }
  | { readonly kind: "picks"; readonly sweep: number; readonly sweeps: number };

/** A film picked out of what was learned. */
export interface LearnedPick extends FilmName {
  readonly stars: number;
  readonly low: number;
  readonly high: number;
  readonly why: readonly Reason[];
}

export interface LearnResult {
  /** Of learning the features alone. */
  readonly seconds: number;
  /** Empty where none of the person's ratings was among the data. */
  readonly picks: readonly LearnedPick[];
}

/** Everything that the page can ask. Each call is answered, or rejected with a {@link ToldFailure}. */
export interface Core {
  open(): ModelFacts;
  /**
   * The spokes of every fingerprint, in their order; at most twelve. They take some tenths of a second to work out;
   * until that is done, films and people have empty fingerprints and matches.
   */
  spokes(): readonly FeatureName[];
  tonight(person: PersonData, options: PicksOptions): Tonight;
  films(movieIds: readonly Id[]): readonly Film[];
  /** Titles that begin with or resemble the text, the best first; forgives typos. */
  search(text: string, count: number): readonly Film[];
  /** Well-known, informative films to rate next; none of them rated, marked or not seen. */
  suggest(person: PersonData, notSeen: readonly Id[], count: number): readonly Film[];
  /** The best known films, most ratings first. */
  wellKnown(count: number): readonly Film[];
  readFile(file: Blob, name: string): ImportedFile;
  /** All that someone has said, as a table that `readFile` reads with nothing lost. */
  everythingCsv(rows: readonly KeptRow[]): string;
  taste(person: PersonData): TasteFacts;
  /** Own ratings that say most about someone, the most surprising first. */
  telling(person: PersonData): readonly TellingFilm[];
  ownAccuracy(person: PersonData): OwnAccuracy;
  /** @param own - films to place along them besides the best known. */
  features(own: readonly Id[]): readonly FeatureFacts[];
  map(): FilmMap;
  similar(movieId: Id, count: number): SimilarFilms;
  /** @throws for nobody at all. */
  night(people: readonly PersonData[], options: PicksOptions): Night;
  /** Whether this server has MovieLens 100K. */
  hasMovieLens(): boolean;
  /**
   * Looks into a file before it is learned from: at its list of files, and at the first ratings.
   *
   * @throws for one that is no MovieLens ZIP.
   */
  checkMovieLens(source: LearnFile): void;
  /** Reports {@link LearnNews}. */
  learn(options: LearnOptions): LearnResult;
}

export type CallName = keyof Core;

/** What goes to the worker. */
export type ToWorker =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: CallName;
      readonly given: readonly unknown[];
    }
  | { readonly kind: "cancel"; readonly id: number };

/** What comes back. */
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "news"; readonly id: number; readonly news: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly failure: ToldFailure };

/** Of a file that is no one's own, but can be learned from. */
export const MOVIELENS_CODE = "movielens";

/** An error of the worker, as people are told of it. */
export interface ToldFailure {
  readonly message: string;
  /** A code of `docs/errors.md`, "internal", or {@link MOVIELENS_CODE}. */
  readonly code: string;
}
