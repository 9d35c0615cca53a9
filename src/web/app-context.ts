import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { CoreClient } from "./core-client.ts";
import type { FeatureName, ModelFacts } from "./messages.ts";
import type { OwnState, OwnStore } from "./state/own-state.ts";
import type { ViewName } from "./views.ts";

/** What every view is given. */
export interface App {
  /** The worker that answers at once. */
  readonly core: CoreClient;
  /** A second one, for what takes long: learning, own accuracy, maps. Started when first asked. */
  readonly study: CoreClient;
  readonly own: OwnStore;
  readonly facts: ModelFacts;
  /** What the spokes of fingerprints stand for; empty until they are worked out. */
  readonly features: readonly FeatureName[];
  go(view: ViewName): void;
  /** Says something in passing, also to screen readers; with a way to take it back where there is one. */
  notify(text: string, options?: { readonly undo?: boolean; readonly isError?: boolean }): void;
}

/** Of the app at hand. */
export const AppContext: ReturnType<typeof createContext<App | undefined>> = createContext<
  App | undefined
>(undefined);

/** @throws {Error} outside of the app. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("a view was drawn outside of the app");
  return app;
}

/** The person's films, drawn anew at every change. */
export function useOwn(): OwnState {
  const { own } = useApp();
  const [state, setState] = useState(own.state());
  useEffect(() => {
    setState(own.state());
    return own.subscribe(() => setState(own.state()));
  }, [own]);
  return state;
}
