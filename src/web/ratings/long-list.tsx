import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { grouped } from "../../io/counted.ts";

/** Rows drawn at once: thousands would hold up the page. */
const PAGE = 20;

/** A list of which the first rows are drawn, more when asked for. */
export function LongList<Item>({
  items,
  children,
  label,
  page = PAGE,
}: {
  readonly items: readonly Item[];
  readonly children: (item: Item, k: number) => ComponentChildren;
  /** For those who cannot see the heading. */
  readonly label: string;
  readonly page?: number;
}): JSX.Element {
  const [shown, setShown] = useState(page);
  const more = Math.min(page, items.length - shown);
  return (
    <>
      <ul class="ratings-rows" aria-label={label}>
        {items.slice(0, shown).map(children)}
      </ul>
      {more > 0 && (
        <p class="actions">
          <button type="button" class="link-button" onClick={() => setShown(shown + page)}>
            Show {more} more
          </button>
          <span class="quiet small">
            {grouped(shown)} of {grouped(items.length)}
          </span>
        </p>
      )}
    </>
  );
}
