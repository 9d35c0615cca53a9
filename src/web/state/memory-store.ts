import type { Id } from "../../index.ts";
import type { Change, FilmRecord, OwnState, OwnStore } from "./own-state.ts";

/** The most steps that can be undone. */
const MOST_UNDO = 100;

interface Step {
  readonly what: string;
  readonly before: OwnState;
}

/** A store that keeps everything in this tab alone. */
export function memoryStore(why: string): OwnStore {
  let state: OwnState = {
    storage: { kind: "memory", why },
    films: new Map(),
    left: [],
    guests: [],
    undoable: undefined,
  };
  const listeners = new Set<() => void>();
  const steps: Step[] = [];
  const become = (next: OwnState): void => {
    state = { ...next, undoable: steps.at(-1)?.what };
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(change) {
      steps.push({ what: change.what, before: state });
      if (steps.length > MOST_UNDO) steps.shift();
      become(changed(state, change));
    },
    undo() {
      const step = steps.pop();
      if (step !== undefined) become(step.before);
    },
    removeGuest(key) {
      become({ ...state, guests: state.guests.filter((guest) => guest.key !== key) });
    },
    clear() {
      steps.length = 0;
      become({ ...state, films: new Map(), left: [], guests: [] });
      return Promise.resolve();
    },
  };
}

function changed(
  state: OwnState,
  { films = [], left = [], leftGone = [], guests = [] }: Change,
): OwnState {
  const next = new Map<Id, FilmRecord>(state.films);
  for (const film of films) {
    next.delete(film.movieId); // the last one changed stands last
    if (saysSomething(film)) next.set(film.movieId, film);
  }
  return {
    ...state,
    films: films.length > 0 ? next : state.films,
    left: [...state.left.filter((row) => !leftGone.includes(row)), ...left],
    guests: guests.length > 0 ? [...state.guests, ...guests] : state.guests,
  };
}

function saysSomething({ rating, mark, isWished }: FilmRecord): boolean {
  return rating !== undefined || mark !== undefined || isWished === true;
}
