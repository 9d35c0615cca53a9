import type { JSX } from "preact";
import type { TasteFacts } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { signedText } from "../parts/signed-text.ts";

/** Every number of the portrait and the rows. */
export function TasteTable({ taste }: { readonly taste: TasteFacts }): JSX.Element {
  return (
    <details>
      <summary>All of it as a table</summary>
      <p class="prose small quiet">
        In stars, for a film at the + end of each feature against one in its middle. Unlike: how
        many of the crowd’s deviations you are from its mean; a spoke of your portrait is full at
        2.5.
      </p>
      <div class="taste-scroll" tabIndex={0} role="region" aria-label="Your taste as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              {["You", "Crowd’s mean", "Its deviation", "Unlike", "People below you"].map(
                (head) => (
                  <th scope="col" class="number" key={head}>
                    {head}
                  </th>
                ),
              )}
              <th scope="col" class="taste-films">
                − end
              </th>
              <th scope="col" class="taste-films">
                + end
              </th>
            </tr>
          </thead>
          <tbody>
            {taste.profile.map(({ name, you, crowd, above, low, high }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{signedText(you, 2)}</td>
                <td class="number">{signedText(crowd.mean, 2)}</td>
                <td class="number">{Number.isNaN(crowd.sd) ? "unknown" : crowd.sd.toFixed(2)}</td>
                <td class="number">{signedText((you - crowd.mean) / crowd.sd, 2)}</td>
                <td class="number">
                  {Number.isNaN(above) ? "unknown" : `${Math.round(100 * above)} %`}
                </td>
                <td>{low.slice(0, 3).map(nameOf).join(", ")}</td>
                <td>{high.slice(0, 3).map(nameOf).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
