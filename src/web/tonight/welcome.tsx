import type { JSX } from "preact";

/** Before there is anything to pick from. */
export function Welcome({
  rated,
  needed,
}: {
  readonly rated: number;
  readonly needed: number;
}): JSX.Element {
  return (
    <div class="view">
      <h1>Three films worth your evening</h1>
      <p class="prose">
        {rated === 0
          ? "Bring the ratings you already have, or rate a few films, and three picks stand here, each with its reason."
          : `${rated} rated; ${needed - rated} more and the first guess stands here.`}
      </p>
      <a class="button" href="#ratings">
        Rate films
      </a>
    </div>
  );
}
