import type { JSX } from "preact";

/** The line by which someone's fingerprint is drawn: the first of them has line 1. */
export function Swatch({ line }: { readonly line: number }): JSX.Element {
  return (
    <svg class="night-swatch" width="36" height="12" aria-hidden="true" focusable="false">
      <path class={`person line-${line}`} d="M1 6H35" />
    </svg>
  );
}
