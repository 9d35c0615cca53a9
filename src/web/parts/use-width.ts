import { useLayoutEffect, useState } from "preact/hooks";

/** The width of an element in CSS pixels, as it changes; 0 before it is drawn. */
export function useWidth(box: { readonly current: Element | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current!;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry!.contentRect.width)),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
