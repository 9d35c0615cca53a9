import type { JSX } from "preact";
import type { FeatureFacts } from "../messages.ts";
import { timesText } from "../../words/times-text.ts";

/** How well each feature is told, and how that is measured. */
export function SummaryTable({
  features,
}: {
  readonly features: readonly FeatureFacts[];
}): JSX.Element {
  return (
    <details>
      <summary>How well each is told</summary>
      <div class="features-summary">
        <p class="prose small quiet">
          Films were left out a tenth at a time, the direction was found from the others, and then
          two left-out films were compared, one of the genre and one not: how often is the right one
          placed higher? Half the time would be chance. Directions below 0.75 get no name. Alike:
          the correlation of its places when found again from other random numbers.
        </p>
        <div
          class="features-scroll"
          tabIndex={0}
          role="region"
          aria-label="How well each feature is told"
        >
          <table>
            <thead>
              <tr>
                <th scope="col">Feature</th>
                <th scope="col">Right</th>
                <th scope="col" class="number">
                  AUC
                </th>
                <th scope="col" class="number">
                  Alike
                </th>
                <th scope="col" class="number">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {features.map(({ name, auc, stability, share }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{auc === undefined ? "not named" : timesText(auc)}</td>
                  <td class="number">{auc?.toFixed(2)}</td>
                  <td class="number">
                    {Number.isNaN(stability) ? "" : stability.toFixed(2).replace("-", "−")}
                  </td>
                  <td class="number">{(100 * share).toFixed(0)} %</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </details>
  );
}
