/**
 * Places of the shares that say the most, either way; of equal ones the first stands first. Someone with thousands
 * of ratings has as many shares in each film of a list, of which it tells three.
 *
 * @param speaks - whether a share counts.
 *
 * Cost: O(n + most·log n) on average for few; O(n log n) for all.
 */
export function strongest(
  shares: Float64Array,
  most: number,
  speaks: (share: number) => boolean,
): number[] {
  if (most >= shares.length) return allOf(shares, speaks);
  const best: number[] = [];
  let least = -1;
  for (let k = 0; k < shares.length; k++) {
    const size = Math.abs(shares[k]!);
    if (size <= least || !speaks(shares[k]!)) continue;
    let at = best.length;
    while (at > 0 && Math.abs(shares[best[at - 1]!]!) < size) at--;
    best.splice(at, 0, k);
    if (best.length > most) best.pop();
    if (best.length === most) least = Math.abs(shares[best[most - 1]!]!);
  }
  return best;
}

function allOf(shares: Float64Array, speaks: (share: number) => boolean): number[] {
  return Array.from(shares.keys())
    .filter((k) => speaks(shares[k]!))
    .sort((a, b) => Math.abs(shares[b]!) - Math.abs(shares[a]!));
}
