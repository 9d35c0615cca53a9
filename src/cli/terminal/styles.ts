import { styleText } from "node:util";
import type { Environment } from "../../io/node-cache-folder.ts";

/** How text is set off. Where there is no colour, each returns its text unchanged. */
export interface Styles {
  /** Headings. */
  strong(text: string): string;
  /** What may be skipped in reading. */
  quiet(text: string): string;
  /** Stars, and what can be acted on. */
  accent(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

/** As much of a stream as styles need. */
export interface MaybeTerminal {
  readonly isTTY?: boolean | undefined;
}

/** Colours for a terminal, unless `NO_COLOR` or `FORCE_COLOR` say otherwise (the latter wins, as in Node). */
export function stylesFor(stream: MaybeTerminal, env: Environment): Styles {
  return hasColour(stream, env) ? COLOURED : PLAIN;
}

function hasColour({ isTTY = false }: MaybeTerminal, env: Environment): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  return isTTY && env["TERM"] !== "dumb";
}

type Format = Parameters<typeof styleText>[0];

function styled(format: Format): (text: string) => string {
  // Node would ask its own process's streams and environment, not the ones given here.
  return (text) => styleText(format, text, { validateStream: false });
}

const COLOURED: Styles = Object.freeze({
  strong: styled("bold"),
  quiet: styled("dim"),
  accent: styled("yellow"),
  good: styled("green"),
  bad: styled("red"),
});

const same = (text: string): string => text;
const PLAIN: Styles = Object.freeze({
  strong: same,
  quiet: same,
  accent: same,
  good: same,
  bad: same,
});
