import { useEffect, useState } from "preact/hooks";

/**
 * How many of a long list to draw by now: one more each turn, so that the page can be used meanwhile. All
 * of nine scales at once take the main thread 70 ms, one takes 8.
 */
export function useGrowing(count: number): number {
  const [drawn, setDrawn] = useState(1);
  useEffect(() => {
    if (drawn >= count) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + 1));
    return () => clearTimeout(timer);
  }, [drawn, count]);
  return Math.min(drawn, count);
}
