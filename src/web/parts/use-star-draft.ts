import { useEffect, useRef, useState } from "preact/hooks";

/** Arrows that rest so long have arrived: each step would be a rating else, and a new list of picks. */
const REST_MS = 600;

/** A rating on its way, while arrows are pressed. */
export interface StarDraft {
  /** Where the arrows are; 0: no rating. Undefined where none was pressed. */
  readonly value: number | undefined;
  begin(value: number): void;
  /** Takes it as the rating. */
  settle(): void;
  forget(): void;
}

/** Holds back a rating by arrows until they rest, the control or the page is left, or it disappears. */
export function useStarDraft(
  rating: number | undefined,
  onRate: (rating: number | undefined) => void,
): StarDraft {
  const [value, setValue] = useState<number | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waiting = useRef<number | undefined>(undefined);
  const rate = useRef(onRate);
  rate.current = onRate;
  const now = useRef(rating);
  now.current = rating;
  const forget = (): void => {
    clearTimeout(timer.current);
    waiting.current = undefined;
    setValue(undefined);
  };
  const settle = (): void => {
    const draft = waiting.current;
    forget();
    if (draft !== undefined && draft !== (now.current ?? 0)) {
      rate.current(draft === 0 ? undefined : draft);
    }
  };
  useEffect(() => {
    const leave = (): void => {
      if (document.visibilityState === "hidden") settle();
    };
    addEventListener("pagehide", settle);
    document.addEventListener("visibilitychange", leave); // of a phone's page often the last that is heard
    return () => {
      removeEventListener("pagehide", settle);
      document.removeEventListener("visibilitychange", leave);
      settle();
    };
  }, []);
  return {
    value,
    forget,
    settle,
    begin: (draft) => {
      clearTimeout(timer.current);
      waiting.current = draft;
      setValue(draft);
      timer.current = setTimeout(settle, REST_MS);
    },
  };
}
