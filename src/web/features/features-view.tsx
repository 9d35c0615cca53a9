import type { JSX } from "preact";

export function FeaturesView(): JSX.Element {
  return <div class="view features">…</div>;
}
