import type { JSX } from "preact";

export function MyRatingsView(): JSX.Element {
  return <div class="view ratings">…</div>;
}
