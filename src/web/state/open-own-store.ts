import { BrowserStore } from "./browser-store.ts";

/** The store of this page, which follows the person's coming and going. */
export function openOwnStore(): BrowserStore {
  const store = new BrowserStore({ askToPersist });
  addEventListener("focus", () => store.comeBack(false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") store.comeBack(false);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) store.comeBack(true); // frozen meanwhile, it heard nothing of other tabs
  });
  return store;
}

/** Some browsers delete what is stored when room is short, unless the page has asked; a few ask the person. */
function askToPersist(): void {
  const storage = (navigator as Partial<Navigator>).storage;
  storage?.persist().catch(() => false); // as likely to be deleted as before: nothing to do
}
