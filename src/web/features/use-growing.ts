import { useEffect, useState } from "preact/hooks";

/** At most so many a frame, so that the page can be used meanwhile. */
const AT_ONCE = 2;

/** Counts up to a number, a few at a time: how many of a long list to draw by now. */
export function useGrowing(count: number): number {
  const [drawn, setDrawn] = useState(AT_ONCE);
  useEffect(() => {
    if (drawn >= count) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + AT_ONCE));
    return () => clearTimeout(timer);
  }, [drawn, count]);
  return Math.min(drawn, count);
}
