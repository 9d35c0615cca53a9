import type { Reason } from "../index.ts";
import type { Film } from "./messages.ts";

/** Movie night. */
export interface Night {
  /** The first pleases all most; of every further one those who got less so far have more of a say. */
  readonly films: readonly NightFilm[];
  /** In the order given. */
  readonly people: readonly NightPerson[];
  /** Films left after each step: the last is how many there were to choose from. */
  readonly left: readonly { readonly filter: string; readonly films: number }[];
}

/** A film for all of them; `stars`, `low` and `high` are means over the people. */
export interface NightFilm extends Film {
  readonly stars: number;
  readonly low: number;
  readonly high: number;
  /** One a person, in the order given. */
  readonly people: readonly NightView[];
}

/** A film as one of them is predicted to see it. */
export interface NightView {
  readonly stars: number;
  readonly low: number;
  readonly high: number;
  /** Whether it will get less than they give on average. */
  readonly isBelowUsual: boolean;
  /** Their ratings that speak for it, strongest first. */
  readonly why: readonly Reason[];
}

/** Someone at movie night. */
export interface NightPerson {
  /** Along the {@link Core.spokes}. */
  readonly print: readonly number[];
  /** Of their ratings those of films that the model knows. */
  readonly known: number;
  /** Mean stars of the three films that they would get alone; NaN where nothing is left. */
  readonly alone: number;
}
