import type { JSX } from "preact";
import type { FeatureName } from "../messages.ts";
import { signedText } from "./signed-text.ts";

/** Half the side of the drawing's box. */
const HALF = 50;
/** Radius of the circle that spokes stand on. */
export const PRINT_BASE = 18;
const OUTER = 48;
/** Share of a spoke's angle that it fills. */
const FULLNESS = 0.72;

/** What a fingerprint shows. */
export interface FingerprintProps {
  /** Places along the features, −1 … 1, one a spoke, clockwise from the top. */
  readonly print: readonly number[];
  /** Another one drawn over it as an outline: the person over the film. */
  readonly over?: readonly number[] | undefined;
  /** Several people's over it, each by a line of its own (`line-1`, `line-2`, …). */
  readonly people?: readonly (readonly number[])[] | undefined;
  /** Side in CSS pixels. */
  readonly size: number;
  /** What it is of, for those who cannot see it; absent where the text beside it says so. */
  readonly label?: string | undefined;
  readonly isPerson?: boolean | undefined;
}

/**
 * A glyph of values along the hidden features: a spoke each around a circle, always in the same order;
 * its length is the strength, outward for +, inward for −.
 */
export function Fingerprint({
  print,
  over,
  people = [],
  size,
  label,
  isPerson = false,
}: FingerprintProps): JSX.Element {
  return (
    <svg
      class={isPerson ? "fingerprint is-person" : "fingerprint"}
      width={size}
      height={size}
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role={label === undefined ? "presentation" : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <circle class="base" r={PRINT_BASE} />
      <path class="film" d={printPath(print)} />
      {over !== undefined && <path class="person" d={outline(over)} />}
      {people.map((one, k) => (
        <path key={k} class={`person line-${k + 1}`} d={outline(one)} />
      ))}
    </svg>
  );
}

/** All spokes as one SVG path around 0, within a radius of 48; see {@link PRINT_BASE}. */
export function printPath(print: readonly number[]): string {
  return print.map((value, k) => spoke(value, k, print.length)).join("");
}

/** `science fiction +0.8, comedy −0.4`: the same as text, strongest first. */
export function fingerprintText(
  print: readonly number[],
  features: readonly FeatureName[],
  most: number,
): string {
  return features
    .map(({ name }, k) => ({ name, value: print[k] ?? Number.NaN }))
    .filter(({ value }) => Math.abs(value) >= 0.05)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, most)
    .map(({ name, value }) => `${name} ${signedText(value, 1)}`)
    .join(", ");
}

function spoke(value: number, k: number, count: number): string {
  if (Number.isNaN(value) || value === 0) return "";
  const middle = (2 * Math.PI * k) / count;
  const half = (Math.PI / count) * FULLNESS;
  const tip = radiusOf(value);
  const [a, b] = [at(PRINT_BASE, middle - half), at(PRINT_BASE, middle + half)];
  const [c, d] = [at(tip, middle + half), at(tip, middle - half)];
  const sweep = `A${PRINT_BASE} ${PRINT_BASE} 0 0 1 ${b}L${c}A${tip} ${tip} 0 0 0 ${d}Z`;
  return `M${a}${sweep}`;
}

/** The spokes' ends joined by one line. */
function outline(print: readonly number[]): string {
  const ends = print.map((value, k) => {
    const angle = (2 * Math.PI * k) / print.length;
    return at(radiusOf(Number.isNaN(value) ? 0 : value), angle);
  });
  return ends.length === 0 ? "" : `M${ends.join("L")}Z`;
}

/** Most films lie within a third of the furthest: a power below 1 makes their spokes long enough to compare. */
const LENGTHENED = 0.65;

function radiusOf(value: number): number {
  const within = Math.sign(value) * Math.min(1, Math.abs(value)) ** LENGTHENED;
  return within < 0
    ? PRINT_BASE + within * (PRINT_BASE - 4)
    : PRINT_BASE + within * (OUTER - PRINT_BASE);
}

function at(radius: number, angle: number): string {
  return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
}
