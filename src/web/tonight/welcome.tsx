import type { JSX } from "preact";
import { counted } from "../../io/counted.ts";
import { FileButton } from "../ratings/file-button.tsx";
import { StartFilms } from "../ratings/start-films.tsx";
import "../ratings/ratings.css";

/** What is said before there is anything to pick from. */
export interface WelcomeProps {
  readonly rated: number;
  /** With how many ratings there is a first guess. */
  readonly needed: number;
  onGuess(): void;
}

/** One sentence, the way in for a file, and films to rate; nothing moves when the first guess is ready. */
export function Welcome({ rated, needed, onGuess }: WelcomeProps): JSX.Element {
  return (
    <div class="view">
      <header class="tonight-welcome">
        <h1>Three films worth your evening</h1>
        <p class="prose">
          Drop the file of your ratings from Letterboxd, IMDb or Trakt anywhere on this page, or
          rate five films you know: then three picks stand here, each with its reason. Nothing
          leaves this browser.
        </p>
        <div class="actions">
          <FileButton />
          <a href="#ratings">Where to get the file, and search</a>
        </div>
      </header>
      <StartFilms />
      <div class="tonight-ready" role="status">
        {rated > 0 && <span>{progressText(rated, needed)}</span>}
        {rated >= needed && (
          <button type="button" class="button" onClick={onGuess}>
            Show the first guess
          </button>
        )}
      </div>
    </div>
  );
}

function progressText(rated: number, needed: number): string {
  const missing = needed - rated;
  if (missing <= 0) return `${counted(rated, "film")} rated.`;
  return `${rated} rated; ${missing} more and there is a first guess.`;
}
