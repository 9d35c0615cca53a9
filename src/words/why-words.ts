import type { Explanation, Pick, Reason } from "../core/taste/prediction.ts";

/** Why a film is in a list, in the words of page and terminal: `before`, what the person gave, `after`. */
export interface WhyWords {
  /** `because`, or a whole reason where `gave` is empty; may be empty. */
  readonly before: string;
  /** Own ratings to be told as `you gave … and …`, strongest first. */
  readonly gave: readonly Reason[];
  /** What goes on with a comma; may be empty. */
  readonly after: string;
}

/** Everyone's view of a film is worth a word from here, in stars. */
const CLEAR_VIEW = 0.5;
const LIKED = "most people like it";
const DISLIKED = "few people like it";

/** Everyone's view is most of the reason from this many times what taste adds. */
const CROWD_ABOVE = 3;

/** What fewer people say of a film is not what everyone does. */
const LEAST_RATINGS = 20;

/** A rating that moves a prediction by less, in stars, is no reason to tell. */
const LEAST_SHARE = 0.02;

/**
 * Why a film is picked: the own ratings that speak for it, or everyone's view where that is most of it.
 *
 * @param explanation - of the same film.
 */
export function pickWords({ film, taste, reasons, ratedBy }: Explanation, pick: Pick): WhyWords {
  const gave = likedOnes(pick.why, meanRating(reasons));
  const isKnown = ratedBy >= LEAST_RATINGS;
  if (isKnown && film >= CLEAR_VIEW && film > CROWD_ABOVE * taste) {
    return gave.length === 0
      ? said(`because ${LIKED}`)
      : { before: "mostly because everyone likes it, and", gave: gave.slice(0, 1), after: "" };
  }
  if (gave.length === 0)
    return said("none of your ratings speaks for it, people like you choose it");
  if (!isKnown) return { before: "because", gave, after: "though few have rated it" };
  const after =
    film >= CLEAR_VIEW ? `and ${LIKED}` : film <= -CLEAR_VIEW ? `though ${DISLIKED}` : "";
  return { before: "because", gave, after };
}

/** Why a film is to be avoided: own ratings that speak against it, and what everyone thinks of it. */
export function avoidWords({ film, reasons }: Explanation, pick: Pick): WhyWords {
  const mean = meanRating(reasons);
  const gave = pick.why.filter(({ share, rating }) => -share >= LEAST_SHARE && rating <= mean);
  if (gave.length === 0) {
    return said(film <= -CLEAR_VIEW ? DISLIKED : "people like you give it less");
  }
  const after =
    film >= CLEAR_VIEW ? `though ${LIKED}` : film <= -CLEAR_VIEW ? `and ${DISLIKED}` : "";
  return { before: "", gave, after };
}

/** `but` between two ratings that are far apart, else `and`. */
export function joiningWord(first: Reason, second: Reason): "and" | "but" {
  return Math.abs(first.rating - second.rating) >= 2 ? "but" : "and";
}

function said(before: string): WhyWords {
  return { before, gave: [], after: "" };
}

/** Those that were liked, where there are any: a film rated low speaks for another, but oddly. */
function likedOnes(reasons: readonly Reason[], mean: number): readonly Reason[] {
  const liked = reasons.filter(({ rating }) => rating >= mean);
  return liked.length > 0 ? liked : reasons;
}

function meanRating(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { rating }) => sum + rating, 0) / reasons.length;
}
