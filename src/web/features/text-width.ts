let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
let measuredFont = "";

/** How wide a text is drawn, in pixels. @param font - as CSS writes it: `13px serif`. */
export function textWidth(text: string, font: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) return text.length * 7; // no canvas: a little more than most letters take
  if (font !== measuredFont) {
    widths.clear();
    context.font = measuredFont = font;
  }
  let width = widths.get(text);
  if (width === undefined) {
    width = context.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

/** Cut in the middle of a word where it has to be. */
export function shortTitle(title: string, most: number): string {
  return title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`;
}
