import type { JSX } from "preact";

/** What there is to see, in a film lover's words with the field's beside them. */
export function HowItLearns(): JSX.Element {
  return (
    <details class="learn-how">
      <summary>What you are looking at</summary>
      <dl class="prose">
        <dt>
          Hidden features <span class="quiet">(latent factors)</span>
        </dt>
        <dd>
          Every film gets a few numbers, and so does every person. Nobody says what they mean: not
          genres, not actors. Where a film and a person have the same ones, they are a match.
        </dd>
        <dt>
          Random at first <span class="quiet">(initialisation)</span>
        </dt>
        <dd>
          All of these numbers are made up when it begins. “Random again” makes up others: it ends
          up about as good, by another way.
        </dd>
        <dt>
          Little by little <span class="quiet">(gradient descent, epochs)</span>
        </dt>
        <dd>
          It takes one rating after the other, looks how far off it is, and shifts the numbers of
          that film and that person a little towards the truth. An epoch is once through all
          ratings.
        </dd>
        <dt>
          How far off <span class="quiet">(RMSE, held-out set)</span>
        </dt>
        <dd>
          The typical distance from what people gave, in stars; large misses count more. One rating
          in twenty is held out: being good at those means it understood something.
        </dd>
        <dt>
          Keeping numbers small <span class="quiet">(weight decay, regularisation)</span>
        </dt>
        <dd>
          At each step the numbers shrink a little, so only what many ratings agree on stays.
          Without it, it learns its ratings by heart <span class="quiet">(overfitting)</span>.
        </dd>
        <dt>
          Enough <span class="quiet">(early stopping)</span>
        </dt>
        <dd>
          When more of it no longer helps on held-out ratings, it stops. Then it learns once more
          from the same start, with those ratings among the rest, for as many epochs as were best.
        </dd>
        <dt>
          The map <span class="quiet">(principal axes)</span>
        </dt>
        <dd>
          Two directions in which films differ most, out of all their features. A film’s closest
          ones are found in all of them, so they need not be next to it here.
        </dd>
      </dl>
    </details>
  );
}
