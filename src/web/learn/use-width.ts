import { useEffect, useState } from "preact/hooks";

/** The width of an element in CSS pixels, as it changes; 0 before it is known. */
export function useWidth(box: { readonly current: Element | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.round(entry!.contentRect.width));
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
