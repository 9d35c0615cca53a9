/** What goes later than this after its action goes for another reason. */
const PATIENCE_MS = 3000;

const CONTROLS = "a[href], button:not(:disabled), input:not(:disabled), select, summary, textarea";

/**
 * For an action that takes its own control away: focus goes to the first place that is still there then,
 * instead of to the top of the page. Call it before the change. Nothing happens if focus went elsewhere.
 *
 * @param leaving - the control, or what it is in.
 * @param places - nearest first; by default the item after it in its list, the one before, its section's heading.
 */
export function keepFocus(leaving: Element, places = placesNear(leaving)): void {
  const watch = new MutationObserver(() => {
    if (leaving.isConnected) return;
    end();
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    focusFirst(places);
  });
  const end = (): void => {
    watch.disconnect();
    clearTimeout(patience);
  };
  const patience = setTimeout(end, PATIENCE_MS);
  watch.observe(document.body, { childList: true, subtree: true });
}

/** Focuses the first of these that is still in the page, else its content. */
export function focusFirst(places: readonly (Element | null | undefined)[]): void {
  const place = places.find((one) => one?.isConnected === true) ?? document.querySelector("main");
  if (!(place instanceof HTMLElement)) return;
  if (!place.matches(CONTROLS)) place.tabIndex = -1;
  place.focus();
}

/** The first control of the neighbours in the list, then what is above it. */
export function placesNear(leaving: Element): (Element | null | undefined)[] {
  const item = leaving.closest("li");
  return [
    item?.nextElementSibling?.querySelector(CONTROLS),
    item?.previousElementSibling?.querySelector(CONTROLS),
    leaving.closest("details")?.querySelector("summary"),
    leaving.closest("section")?.querySelector("h2, h3"),
  ].filter((place) => place !== leaving);
}
