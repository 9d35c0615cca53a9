import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { counted } from "../../io/counted.ts";
import { useApp, useOwn } from "../app-context.ts";
import { keepFocus } from "../parts/keep-focus.ts";
import { messageOf, useDownload } from "./use-download.ts";
import { unknownRows } from "./import-change.ts";

/** Everything as a file, and everything gone. */
export function TakeAlong(): JSX.Element {
  const app = useApp();
  const own = useOwn();
  const dialog = useRef<HTMLDialogElement>(null);
  const download = useDownload();
  return (
    <section aria-labelledby="take-along" class="ratings-keep">
      <h2 id="take-along">Yours to take along</h2>
      <p class="prose">
        One table with your stars, what you have seen, wish for and do not want, and the rows that
        are not known here. Drop it on this page, in any browser, and you have it all again.
      </p>
      <div class="actions">
        <button type="button" class="button is-plain" onClick={download}>
          Download everything
        </button>
        <button type="button" class="link-button" onClick={() => dialog.current?.showModal()}>
          Delete everything …
        </button>
      </div>
      <dialog ref={dialog} class="card ratings-dialog" aria-labelledby="delete-title">
        <form method="dialog">
          <h2 id="delete-title">Delete everything?</h2>
          <p>{goneText(own)} This cannot be undone; download it first if you may want it again.</p>
          <div class="actions">
            <button type="submit" class="button is-plain">
              Keep it
            </button>
            <button
              type="button"
              class="button"
              onClick={({ currentTarget }) => {
                keepFocus(currentTarget); // the whole section goes
                dialog.current?.close();
                app.own.clear().then(
                  () => app.notify("Everything is deleted"),
                  (error: unknown) => app.notify(messageOf(error), { isError: true }),
                );
              }}
            >
              Delete everything
            </button>
          </div>
        </form>
      </dialog>
    </section>
  );
}

/** What goes. */
function goneText({ films, left: all, guests }: ReturnType<typeof useOwn>): string {
  const left = unknownRows(all);
  const rated = [...films.values()].filter(({ rating }) => rating !== undefined).length;
  const parts = [
    [rated, counted(rated, "rating")],
    [films.size - rated, counted(films.size - rated, "other film")],
    [left.length, counted(left.length, "film not known here", "films not known here")],
    [guests.length, counted(guests.length, "guest of movie night", "guests of movie night")],
  ] as const;
  const gone = parts.flatMap(([count, text]) => (count > 0 ? text : []));
  const last = gone.pop() ?? "nothing";
  return `This browser forgets ${gone.length > 0 ? `${gone.join(", ")} and ` : ""}${last}.`;
}
