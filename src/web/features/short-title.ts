/** So much of the room is for the end of a title, which tells the films of a series apart. */
const TAIL_SHARE = 0.55;
const CUT = " … ";

/** `The Lord … The Two Towers`: words of a long title's beginning and end. */
export function shortTitle(title: string, most: number): string {
  if (title.length <= most) return title;
  const words = title.split(" ");
  const tail = fitting(words.toReversed(), TAIL_SHARE * most);
  const head = fitting(words, most - CUT.length - lengthOf(tail));
  if (tail.length === 0 || head.length === 0) return `${title.slice(0, most - 1).trimEnd()}…`;
  const begin = head.join(" ").replace(/[,:;–-]$/u, "");
  const end = tail
    .reverse()
    .join(" ")
    .replace(/^[:–-] /u, "");
  return begin + CUT + end;
}

/** As many of the first words as there is room for. */
function fitting(words: readonly string[], room: number): string[] {
  const end = words.findIndex((_, at) => lengthOf(words.slice(0, at + 1)) > room);
  return words.slice(0, end);
}

function lengthOf(words: readonly string[]): number {
  return words.join(" ").length;
}
