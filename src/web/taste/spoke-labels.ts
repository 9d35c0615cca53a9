import type { FeatureName } from "../messages.ts";

/** A spoke's name beside a large fingerprint. */
export interface SpokeLabel {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

/** A longer name is broken where it can be. */
const LONGEST_LINE = 9;

/**
 * Names around a circle, clockwise from the top. Films at both ends are too long for it, so features
 * without a name are called by letters.
 *
 * @param radius - of the circle that the names stand on.
 */
export function spokeLabels(features: readonly FeatureName[], radius: number): SpokeLabel[] {
  const names = shortNames(features);
  return names.map((name, k) => {
    const angle = (2 * Math.PI * k) / names.length;
    const sine = Math.sin(angle);
    return {
      lines: broken(name),
      x: radius * sine,
      y: -radius * Math.cos(angle),
      anchor: Math.abs(sine) < 0.2 ? "middle" : sine > 0 ? "start" : "end",
    };
  });
}

/** The name of a named feature; `unnamed A` of one that has none. */
export function shortNames(features: readonly FeatureName[]): string[] {
  let unnamed = 0;
  return features.map(({ name, isNamed }) => {
    if (isNamed) return name;
    return `unnamed ${String.fromCodePoint(65 + unnamed++)}`;
  });
}

function broken(name: string): string[] {
  if (name.length <= LONGEST_LINE) return [name];
  const words = name.split(" ");
  return words.length === 1 ? [name] : [words.slice(0, -1).join(" "), words.at(-1)!];
}
