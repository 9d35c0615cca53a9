import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOwn } from "../app-context.ts";
import { Busy } from "../parts/state-notes.tsx";
import { personOf } from "../state/own-state.ts";
import { FileButton } from "./file-button.tsx";
import { FilmSearch } from "./film-search.tsx";
import { ImportReview } from "./import-review.tsx";
import { useIncoming } from "./incoming-context.ts";
import { LeftRows } from "./left-rows.tsx";
import { OwnFilms } from "./own-films.tsx";
import { Progress } from "./progress.tsx";
import { StartFilms } from "./start-films.tsx";
import { TakeAlong } from "./take-along.tsx";
import "./ratings.css";

/** Whoever has so many does not come for more films to rate first. */
const SETTLED = 50;

/** All that someone says of films: files, search, films to start from, their own list. */
export function MyRatingsView(): JSX.Element {
  const { storage } = useOwn();
  if (storage.kind === "opening") return <Busy>Looking for your ratings …</Busy>;
  return <Ratings />;
}

function Ratings(): JSX.Element {
  const own = useOwn();
  const { current } = useIncoming().state;
  const rated = personOf(own).ratings.length;
  const hasAny = own.films.size > 0 || own.left.length > 0;
  // As it was when the view was opened: nothing above the films may move while they are rated.
  const [{ isSettled, isFirst }] = useState({ isSettled: rated >= SETTLED, isFirst: !hasAny });
  const heading = useHeadingAfter(current !== undefined);
  const start = isSettled ? (
    <details class="ratings-fold">
      <summary>More films to rate</summary>
      <StartFilms />
    </details>
  ) : (
    <StartFilms />
  );
  return (
    <div class="view ratings">
      <h1 tabIndex={-1} ref={heading}>
        My ratings
      </h1>
      <ImportReview />
      <div class="ratings-top">
        <div>
          {current === undefined && <Files isFirst={isFirst} />}
          <FilmSearch />
        </div>
        <Progress rated={rated} />
      </div>
      {!isSettled && start}
      {own.films.size > 0 && <OwnFilms />}
      {isSettled && start}
      <LeftRows />
      {hasAny && <TakeAlong />}
    </div>
  );
}

function Files({ isFirst }: { readonly isFirst: boolean }): JSX.Element {
  return (
    <section class="ratings-files" aria-label="Your file">
      <p class="prose">
        {isFirst
          ? "Three picks need to know you a little. Drop the file of your ratings anywhere on this page, or rate a few films below."
          : "Drop a file anywhere on this page to add to what you have; a newer one brings your ratings up to date."}{" "}
        It never leaves this browser.
      </p>
      <FileButton />
      <details>
        <summary>Where to get it</summary>
        <ul class="prose">
          <li>Letterboxd: Settings, Data, Export your data: the ZIP as it is.</li>
          <li>IMDb: Your ratings, Export: the CSV.</li>
          <li>Trakt: Settings, Data, Export: the ZIP, or any JSON of it.</li>
          <li>MovieLens: your ratings, Export.</li>
          <li>A table of your own: a CSV with a title, a year and a rating in each row.</li>
          <li>What you downloaded here.</li>
        </ul>
      </details>
    </section>
  );
}

/** When the review closes, the keyboard goes on at the top of the view. */
function useHeadingAfter(isOpen: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return heading;
}
