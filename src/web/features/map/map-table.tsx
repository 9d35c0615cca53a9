import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { FilmName } from "../../parts/film-name.tsx";
import { fingerprintText } from "../../parts/fingerprint.tsx";
import type { MapFilm, MapScene } from "./map-scene.ts";

const ROWS = 50;

/** The films of the map as rows, the best known first; made only when looked at. */
export function MapTable({
  scene,
  onChoose,
}: {
  readonly scene: MapScene;
  onChoose(film: MapFilm): void;
}): JSX.Element {
  const { features } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [rows, setRows] = useState(ROWS);
  const left = scene.films.length - rows;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same films as a table</summary>
      {isOpen && (
        <>
          <table class="features-map-table">
            <thead>
              <tr>
                <th scope="col">Film</th>
                <th scope="col" class="number">
                  Ratings
                </th>
                <th scope="col">Strongest features</th>
              </tr>
            </thead>
            <tbody>
              {scene.films.slice(0, rows).map((film, k) => (
                <tr key={film.movieId}>
                  <th scope="row">
                    <button type="button" class="link-button" onClick={() => onChoose(film)}>
                      <FilmName film={film} />
                    </button>
                    {scene.isOwn[k] === true && <span class="small quiet"> rated by you</span>}
                  </th>
                  <td class="number">{film.ratedBy}</td>
                  <td>{fingerprintText(film.print, features, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {left > 0 && (
            <button type="button" class="button is-plain" onClick={() => setRows(rows + 4 * ROWS)}>
              {Math.min(left, 4 * ROWS)} more
            </button>
          )}
        </>
      )}
    </details>
  );
}
