import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { FilmName, nameOf } from "../parts/film-name.tsx";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { DustMap } from "./dust-map.tsx";
import { nearestFilms } from "./nearest-films.ts";
import type { RunState } from "./run-state.ts";

/** How many films are named as close. */
const NEIGHBOURS = 5;
/** Spokes beyond these could not be told apart. */
const MOST_SPOKES = 12;
/** A feature of this size fills a spoke, unless some film's is larger. */
const FULL_SPOKE = 0.5;

/** Films drifting apart, and one of them looked at closely. */
export function FilmDust({
  run,
  glideMs,
}: {
  readonly run: RunState;
  readonly glideMs: number;
}): JSX.Element | null {
  const { films, landmarks, shown } = run;
  const [genre, setGenre] = useState("");
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const genres = useMemo(() => genresOf(films), [films]);
  const selected = chosen !== undefined && chosen < films.length ? chosen : (landmarks[0] ?? 0);
  const choice = useMemo(
    // hundreds of options, which need not be looked at in every epoch
    () => <FilmChoice films={films} selected={selected} onSelect={setChosen} />,
    [films, selected],
  );
  if (shown === undefined) return null;
  return (
    <section class="learn-map" aria-labelledby="learn-map-title">
      <header>
        <h2 id="learn-map-title">Films drifting apart</h2>
        <p class="quiet small prose">
          {films.length} films, the best known
          {films.some(({ isOwn }) => isOwn) && " and yours (with a ring)"}, each placed by its
          hidden features alone. At epoch 0 they are dust; this is epoch {run.shownEpoch}.
        </p>
      </header>
      <DustMap {...{ films, landmarks, shown, genre, selected, glideMs }} onSelect={setChosen} />
      <div class="learn-glance">
        {genres.length > 0 && (
          <div class="learn-field">
            <label for="learn-genre">
              Mark a genre <span class="quiet">(nobody told it about those)</span>
            </label>
            <select
              id="learn-genre"
              class="field"
              value={genre}
              onChange={(event) => setGenre(event.currentTarget.value)}
            >
              <option value="">none</option>
              {genres.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        )}
        {choice}
        <Closest run={run} film={selected} />
      </div>
    </section>
  );
}

function FilmChoice({
  films,
  selected,
  onSelect,
}: {
  readonly films: RunState["films"];
  readonly selected: number;
  onSelect(film: number): void;
}): JSX.Element {
  const order = useMemo(
    () => [...films.keys()].sort((a, b) => films[a]!.title.localeCompare(films[b]!.title, "en")),
    [films],
  );
  return (
    <div class="learn-field">
      <label for="learn-film">Look at a film</label>
      <select
        id="learn-film"
        class="field"
        value={String(selected)}
        onChange={(event) => onSelect(Number(event.currentTarget.value))}
      >
        {order.map((film) => (
          <option key={film} value={String(film)}>
            {nameOf(films[film]!)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Closest({ run, film }: { readonly run: RunState; readonly film: number }): JSX.Element {
  const { films, shown, settings } = run;
  const { factors } = settings;
  const near = useMemo(
    () => nearestFilms(shown!.vectors, factors, film, NEIGHBOURS),
    [shown, factors, film],
  );
  return (
    <div class="learn-closest">
      <Fingerprint print={printOf(shown!.vectors, factors, film)} size={88} />
      <div>
        <p>
          <FilmName film={films[film]!} />
          <br />
          <span class="quiet small">
            {factors <= MOST_SPOKES
              ? `its ${factors} hidden features`
              : `${MOST_SPOKES} of its ${factors} hidden features`}
          </span>
        </p>
        <h3>Closest to it now</h3>
        <ol>
          {near.map(({ film: other }) => (
            <li key={other}>
              <FilmName film={films[other]!} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function printOf(vectors: Float32Array, factors: number, film: number): number[] {
  const most = vectors.reduce((max, value) => Math.max(max, Math.abs(value)), FULL_SPOKE);
  const own = vectors.subarray(film * factors, film * factors + Math.min(factors, MOST_SPOKES));
  return Array.from(own, (value) => value / most);
}

function genresOf(films: RunState["films"]): string[] {
  const all = new Set(films.flatMap(({ genres }) => genres));
  return [...all].sort((a, b) => a.localeCompare(b, "en"));
}
