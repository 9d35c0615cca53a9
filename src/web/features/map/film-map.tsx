import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { nameOf } from "../../parts/film-name.tsx";
import { Fingerprint, fingerprintText } from "../../parts/fingerprint.tsx";
import { ZOOM_STEP } from "./map-keys.ts";
import type { MapScene } from "./map-scene.ts";
import type { MapHandle, Staged } from "./use-map-stage.ts";
import { useMapStage } from "./use-map-stage.ts";

/** The map itself: wheel, pinch, buttons and keys move it; hovering or arrows name a film. */
export function FilmMap(staged: Staged): JSX.Element {
  const map = useMapStage(staged);
  return (
    <div class="features-map-frame">
      <div
        class={map.isWhole ? "features-map" : "features-map is-near"}
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label="Map of films"
        aria-describedby="features-map-keys"
        onKeyDown={map.press}
      >
        <canvas ref={map.canvas} />
      </div>
      <Buttons map={map} />
      <HoveredFilm scene={staged.scene} index={map.hovered} />
    </div>
  );
}

function Buttons({ map }: { readonly map: MapHandle }): JSX.Element {
  return (
    <div class="features-map-buttons">
      <button
        type="button"
        class="button is-plain"
        aria-label="Nearer"
        onClick={() => map.zoom(ZOOM_STEP)}
      >
        +
      </button>
      <button
        type="button"
        class="button is-plain"
        aria-label="Farther"
        onClick={() => map.zoom(1 / ZOOM_STEP)}
      >
        −
      </button>
      <button
        type="button"
        class="button is-plain"
        aria-label="Show all of it"
        onClick={map.showAll}
      >
        All
      </button>
    </div>
  );
}

/** Title and fingerprint of the film pointed at, also said aloud. */
function HoveredFilm({
  scene,
  index,
}: {
  readonly scene: MapScene;
  readonly index: number;
}): JSX.Element {
  const { features } = useApp();
  const film = scene.films[index];
  return (
    <div class="features-map-here" role="status" aria-live="polite">
      {film !== undefined && (
        <div class="card">
          <Fingerprint print={film.print} size={56} />
          <p>
            {nameOf(film)}
            {scene.isOwn[index] === true && <span class="unseen">, rated by you</span>}
            <span class="small quiet">{fingerprintText(film.print, features, 3)}</span>
          </p>
        </div>
      )}
    </div>
  );
}
