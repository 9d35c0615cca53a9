import type { Model, Taste } from "../../index.ts";
import { makeListsWith } from "../../core/list-kernels.ts";
import type { PersonData } from "../messages.ts";
import { FilmCards } from "./film-cards.ts";
import { Spokes } from "./spokes.ts";
import { modelOpener } from "./opened-model.ts";

/** What calls work with: the model and what is made of it once. */
export interface OpenCore {
  readonly model: Model;
  /** Worked out when first asked for, which takes a while. */
  spokes(): Spokes;
  /** The same, if that has been done. */
  spokesIfReady(): Spokes | undefined;
  readonly cards: FilmCards;
  /** The person's taste; films and stars that this model does not have are left out. */
  tasteOf(person: PersonData): Taste;
}

/** Opens the core when first asked, then gives the same one. */
export function coreOpener(base: string): () => Promise<OpenCore> {
  const openModel = modelOpener(base);
  let core: OpenCore | undefined;
  return async () => {
    const [model] = await Promise.all([openModel(), listsInSimd()]);
    core ??= makeCore(model);
    return core;
  };
}

/** The loops come beside the model; where they do not, lists are made by plain ones. */
async function listsInSimd(): Promise<void> {
  try {
    const { fastestListKernels } = await import("../../kernels/wasm-list-kernels.ts");
    makeListsWith(fastestListKernels);
  } catch {
    // offline before the page was kept, say: nothing but time is lost
  }
}

/** What calls work with, of a model that is there already. */
export function makeCore(model: Model): OpenCore {
  let spokes: Spokes | undefined;
  const spokesIfReady = (): Spokes | undefined => spokes;
  return {
    model,
    spokes: () => (spokes ??= new Spokes(model)),
    spokesIfReady,
    cards: new FilmCards(model, spokesIfReady),
    tasteOf: (person) => tasteOf(model, person),
  };
}

/** Solved anew for each call: a few milliseconds for some hundred ratings. */
function tasteOf(model: Model, { ratings, seen, notForMe }: PersonData): Taste {
  const { catalogue, scale } = model;
  const isKnown = (movieId: PersonData["seen"][number]): boolean => catalogue.indexOf(movieId) >= 0;
  return model.taste(
    ratings
      .filter(({ movieId }) => isKnown(movieId))
      .map(({ movieId, rating }) => ({
        movieId,
        rating: Math.min(scale.max, Math.max(scale.min, rating)),
      })),
    { seen: seen.filter(isKnown), notForMe: notForMe.filter(isKnown) },
  );
}
