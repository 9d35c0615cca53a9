/**
 * Whether a text becomes the other by at most one slip: a letter too many, too few, another one, or
 * two neighbours swapped.
 *
 * Cost: O(length); most pairs differ at both ends, which takes two comparisons.
 *
 * @example
 * ```ts
 * assert.ok(isOneTypo("marshals", "marshalls") && isOneTypo("fargo", "frago"));
 * assert.ok(!isOneTypo("fargo", "afrog"));
 * ```
 */
export function isOneTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start++;
  let end = 0;
  const most = short.length - start;
  while (
    end < most &&
    short.charCodeAt(short.length - 1 - end) === long.charCodeAt(long.length - 1 - end)
  ) {
    end++;
  }
  const apart = most - end; // letters of the shorter one that are not alike
  if (long.length > short.length) return apart === 0;
  if (apart !== 2) return apart < 2;
  return short[start] === long[start + 1] && short[start + 1] === long[start];
}
