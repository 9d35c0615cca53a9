import type { OutputStream } from "./progress-line.ts";
import { visibleText, wrapWords } from "./text-width.ts";

const USUAL_COLUMNS = 80;
/** Longer lines are hard to read. */
const MOST_COLUMNS = 100;
/** Of less nothing can be made that is worth reading. */
const LEAST_COLUMNS = 40;

/** Below, what stands side by side elsewhere goes below each other. */
export const NARROW_COLUMNS = 64;

/** How wide to print on a stream: 80 where it is no terminal or does not know (it says 0 then). */
export function columnsOf({ isTTY, columns }: OutputStream): number {
  if (isTTY !== true || columns === undefined || !(columns > 0)) return USUAL_COLUMNS;
  return Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, Math.floor(columns)));
}

/** A message, safe to print; wrapped between words on a terminal, left whole for other programs. */
export function messageText(stream: OutputStream, text: string): string {
  const visible = visibleText(text);
  if (stream.isTTY !== true) return visible;
  const columns = columnsOf(stream);
  return visible
    .split("\n")
    .flatMap((line) => wrapWords(line, columns))
    .join("\n");
}
