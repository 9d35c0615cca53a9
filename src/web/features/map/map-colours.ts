/** Colours of the page, as a canvas takes them. */
export interface MapColours {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly ticket: string;
  readonly crowd: string;
}

/** What the page's colours are at present, by day or by night: a canvas cannot take `light-dark()`. */
export function mapColours(element: HTMLElement): MapColours {
  const colour = (name: string): string => {
    element.style.color = `var(${name})`;
    return getComputedStyle(element).color;
  };
  const colours = {
    paper: colour("--card"),
    ink: colour("--ink"),
    quiet: colour("--quiet"),
    line: colour("--line"),
    ticket: colour("--ticket"),
    crowd: colour("--crowd"),
  };
  element.style.color = "";
  return colours;
}
