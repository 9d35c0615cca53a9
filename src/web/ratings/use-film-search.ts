import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { Film } from "../messages.ts";
import { useAsk } from "../use-ask.ts";

/** So many fit on a small screen. */
const MOST_FOUND = 8;

/** Films by what is typed. */
export interface FilmSearch {
  readonly text: string;
  setText(text: string): void;
  /** Undefined before anything was typed and found. */
  readonly films: readonly Film[] | undefined;
  readonly failure: string | undefined;
  /** Makes the index ahead of the first letter. */
  warmUp(): void;
}

export function useFilmSearch(start = ""): FilmSearch {
  const { core } = useApp();
  const [text, setText] = useState(start);
  const wanted = text.trim();
  const { answer, failure } = useAsk(
    core,
    "search",
    wanted === "" ? undefined : [wanted, MOST_FOUND],
  );
  return {
    ...{ text, setText, failure },
    films: wanted === "" ? undefined : answer,
    warmUp: () => {
      core.ask("search", ["", 1]).catch(() => undefined); // the first real search tells what is wrong
    },
  };
}
