import type { JSX } from "preact";

export function MyTasteView(): JSX.Element {
  return <div class="view taste">…</div>;
}
