import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Busy, Failure } from "./parts/state-notes.tsx";

/** A view whose script is loaded when it is first shown, so that the first one need not wait for all. */
export function lateView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | undefined;
  return function LateView(props: Props): JSX.Element {
    const [state, setState] = useState<"loading" | "loaded" | "failed">("loading");
    useEffect(() => {
      if (Loaded !== undefined) return;
      load().then(
        (view) => {
          Loaded = view;
          return setState("loaded");
        },
        () => setState("failed"),
      );
    }, []);
    if (Loaded !== undefined) return <Loaded {...props} />;
    if (state !== "failed") return <Busy>Loading …</Busy>;
    return (
      <Failure text="This view could not be loaded. Check the connection and reload the page." />
    );
  };
}
