// @ts-check

/** Seeded numbers in [0, 1) that cost nothing (mulberry32). @param {number} seed @returns {() => number} */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {() => number} random @param {number} count */
export function below(random, count) {
  return Math.floor(random() * count);
}

/** @template T @param {() => number} random @param {readonly T[]} choices @returns {T} */
export function oneOf(random, choices) {
  const [first] = choices;
  if (first === undefined) throw new RangeError("Cannot choose: there is nothing to choose from");
  return choices[below(random, choices.length)] ?? first;
}
