/** The views, in the order of the navigation; the address is `#name`. */
export const VIEWS = [
  { name: "tonight", title: "Tonight" },
  { name: "ratings", title: "My ratings" },
  { name: "taste", title: "My taste" },
  { name: "features", title: "Hidden features" },
  { name: "learn", title: "Watch it learn" },
  { name: "night", title: "Movie night" },
] as const;

export type ViewName = (typeof VIEWS)[number]["name"];

/** What a view is given; everything else is in the app. */
export interface ViewProps {
  /** What followed the `?` in the address. */
  readonly rest: string;
}

/** The view that an address names, and what follows a `?` in it; the first view where it names none. */
export function viewAt(hash: string): { readonly name: ViewName; readonly rest: string } {
  const address = hash.replace(/^#\/?/u, "");
  const cut = address.indexOf("?");
  const [name, rest] = cut < 0 ? [address, ""] : [address.slice(0, cut), address.slice(cut + 1)];
  const view = VIEWS.find((known) => known.name === name);
  return { name: view?.name ?? "tonight", rest };
}
