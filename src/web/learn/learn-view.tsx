import type { JSX } from "preact";

export function WatchItLearnView(): JSX.Element {
  return <div class="view learn">…</div>;
}
