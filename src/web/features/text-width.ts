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
