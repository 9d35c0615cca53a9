import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { Film } from "../messages.ts";
import { FilmName } from "./film-name.tsx";
import type { FingerprintProps } from "./fingerprint.tsx";
import { Fingerprint, fingerprintText } from "./fingerprint.tsx";

/** Side of a card's fingerprint, in CSS pixels; narrow screens make it smaller. */
const SIZE = 136;

/** The top of a film's card: its fingerprint, those laid over it, name and genres. */
export function FilmHead({
  film,
  ...over
}: { readonly film: Film } & Pick<FingerprintProps, "over" | "people">): JSX.Element {
  const { features } = useApp();
  return (
    <>
      <Fingerprint
        print={film.print}
        size={SIZE}
        label={`Fingerprint of ${film.title}: ${fingerprintText(film.print, features, 3)}`}
        {...over}
      />
      <div class="film-card-title">
        <h3>
          <FilmName film={film} />
        </h3>
        <p class="quiet small">{film.genres.join(", ").toLowerCase()}</p>
      </div>
    </>
  );
}
