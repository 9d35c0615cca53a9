import { Random } from "../random.ts";

/** Films are left out a tenth at a time. */
const FOLDS = 10;

/**
 * Numbers 0 … films − 1 in ten parts at random, the same every time: chance decides only who is left out
 * with whom.
 */
export function foldsOf(films: number): Uint32Array[] {
  const random = new Random(1);
  const order = Uint32Array.from({ length: films }, (_, k) => k);
  for (let k = films - 1; k > 0; k--) {
    const other = random.below(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return Array.from({ length: FOLDS }, (_, fold) => order.filter((_film, k) => k % FOLDS === fold));
}
