import { timesText } from "../../words/times-text.ts";
import type { FeatureFacts } from "../messages.ts";
import { signedText } from "../parts/signed-text.ts";

/** `It tells science fiction from the rest 9 times in 10.`; undefined of a feature without a name. */
export function toldText({
  name,
  kind,
  auc,
}: Pick<FeatureFacts, "name" | "kind" | "auc">): string | undefined {
  if (auc === undefined || kind === "unnamed") return undefined;
  if (kind === "genre") return `It tells ${name} from the rest ${timesText(auc)}.`;
  const wanted = { appeal: "better known", acclaim: "better liked", year: "newer" }[kind];
  return `Of two films it tells the ${wanted} one ${timesText(auc)}.`;
}

/** What is printed above all of them, with the best told as its example. */
export function introText(features: readonly FeatureFacts[]): string {
  const [first] = features;
  if (first?.kind !== "genre" || first.auc === undefined) {
    return "Nobody told it about genres; these directions are what ratings alone left it.";
  }
  return `Nobody told it about genres; shown ratings alone, it tells ${first.name} from the rest ${timesText(first.auc)}.`;
}

/** Whether it is found again from other random numbers. */
export function stabilityText(stability: number): string | undefined {
  if (Number.isNaN(stability)) return undefined;
  const shown = stability.toFixed(2).replace("-", "−");
  if (stability >= 0.9) return `Begun from other random numbers it comes out the same (${shown}).`;
  if (stability >= 0.7)
    return `Begun from other random numbers it comes out much alike (${shown}).`;
  if (stability >= 0.4) {
    return `Begun from other random numbers it comes out roughly alike (${shown}): take it lightly.`;
  }
  return `Begun from other random numbers it comes out differently (${shown}): it may be chance.`;
}

/** `+0.8`, `−0.3`, `0`. */
export function placeText(place: number): string {
  return signedText(place, 1);
}

/** `Science fiction`: names are words of sentences. */
export function headingText(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
