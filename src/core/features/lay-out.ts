import type { Affinities } from "./affinities.ts";

/** Places on a plane: x and y of each film in turn. */
export type Plane = Float64Array;

/** Steps until films hardly move any more; so many first ones draw together more strongly. */
const STEPS = 220;
const FIRST_STEPS = 60;
const FIRST_PULL = 6;

/** Share of a film's last move that it goes on with, in the first steps and after them. */
const MOMENTUM = { first: 0.5, later: 0.8 };

/**
 * Moves films over a plane until those that belong together stand together and all others apart: every
 * film pushes every other one away, the less the further, and pairs that belong together draw.
 *
 * @param start - where they stand first, 2 numbers a film, a small fraction of 1 apart; borrowed.
 *
 * Cost: O(films²) a step. Source: van der Maaten and Hinton 2008 (t-SNE); from principal axes rather
 * than at random, as Kobak and Berens 2019, so that far neighbours mean something and the map is the same
 * every time.
 */
export function layOut(affinities: Affinities, start: Plane): Plane {
  const plane = start.slice();
  const films = plane.length / 2;
  const rate = Math.max(10, films / FIRST_PULL);
  const moves = new Float64Array(plane.length);
  const gains = new Float64Array(plane.length).fill(1);
  const force = new Float64Array(plane.length);
  for (let step = 0; step < STEPS; step++) {
    const isFirst = step < FIRST_STEPS;
    pushApart(force, plane);
    drawTogether(force, plane, affinities, isFirst ? FIRST_PULL : 1);
    const momentum = isFirst ? MOMENTUM.first : MOMENTUM.later;
    for (let at = 0; at < plane.length; at++) {
      const goesOn = Math.sign(force[at]!) === Math.sign(moves[at]!);
      gains[at] = Math.max(0.01, goesOn ? gains[at]! + 0.2 : gains[at]! * 0.8);
      moves[at] = momentum * moves[at]! + rate * gains[at]! * force[at]!;
      plane[at]! += moves[at]!;
    }
  }
  return plane;
}

/** Sets forces: away from every other film, by Student's t with one degree of freedom. */
function pushApart(force: Float64Array, plane: Plane): void {
  force.fill(0);
  let total = 0;
  for (let i = 0; i < plane.length; i += 2) {
    const x = plane[i]!;
    const y = plane[i + 1]!;
    let sumX = 0;
    let sumY = 0;
    for (let j = 0; j < i; j += 2) {
      const dx = x - plane[j]!;
      const dy = y - plane[j + 1]!;
      const near = 1 / (1 + dx * dx + dy * dy);
      total += near;
      const push = near * near;
      sumX += push * dx;
      sumY += push * dy;
      force[j]! -= push * dx;
      force[j + 1]! -= push * dy;
    }
    force[i]! += sumX;
    force[i + 1]! += sumY;
  }
  const scale = total === 0 ? 0 : 4 / (2 * total);
  for (let at = 0; at < force.length; at++) force[at]! *= scale;
}

function drawTogether(
  force: Float64Array,
  plane: Plane,
  { one, other, weight }: Affinities,
  pull: number,
): void {
  for (let pair = 0; pair < weight.length; pair++) {
    const i = 2 * one[pair]!;
    const j = 2 * other[pair]!;
    const dx = plane[i]! - plane[j]!;
    const dy = plane[i + 1]! - plane[j + 1]!;
    const drawn = (4 * pull * weight[pair]!) / (1 + dx * dx + dy * dy);
    force[i]! -= drawn * dx;
    force[i + 1]! -= drawn * dy;
    force[j]! += drawn * dx;
    force[j + 1]! += drawn * dy;
  }
}
