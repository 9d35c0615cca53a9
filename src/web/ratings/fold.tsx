import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { grouped } from "../../io/counted.ts";

/** A part that is drawn once it is opened; nothing where there is nothing in it. */
export function Fold({
  title,
  count,
  isOpen: isOpenFirst = false,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly isOpen?: boolean;
  readonly children: () => ComponentChildren;
}): JSX.Element | null {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  if (count === 0) return null;
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        {title} ({grouped(count)})
      </summary>
      {isOpen && children()}
    </details>
  );
}
