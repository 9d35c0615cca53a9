import type { JSX } from "preact";
import type { ViewProps } from "../view-of.ts";
import { MapOfFilms } from "./map/map-of-films.tsx";
import { Scales } from "./scales.tsx";
import "./features.css";

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
