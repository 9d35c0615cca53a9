import type { JSX } from "preact";

export function MovieNightView(): JSX.Element {
  return <div class="view night">…</div>;
}
