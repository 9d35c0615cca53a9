import type { JSX } from "preact";
import type { OwnAccuracyTold } from "../../index.ts";
import { useApp } from "../app-context.ts";
import type { PersonData } from "../messages.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { useAsk } from "../use-ask.ts";
import { orderWorthText, starsWorthText, untoldText, verdictText } from "./accuracy-words.ts";

/** How well this very person is predicted, each of their ratings hidden once. */
export function OwnAccuracy({ person }: { readonly person: PersonData }): JSX.Element {
  const { study } = useApp();
  const { answer, failure } = useAsk(study, "ownAccuracy", [person]);
  return (
    <section class="taste-accuracy" data-testid="own-accuracy">
      <h2>Are you predicted well?</h2>
      {failure !== undefined && <Failure text={failure} />}
      {answer === undefined && failure === undefined && (
        <Busy>Hiding your ratings, a fifth at a time, and predicting them …</Busy>
      )}
      {answer?.tellable === true && <Told accuracy={answer} />}
      {answer?.tellable === false && (
        <p class="prose">
          {untoldText(answer.ratings, answer.needed)} <a href="#ratings">Rate films</a>
        </p>
      )}
    </section>
  );
}

function Told({ accuracy }: { readonly accuracy: OwnAccuracyTold }): JSX.Element {
  return (
    <>
      <p class="prose taste-said">{verdictText(accuracy)}</p>
      <p class="prose">{starsWorthText(accuracy)}</p>
      <p class="prose">{orderWorthText(accuracy)}</p>
      <details>
        <summary>The figures, and how they are measured</summary>
        <div class="taste-figures">
          <p class="prose small quiet">
            Your {accuracy.ratings} ratings were hidden a fifth at a time, and each was predicted
            from the other four fifths. In brackets above, the 95 % interval that drawing your films
            anew gives. Surely: all of it is on one side of 0; perhaps: it is not.
          </p>
          <StarsTable accuracy={accuracy} />
          <OrderTable accuracy={accuracy} />
        </div>
      </details>
    </>
  );
}

function StarsTable({ accuracy }: { readonly accuracy: OwnAccuracyTold }): JSX.Element {
  const rows = [
    { name: "predicted for you", errors: accuracy },
    { name: "what everyone gives", errors: accuracy.crowd },
    { name: "and your strictness", errors: accuracy.biasOnly },
  ];
  return (
    <table>
      <caption>Stars: how far off</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" class="number">
            <abbr title="root mean square error: large misses count more">RMSE</abbr>
          </th>
          <th scope="col" class="number">
            on average
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, errors }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{errors.rmse.toFixed(2)}</td>
            <td class="number">{errors.mae.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OrderTable({ accuracy }: { readonly accuracy: OwnAccuracyTold }): JSX.Element {
  const rows = [
    { name: "picks", order: accuracy.picks },
    { name: "predicted stars", order: accuracy.starsOrder },
    { name: "what everyone gives", order: accuracy.crowdOrder },
    { name: "how many rated it", order: accuracy.popularity },
    { name: "any order", order: { topRating: accuracy.meanRating, rightPairs: 0.5 } },
  ];
  return (
    <table>
      <caption>Order: is the top worth an evening?</caption>
      <thead>
        <tr>
          <th scope="col">sorted by</th>
          <th scope="col" class="number">
            first fifth
          </th>
          <th scope="col" class="number">
            right pairs
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, order }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{order.topRating.toFixed(1)} ★</td>
            <td class="number">
              {Number.isNaN(order.rightPairs) ? "" : `${Math.round(100 * order.rightPairs)} %`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
