import type { JSX } from "preact";
import { lateView } from "../late-view.tsx";
import type { ViewProps } from "../views.ts";
import { Scales } from "./scales.tsx";
import "./features.css";

const MapOfFilms = lateView(async () => (await import("./map/map-of-films.tsx")).MapOfFilms);

/** What was learned: scales with films along them, and a map. */
export function FeaturesView({ rest }: ViewProps): JSX.Element {
  const isMap = rest.startsWith("map");
  return (
    <div class="view features">
      <header class="features-head">
        <h1>{isMap ? "A map of films" : "Hidden features"}</h1>
        <nav aria-label="Ways to look at them">
          <a href="#features" aria-current={isMap ? undefined : "page"}>
            Scales
          </a>
          <a href="#features?map" aria-current={isMap ? "page" : undefined}>
            Map of films
          </a>
        </nav>
      </header>
      {isMap ? <MapOfFilms /> : <Scales />}
    </div>
  );
}
