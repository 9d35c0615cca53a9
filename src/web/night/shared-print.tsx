import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { Night } from "../night-messages.ts";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { signedText } from "../parts/signed-text.ts";
import type { Member } from "./night-member.ts";
import { everyone, memberTitle } from "./night-member.ts";
import { Swatch } from "./swatch.tsx";

/** Everyone's fingerprint laid over each other's, and the same as a table. */
export function SharedPrint({
  night,
  members,
}: {
  readonly night: Night;
  readonly members: readonly Member[];
}): JSX.Element | null {
  const { features } = useApp();
  if (features.length === 0 || night.people[0]?.print.length === 0) return null;
  return (
    <details class="night-prints">
      <summary>Where your tastes meet</summary>
      <div class="night-prints-body">
        <Fingerprint
          print={[]}
          people={night.people.map(({ print }) => print)}
          size={260}
          label={`Fingerprints of ${everyone(members)}, laid over each other`}
        />
        <div class="night-table" tabIndex={0} role="region" aria-label="Fingerprints as a table">
          <table>
            <thead>
              <tr>
                <th scope="col">Clockwise from the top</th>
                {members.map((member, k) => (
                  <th scope="col" class="number" key={member.guest?.key ?? "you"}>
                    <Swatch line={k + 1} /> {memberTitle(member)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {features.map(({ name }, spoke) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {night.people.map(({ print }, k) => (
                    <td class="number" key={k}>
                      {signedText(print[spoke] ?? 0, 1)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </details>
  );
}
