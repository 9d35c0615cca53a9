import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { Fingerprint, fingerprintText } from "../parts/fingerprint.tsx";
import { signedText } from "../parts/signed-text.ts";

/** What the glyphs mean, and the person's own. */
export function Legend({ print }: { readonly print: readonly number[] }): JSX.Element {
  const { features } = useApp();
  return (
    <details class="tonight-legend">
      <summary>What the drawings say</summary>
      <div class="tonight-legend-body">
        <Fingerprint
          print={print}
          size={136}
          isPerson
          label={`Your fingerprint: ${fingerprintText(print, features, 4)}`}
        />
        <div class="prose">
          <p>
            Every film is drawn by its hidden features, a spoke each, clockwise from the top:
            outward for more of it, inward for less. The red line is you. Where line and spokes
            reach out together, the film is your kind.
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">Spoke</th>
                <th scope="col" class="number">
                  You
                </th>
              </tr>
            </thead>
            <tbody>
              {features.map(({ name }, k) => (
                <tr key={name}>
                  <td>
                    {k + 1}. {name}
                  </td>
                  <td class="number">{signedText(print[k]!, 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </details>
  );
}
