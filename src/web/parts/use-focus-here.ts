import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * For what a button shows that then goes away: an element that is focused once it is there, so that the
 * keyboard goes on from it and not from the top of the page. It needs `tabIndex={-1}`.
 */
export function useFocusHere<Kind extends HTMLElement>(isWanted: boolean): RefObject<Kind | null> {
  const element = useRef<Kind | null>(null);
  useLayoutEffect(() => {
    if (isWanted) element.current?.focus();
  }, []);
  return element;
}
