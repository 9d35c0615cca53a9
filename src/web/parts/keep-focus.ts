/** What goes later than this after its action goes for another reason. */
const PATIENCE_MS = 3000;

const CONTROLS = "a[href], button:not(:disabled), input:not(:disabled), select, summary, textarea";

/** A place for the focus; a function where it is only there later. */
export type FocusPlace = Element | null | undefined | (() => Element | null);

/**
 * For an action that takes its own control away: focus goes to the first place that is still there then,
 * instead of to the top of the page. Call it before the change. Nothing happens if focus went elsewhere.
 *
 * @param leaving - the control, or what it is in.
 * @param places - nearest first.
 */
export function keepFocus(
  leaving: Element,
  places: readonly FocusPlace[] = placesNear(leaving),
): void {
  const watch = new MutationObserver(() => {
    if (leaving.isConnected) return;
    end();
    if (isFocusLost()) focusFirst(places);
  });
  const end = (): void => {
    watch.disconnect();
    clearTimeout(patience);
  };
  const patience = setTimeout(end, PATIENCE_MS);
  watch.observe(document.body, { childList: true, subtree: true });
}

/** Whether whoever goes on by keyboard would begin at the top of the page. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Focuses the first of these that is in the page, else its content. */
export function focusFirst(places: readonly FocusPlace[], options: FocusOptions = {}): void {
  for (const given of places) {
    const place = typeof given === "function" ? given() : given;
    if (!(place instanceof HTMLElement) || !place.isConnected) continue;
    if (!place.matches(CONTROLS)) place.tabIndex = -1;
    place.focus(options);
    return;
  }
  document.querySelector("main")?.focus({ preventScroll: true });
}

/** What is left of its own item in the list, the items beside it, then what is above them. */
function placesNear(leaving: Element): readonly FocusPlace[] {
  const item = leaving.closest("li");
  return [
    leaving.closest("details")?.querySelector("summary"),
    item?.querySelector(CONTROLS),
    item?.nextElementSibling?.querySelector(CONTROLS),
    item?.previousElementSibling?.querySelector(CONTROLS),
    leaving.closest("section")?.querySelector("h2, h3"),
    leaving.closest(".view")?.querySelector("h1"),
  ];
}
