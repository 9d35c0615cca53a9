/** As much of a hidden feature as is needed. */
interface Spoke {
  readonly kind: string;
  readonly places: Float32Array;
}

/** The most spokes that can be told apart. */
const MOST_SPOKES = 12;
/** Two features that go together more than this are one to the eye. */
const ALIKE = 0.75;

/**
 * Which features are a fingerprint's spokes, and where: named ones, each unlike those before it, ordered so
 * that neighbours go together. Then a film's strong spokes stand side by side and its shape is easily
 * known again.
 *
 * @returns places in `features`.
 *
 * Cost: O(features²·films).
 */
export function spokeOrder(features: readonly Spoke[]): number[] {
  const chosen: number[] = [];
  const named = features.flatMap(({ kind }, k) => (kind === "unnamed" ? [] : k));
  const candidates = named.length > 0 ? named : features.map((_, k) => k);
  const alike = (a: number, b: number): number =>
    correlation(features[a]!.places, features[b]!.places);
  for (const k of candidates) {
    if (chosen.length === MOST_SPOKES) break;
    if (chosen.every((other) => alike(k, other) < ALIKE)) chosen.push(k);
  }
  const ordered = chosen.splice(0, 1);
  while (chosen.length > 0) {
    const last = ordered.at(-1)!;
    const next = chosen.reduce((best, k) => (alike(last, k) > alike(last, best) ? k : best));
    chosen.splice(chosen.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

/** Pearson's, over films that have a place along both; 0 where one side does not vary. */
function correlation(a: Float32Array, b: Float32Array): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n += 1;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}
