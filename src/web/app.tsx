import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { App as AppValue } from "./app-context.ts";
import { AppContext } from "./app-context.ts";
import { Masthead } from "./masthead.tsx";
import { Notes, useNotes } from "./notes.tsx";
import { FilesAnywhere } from "./ratings/files-anywhere.tsx";
import { VIEW_OF } from "./view-of.ts";
import { VIEWS, viewAt } from "./views.ts";

/** The page: navigation, the view at the address, notes in passing. */
export function App({
  app: given,
}: {
  readonly app: Omit<AppValue, "go" | "notify">;
}): JSX.Element {
  const { name, rest } = useAddress();
  const notes = useNotes(given.own);
  const [app] = useState<AppValue>(() => ({
    ...given,
    go: (view) => {
      location.hash = view;
    },
    notify: notes.notify,
  }));
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const title = VIEWS.find((view) => view.name === name)!.title;
  useEffect(() => {
    document.title = `${title} · matinee`;
    if (!isFirst.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [title]);
  const View = VIEW_OF[name];
  return (
    <AppContext.Provider value={app}>
      <a class="skip-link" href="#main" onClick={(event) => skipTo(event, main.current)}>
        Skip to the content
      </a>
      <Masthead current={name} />
      <main class="sheet" id="main" tabIndex={-1} ref={main}>
        <FilesAnywhere>
          <View rest={rest} />
        </FilesAnywhere>
      </main>
      <footer>
        <p class="sheet">
          Everything is worked out in this browser; nothing you rate leaves it. Learned from{" "}
          {given.facts.data}: {given.facts.ratings.toLocaleString("en")} ratings of{" "}
          {given.facts.movies.toLocaleString("en")} films up to {given.facts.years.to}, by GroupLens
          (<a href="LICENSE-MovieLens.md">terms</a>).
        </p>
      </footer>
      <Notes {...notes} />
    </AppContext.Provider>
  );
}

function useAddress(): ReturnType<typeof viewAt> {
  const [address, setAddress] = useState(() => viewAt(location.hash));
  useEffect(() => {
    const follow = (): void => setAddress(viewAt(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return address;
}

/** The address names views, so it cannot name a place in the page. */
function skipTo(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
