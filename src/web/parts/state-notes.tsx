import type { ComponentChildren, JSX } from "preact";

/** What went wrong and what to do. */
export function Failure({ text }: { readonly text: string }): JSX.Element {
  return (
    <p class="failure" role="alert">
      {text}
    </p>
  );
}

/** Something is being worked out. */
export function Busy({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <p class="quiet" role="status">
      {children}
    </p>
  );
}
