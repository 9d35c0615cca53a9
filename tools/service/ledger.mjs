// @ts-check

/**
 * @typedef {number | "seen" | "notForMe" | undefined} Value - stars, a signal, or nothing there
 * @typedef {{ personId: string, name: string, value: Value }} Change - `name` is of `ratingOf` or `signalOf`
 */

/** @param {string} movieId */
export function ratingOf(movieId) {
  return `rating of ${movieId}`;
}

/** @param {string} movieId */
export function signalOf(movieId) {
  return `signal for ${movieId}`;
}

/**
 * What must be stored, by what the server has acknowledged. Of a change that was sent and not acknowledged
 * both the old and the new value are right, until someone looks.
 */
export class Ledger {
  /** @type {Map<string, Map<string, Value>>} */ #certain = new Map();
  /** @type {Map<string, Map<string, Set<Value>>>} */ #inDoubt = new Map();
  acknowledged = 0;
  doubted = 0;

  /** People of whom something was ever sent. */
  get people() {
    return [...new Set([...this.#certain.keys(), ...this.#inDoubt.keys()])];
  }

  /** @param {readonly Change[]} changes */
  acknowledge(changes) {
    this.acknowledged++;
    for (const { personId, name, value } of changes) {
      this.#inDoubt.get(personId)?.delete(name);
      of(this.#certain, personId).set(name, value);
    }
  }

  /** @param {readonly Change[]} changes */
  doubt(changes) {
    this.doubted++;
    for (const { personId, name, value } of changes) {
      const before = this.#certain.get(personId)?.get(name);
      const doubts = of(this.#inDoubt, personId);
      doubts.set(name, (doubts.get(name) ?? new Set([before])).add(value));
    }
  }

  /** Whether anything of this person is in doubt. @param {string} personId */
  isCertain(personId) {
    return (this.#inDoubt.get(personId)?.size ?? 0) === 0;
  }

  /** What is there for certain. @param {string} personId @returns {Map<string, NonNullable<Value>>} */
  certainOf(personId) {
    const all = [...(this.#certain.get(personId) ?? [])];
    return new Map(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  /**
   * Compares, and takes what was found as certain from now on.
   *
   * @param {string} personId
   * @param {ReadonlyMap<string, Value>} found
   * @returns {string[]} what is wrong
   */
  compare(personId, found) {
    const certain = of(this.#certain, personId);
    const doubts = of(this.#inDoubt, personId);
    const faults = [];
    for (const name of new Set([...certain.keys(), ...doubts.keys(), ...found.keys()])) {
      const right = doubts.get(name) ?? new Set([certain.get(name)]);
      const value = found.get(name);
      if (!right.has(value)) {
        faults.push(`${personId}, ${name}: ${String(value)} instead of ${[...right].join(" or ")}`);
      }
      certain.set(name, value);
    }
    doubts.clear();
    return faults;
  }
}

/**
 * @template V
 * @param {Map<string, Map<string, V>>} maps
 * @param {string} personId
 */
function of(maps, personId) {
  const map = maps.get(personId) ?? new Map();
  maps.set(personId, map);
  return map;
}
