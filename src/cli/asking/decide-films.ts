import type { Catalogue } from "../../index.ts";
import type { AmbiguousFilm, CorrectionsFile } from "../corrections-file.ts";
import { ambiguousFilms, filmDecision } from "../corrections-file.ts";
import type { ImportedFilms } from "../../io/import-films.ts";
import { candidateText } from "../candidate-text.ts";
import type { Run } from "../run.ts";
import { columnsOf } from "../terminal/columns.ts";
import { cutFilm } from "../terminal/film-text.ts";
import { readKeys } from "../terminal/keys.ts";
import { LiveBlock } from "../terminal/live-block.ts";
import type { Styles } from "../terminal/styles.ts";
import { stylesFor } from "../terminal/styles.ts";

/**
 * Asks, in a terminal, which film is meant where several are, and keeps each answer at once; elsewhere
 * nothing happens.
 *
 * @throws {AbortedError} for Ctrl-C or a signal.
 * @throws {WriteError} if an answer cannot be kept.
 */
export async function decideFilms(
  { io, screen }: Run,
  films: ImportedFilms,
  catalogue: Catalogue,
  corrections: CorrectionsFile,
): Promise<void> {
  const { stdin, stderr, env, signal } = io;
  const open = ambiguousFilms(films);
  if (stdin?.isTTY !== true || stderr.isTTY !== true || screen.json || open.length === 0) return;
  const block = new LiveBlock(stderr, env);
  const styles = stylesFor(stderr, env);
  let at = 0;
  const draw = (): void => {
    const columns = Math.min(columnsOf(stderr), stderr.columns || Infinity) - 1;
    block.draw(questionLines(open[at]!, catalogue, { at, of: open.length, columns, styles }));
  };
  try {
    const reading = { action: "Cannot ask which film is meant", signal, onReady: draw };
    for await (const key of readKeys(stdin, reading)) {
      if (key === "enter" || key === "ctrl-d") break;
      const film = open[at]!;
      const decision = decisionOfKey(key, film, catalogue);
      if (decision === undefined && key !== "space") continue;
      if (decision !== undefined) await corrections.add(film, decision, "");
      if (++at === open.length) break;
      draw();
    }
  } finally {
    block.clear();
  }
}

/** 1 to 9 is a candidate, 0 none of them; undefined for any other key. */
function decisionOfKey(key: string, film: AmbiguousFilm, catalogue: Catalogue): string | undefined {
  if (key === "0") return "none";
  const candidate = /^[1-9]$/u.test(key) ? film.candidates[Number(key) - 1] : undefined;
  return candidate === undefined ? undefined : filmDecision(candidate, catalogue);
}

interface Place {
  readonly at: number;
  readonly of: number;
  readonly columns: number;
  readonly styles: Styles;
}

function questionLines(
  film: AmbiguousFilm,
  catalogue: Catalogue,
  { at, of, columns, styles }: Place,
): string[] {
  const place = `  ${at + 1} of ${of}, line ${film.line}`;
  return [
    `${styles.strong(cutFilm(film, columns - place.length))}${styles.quiet(place)}`,
    ...film.candidates.map(
      (candidate, k) => `  ${k + 1}  ${candidateText(candidate, catalogue, columns - 5)}`,
    ),
    styles.quiet(columns < 60 ? "0 none, space later, enter enough" : KEYS),
  ];
}

const KEYS = "Which is it?  0 none of these   space later   enter enough";
