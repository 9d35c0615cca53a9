import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { grouped } from "../../../io/counted.ts";
import { useApp } from "../../app-context.ts";
import type { Film, FilmMap as MapData } from "../../messages.ts";
import { Busy, Failure } from "../../parts/state-notes.tsx";
import { useAsk } from "../../use-ask.ts";
import { useOwnStars } from "../use-own-stars.ts";
import { FilmMap } from "./film-map.tsx";
import { FilmPanel } from "./film-panel.tsx";
import { mapScene } from "./map-scene.ts";
import { MapSearch } from "./map-search.tsx";
import { MapTable } from "./map-table.tsx";
import "./map.css";

/** Films listed around the one that is chosen. */
const NEAR = 10;

/** Films on a plane, those that the same people like together; found by name, and around one film. */
export function MapOfFilms(): JSX.Element {
  const { study } = useApp();
  const { answer, failure } = useAsk(study, "map", []);
  if (failure !== undefined) return <Failure text={failure} />;
  if (answer === undefined) return <Busy>Drawing the map …</Busy>;
  return <Explored map={answer} />;
}

function Explored({ map }: { readonly map: MapData }): JSX.Element {
  const { core, features, notify } = useApp();
  const own = useOwnStars();
  const scene = useMemo(() => mapScene(map, features, own), [map, features, own]);
  const [film, setFilm] = useState<Film | undefined>(undefined);
  const [find, setFind] = useState<{ readonly index: number } | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const similar = useAsk(core, "similar", film && [film.movieId, NEAR]);
  const indexOf = useMemo(() => {
    const indices = new Map(map.films.map(({ movieId }, k) => [movieId, k]));
    return ({ movieId }: Pick<Film, "movieId">): number => indices.get(movieId) ?? -1;
  }, [map]);
  const near = useMemo(
    () => (similar.answer?.films ?? []).map(indexOf).filter((index) => index >= 0),
    [similar.answer, indexOf],
  );
  const choose = (next: Film): void => {
    const index = indexOf(next);
    setFilm(next);
    setFind({ index });
    if (index < 0) {
      notify(`${next.title} has fewer than ${map.leastRatings} ratings, so it is not on the map`);
    }
  };
  const chooseFromTable = (next: Film): void => {
    choose(next);
    frame.current?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <div class="features-map-words">
        <p class="prose features-intro">
          {grouped(map.films.length)} films, each near those that the same people like. Ratings
          alone put them there.
        </p>
        <Legend hasOwn={own.size > 0} least={map.leastRatings} />
      </div>
      <div class="features-map-layout" ref={frame}>
        <MapSearch isOnMap={(other) => indexOf(other) >= 0} onFind={choose} />
        <FilmMap
          scene={scene}
          chosen={film === undefined ? -1 : indexOf(film)}
          near={near}
          find={find}
          onChoose={(index) => setFilm(scene.films[index])}
        />
        {film !== undefined && (
          <FilmPanel
            film={film}
            rating={own.get(film.movieId)}
            similar={similar}
            onChoose={choose}
          />
        )}
      </div>
      <MapTable scene={scene} onChoose={chooseFromTable} />
    </>
  );
}

function Legend({
  hasOwn,
  least,
}: {
  readonly hasOwn: boolean;
  readonly least: number;
}): JSX.Element {
  return (
    <div class="features-map-legend prose small quiet">
      <p>
        <span class="features-key is-film" /> a film, larger the more people rated it (here from{" "}
        {least} on)
        {hasOwn && (
          <>
            ; <span class="features-key is-own" /> one you rated
          </>
        )}
        ; <span class="features-key is-ring" /> the one chosen and those most like it. Near enough,
        films become their fingerprints.
      </p>
      <p id="features-map-keys">
        Keys: arrows go from film to film, Enter chooses, + and − zoom, 0 shows all, Shift with
        arrows moves the map.
      </p>
    </div>
  );
}
