/**
 * Checks of arguments and options: success path first, one form of message,
 * `Cannot <do what>: "<name>" must be <wanted>, got <actual>`.
 */

export function integerIn(
  action: string,
  name: string,
  value: unknown,
  min: number,
  max: number,
): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  if (typeof value !== "number") {
    throw new TypeError(`${action}: "${name}" must be a number, got ${describe(value)}`);
  }
  throw new RangeError(
    `${action}: "${name}" must be an integer in [${min}, ${max}], got ${describe(value)}`,
  );
}

export function numberIn(
  action: string,
  name: string,
  value: unknown,
  min: number,
  max: number,
): number {
  if (typeof value === "number" && value >= min && value <= max && Number.isFinite(value)) {
    return value;
  }
  if (typeof value !== "number") {
    throw new TypeError(`${action}: "${name}" must be a number, got ${describe(value)}`);
  }
  const range = max === Infinity ? `finite and at least ${min}` : `in [${min}, ${max}]`;
  throw new RangeError(`${action}: "${name}" must be ${range}, got ${describe(value)}`);
}

export function oneOf<T extends string>(
  action: string,
  name: string,
  value: unknown,
  allowed: readonly T[],
): T {
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  throw new RangeError(
    `${action}: "${name}" must be one of ${allowed.join(", ")}, got ${describe(value)}`,
  );
}

export function checkLength(
  action: string,
  name: string,
  array: ArrayLike<unknown>,
  wanted: number,
  shape: string,
): void {
  if (array.length === wanted) return; // no string is built unless we throw
  throw new RangeError(
    `${action}: "${name}" must hold ${shape} = ${wanted} values, got ${array.length}`,
  );
}

/** A number in [min, max), the upper end left out. */
export function numberBelow(
  action: string,
  name: string,
  value: unknown,
  min: number,
  max: number,
): number {
  if (typeof value === "number" && value >= min && value < max) return value;
  if (typeof value !== "number") {
    throw new TypeError(`${action}: "${name}" must be a number, got ${describe(value)}`);
  }
  throw new RangeError(`${action}: "${name}" must be in [${min}, ${max}), got ${value}`);
}

/**
 * The bytes as a view; nothing is copied.
 *
 * @throws {TypeError} for anything but a `Uint8Array` or an `ArrayBuffer`, of any realm.
 */
export function bytesOf(action: string, name: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object ArrayBuffer]") return new Uint8Array(value as ArrayBuffer);
  if (kind === "[object Uint8Array]") return value as Uint8Array;
  throw new TypeError(
    `${action}: "${name}" must be a Uint8Array or an ArrayBuffer, got ${describe(value)}`,
  );
}

/** Throws for options that are no object, and a key that `known` has not, naming the nearest that it has. */
export function rejectUnknownKeys(action: string, given: object, known: object): void {
  const value: unknown = given;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${action}: options must be an object, got ${describe(value)}`);
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) continue;
    const near = nearestName(key, Object.keys(known));
    const hint = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new TypeError(`${action}: "${key}" is not an option${hint}`);
  }
}

/** The name closest to `wanted`, or `undefined` where none is close enough to be meant. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast = new Uint32Array(b.length + 1);
  let last = Uint32Array.from(beforeLast, (_, j) => j);
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row[j] = cost;
    }
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length]!;
}

/** How a message shows a wrong value: texts in quotes and cut, objects by their kind. */
export function describe(value: unknown): string {
  if (typeof value === "string") {
    return value.length > SHOWN_CHARACTERS
      ? `"${value.slice(0, SHOWN_CHARACTERS)}…"`
      : `"${value}"`;
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

const SHOWN_CHARACTERS = 200;
