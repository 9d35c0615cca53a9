import type { Movie, PersonRating } from "../../index.ts";

/** What somebody said of a film that they were asked about. */
export interface Answer {
  readonly film: Movie;
  /** In stars; undefined: not seen. */
  readonly rating: number | undefined;
}

/** What somebody has said so far, in its order. Never changes: each answer makes another one. */
export class Answers {
  readonly all: readonly Answer[];

  constructor(all: readonly Answer[] = []) {
    this.all = all;
  }

  get last(): Answer | undefined {
    return this.all.at(-1);
  }

  get rated(): readonly (PersonRating & { readonly film: Movie })[] {
    return this.all.flatMap(({ film, rating }) =>
      rating === undefined ? [] : [{ film, movieId: film.id, rating }],
    );
  }

  get notSeen(): readonly Movie[] {
    return this.all.flatMap(({ film, rating }) => (rating === undefined ? [film] : []));
  }

  with(answer: Answer): Answers {
    return new Answers([...this.all, answer]);
  }

  withoutLast(): Answers {
    return new Answers(this.all.slice(0, -1));
  }
}
