import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { grouped } from "../io/counted.ts";
import type { App as AppValue } from "./app-context.ts";
import { AppContext } from "./app-context.ts";
import { Masthead } from "./masthead.tsx";
import type { FeatureName } from "./messages.ts";
import { Notes, useNotes } from "./notes.tsx";
import { StorageNote } from "./storage-note.tsx";
import { FilesAnywhere } from "./ratings/files-anywhere.tsx";
import { VIEW_OF } from "./view-of.ts";
import { VIEWS, viewAt } from "./views.ts";

/** What the view asks for when ratings are there comes before what is asked this much later. */
const AFTER_FIRST_PICKS_MS = 100;

/** The page: navigation, the view at the address, notes in passing. */
export function App({
  app: given,
}: {
  readonly app: Omit<AppValue, "go" | "notify" | "features">;
}): JSX.Element {
  const { name, rest } = useAddress();
  const notes = useNotes(given.own);
  const features = useSpokes(given);
  const app = useMemo<AppValue>(
    () => ({
      ...given,
      features,
      go: (view) => {
        location.hash = view;
      },
      notify: notes.notify,
    }),
    [given, features],
  );
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
      <StorageNote />
      <main class="sheet" id="main" tabIndex={-1} ref={main}>
        <FilesAnywhere>
          <View rest={rest} />
        </FilesAnywhere>
      </main>
      <footer>
        <p class="sheet">
          Everything is worked out in this browser; nothing you rate leaves it. Learned from{" "}
          {given.facts.data}: {grouped(given.facts.ratings)} ratings of{" "}
          {grouped(given.facts.movies)} films up to {given.facts.years.to}, by GroupLens (
          <a href="LICENSE-MovieLens.md">terms</a>).
        </p>
      </footer>
      <Notes {...notes} />
    </AppContext.Provider>
  );
}

/** Worked out behind the first picks, which would otherwise wait for them. */
function useSpokes({ core, own }: Pick<AppValue, "core" | "own">): readonly FeatureName[] {
  const [features, setFeatures] = useState<readonly FeatureName[]>([]);
  useEffect(() => {
    let isAsked = false;
    const ask = (): void => {
      if (isAsked || own.state().storage.kind === "opening") return;
      isAsked = true;
      setTimeout(() => {
        core.ask("spokes", []).then(setFeatures, () => undefined); // without them, no glyphs
      }, AFTER_FIRST_PICKS_MS);
    };
    ask();
    return own.subscribe(ask);
  }, [core, own]);
  return features;
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
