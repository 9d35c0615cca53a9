import { GAP } from "./free-labels.ts";
import type { Side } from "./free-labels.ts";
import type { Spots } from "./glide.ts";

/** Radii in CSS pixels. */
const DOT = 3;
const MARK = 6;
const OWN = 7;
const SELECTED = 9;
const FAINT = 0.55;
const HALO = 4;

/** A film's name on the map. */
export interface DustName {
  readonly film: number;
  readonly text: string;
  readonly side: Side;
}

/** What is drawn, besides where. */
export interface Dust {
  /** Films as diamonds, as dots, and those with a ring. */
  readonly marked: readonly number[];
  readonly plain: readonly number[];
  readonly own: readonly number[];
  readonly selected: number;
  readonly names: readonly DustName[];
}

/** Colours, as the page's style has them for the light that it is seen in. */
export interface DustColours {
  readonly ink: string;
  readonly card: string;
  readonly quiet: string;
  readonly crowd: string;
  readonly ticket: string;
  readonly font: string;
}

/**
 * The colours of a canvas by its own style, where `light-dark()` is resolved, as it is not in custom
 * properties: each is in a property that shows nothing on a canvas.
 */
export function coloursOf(canvas: HTMLCanvasElement): DustColours {
  const style = getComputedStyle(canvas);
  return {
    ink: style.color,
    card: style.backgroundColor,
    quiet: style.textDecorationColor,
    crowd: style.columnRuleColor,
    ticket: style.caretColor,
    font: fontOf(style),
  };
}

/** In which names are written. */
export function fontOf({ fontSize, fontFamily }: CSSStyleDeclaration): string {
  return `${fontSize} ${fontFamily}`;
}

/** Draws films at their spots; some 2 ms for 400. */
export function drawDust(
  context: CanvasRenderingContext2D,
  { x, y }: Spots,
  dust: Dust,
  colours: DustColours,
): void {
  const circles = (films: readonly number[], radius: number): void => {
    context.beginPath();
    for (const film of films) {
      context.moveTo(x[film]! + radius, y[film]!);
      context.arc(x[film]!, y[film]!, radius, 0, 2 * Math.PI);
    }
  };
  context.globalAlpha = FAINT;
  context.fillStyle = colours.quiet;
  circles(dust.plain, DOT);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = colours.crowd;
  diamonds(context, { x, y }, dust.marked);
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colours.ink;
  circles(dust.own, OWN);
  context.stroke();
  context.lineWidth = 2.5;
  context.strokeStyle = colours.ticket;
  circles([dust.selected], SELECTED);
  context.stroke();
  for (const name of dust.names) writeName(context, { x, y }, name, colours);
}

function diamonds(
  context: CanvasRenderingContext2D,
  { x, y }: Spots,
  films: readonly number[],
): void {
  context.beginPath();
  for (const film of films) {
    context.moveTo(x[film]!, y[film]! - MARK);
    context.lineTo(x[film]! + MARK, y[film]!);
    context.lineTo(x[film]!, y[film]! + MARK);
    context.lineTo(x[film]! - MARK, y[film]!);
    context.closePath();
  }
}

function writeName(
  context: CanvasRenderingContext2D,
  { x, y }: Spots,
  { film, text, side }: DustName,
  { ink, card, font }: DustColours,
): void {
  if (side === undefined) return;
  const at = x[film]! + (side === "left" ? -GAP : GAP);
  context.font = font;
  context.textAlign = side === "left" ? "end" : "start";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = HALO;
  context.strokeStyle = card;
  context.strokeText(text, at, y[film]!);
  context.fillStyle = ink;
  context.fillText(text, at, y[film]!);
}
