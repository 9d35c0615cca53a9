import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { counted } from "../io/counted.ts";
import { useOwn } from "./app-context.ts";
import { personOf } from "./state/own-state.ts";
import type { ViewName } from "./views.ts";
import { VIEWS } from "./views.ts";

/** The name, the views, how many films are rated. */
export function Masthead({ current }: { readonly current: ViewName }): JSX.Element {
  const own = useOwn();
  const rated = personOf(own).ratings.length;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // On a narrow screen the views are a row that scrolls.
    const link = list.current?.querySelector('[aria-current="page"]');
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <header class="masthead">
      <div class="sheet">
        <a class="name" href="#tonight">
          matinee
        </a>
        <nav aria-label="Views">
          <ul ref={list}>
            {VIEWS.map(({ name, title }) => (
              <li key={name}>
                <a href={`#${name}`} aria-current={name === current ? "page" : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <span class="count" data-testid="rated-count">
          {rated === 0 ? "no film rated yet" : `${counted(rated, "film")} rated`}
        </span>
      </div>
    </header>
  );
}
