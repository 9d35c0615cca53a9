import { useEffect, useState } from "preact/hooks";

/**
 * How many of a long list to draw by now: one more each turn, so that the page can be used meanwhile. All
 * of nine scales at once were a task of 72 ms.
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
