import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Busy, Failure } from "./parts/state-notes.tsx";
import type { ViewProps } from "./view-of.ts";

/** A view whose code is loaded when it is first seen; what could not be loaded is tried again the next time. */
export function lateView(load: () => Promise<ComponentType<ViewProps>>): ComponentType<ViewProps> {
  let View: ComponentType<ViewProps> | undefined;
  return function LateView(props: ViewProps): JSX.Element {
    const [isFailed, setIsFailed] = useState(false);
    const [, setIsLoaded] = useState(View !== undefined);
    useEffect(() => {
      const show = async (): Promise<void> => {
        View ??= await load();
        setIsLoaded(true);
      };
      show().catch(() => setIsFailed(true));
    }, []);
    if (View !== undefined) return <View {...props} />;
    if (!isFailed) return <Busy>One moment …</Busy>;
    return (
      <Failure text="This part of the page could not be loaded. Check the connection and reload; your ratings are kept." />
    );
  };
}
