import type { JSX } from "preact";

export function TonightView(): JSX.Element {
  return <div class="view tonight">…</div>;
}
