import { useApp } from "../app-context.ts";
import type { FilmName } from "../messages.ts";
import type { Mark } from "./own-changes.ts";
import { dayOf, marked, rated, removed, wished } from "./own-changes.ts";

/** What can be done to a film, each a step of its own. */
export interface OwnChanges {
  rate(film: FilmName, rating: number | undefined): void;
  mark(film: FilmName, mark: Mark): void;
  wish(film: FilmName): void;
  remove(film: FilmName): void;
}

export function useOwnChanges(): OwnChanges {
  const { own } = useApp();
  return {
    rate: (film, rating) => own.change(rated(own.state(), film, rating, dayOf(new Date()))),
    mark: (film, mark) => own.change(marked(own.state(), film, mark)),
    wish: (film) => own.change(wished(own.state(), film)),
    remove: (film) => own.change(removed(film)),
  };
}
