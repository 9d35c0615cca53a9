import { describe, expect, test } from "vitest";
import { normalCdf } from "./normal-distribution.ts";
import { Random } from "./random.ts";

const MASK = 0xffff_ffffn;

/** xoshiro128** 1.1 as published, on BigInt: state of four 32-bit words → next output, state changed. */
function nextOutput(s: bigint[]): number {
  const left = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & MASK;
  const result = (left((s[1]! * 5n) & MASK, 7n) * 9n) & MASK;
  const t = (s[1]! << 9n) & MASK;
  s[2]! ^= s[0]!;
  s[3]! ^= s[1]!;
  s[1]! ^= s[2]!;
  s[0]! ^= s[3]!;
  s[2]! ^= t;
  s[3] = left(s[3]!, 11n);
  return Number(result);
}

/** splitmix32, on BigInt: four words from a seed. */
function wordsOf(seed: number): bigint[] {
  let state = BigInt(seed);
  return Array.from({ length: 4 }, () => {
    state = (state + 0x9e37_79b9n) & MASK;
    let z = state;
    z = ((z ^ (z >> 16n)) * 0x21f0_aaadn) & MASK;
    z = ((z ^ (z >> 15n)) * 0x735a_2d97n) & MASK;
    return z ^ (z >> 15n);
  });
}

describe("bits()", () => {
  test("the oracle gives the published outputs of state {1, 2, 3, 4}", () => {
    const state = [1n, 2n, 3n, 4n];
    // Known answers of the authors' C program (1.1), as the tests of Rust's rand_xoshiro have them.
    expect(Array.from({ length: 10 }, () => nextOutput(state))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test.each([0, 1, 42, 0x8000_0000, 2 ** 32 - 1])("equals the oracle for seed %i", (seed) => {
    const random = new Random(seed);
    const state = wordsOf(seed);
    for (let k = 0; k < 1000; k++) expect(random.bits()).toBe(nextOutput(state));
  });

  test("gives the same sequence for the same seed, another for another", () => {
    const draw = (seed: number): number[] => {
      const random = new Random(seed);
      return Array.from({ length: 100 }, () => random.bits());
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe("a seed", () => {
  test.each([-1, 2 ** 32, 0.5, NaN, Infinity])("of %d gives a RangeError", (seed) => {
    const make = (): unknown => new Random(seed);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(
      `Cannot make random numbers: "seed" must be an integer in [0, 4294967295], got ${seed}`,
    );
  });

  test("that is no number gives a TypeError", () => {
    const make = (): unknown => new Random("1" as unknown as number);
    expect(make).toThrow(TypeError);
    expect(make).toThrow('Cannot make random numbers: "seed" must be a number, got "1"');
  });

  test("from fork() is a seed, and its stream differs from the one it comes from", () => {
    const random = new Random(3);
    const forked = new Random(random.fork());
    expect(forked.bits()).not.toBe(random.bits());
  });
});

describe("uniform()", () => {
  test("lies in [0, 1) with the mean and spread of a uniform number", () => {
    const random = new Random(1);
    const count = 100_000;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < count; k++) {
      const x = random.uniform();
      if (!(x >= 0 && x < 1)) expect.unreachable(`uniform() gave ${x}`);
      sum += x;
      squares += (x - 0.5) ** 2;
    }
    // Four standard errors: 1/√12 and √(1/80 − 1/144) each over √count.
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
    expect(Math.abs(squares / count - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
  });
});

describe("fillUniform()", () => {
  test("gives what uniform() gives, and goes on where that ended", () => {
    const [filled, drawn] = [new Random(5), new Random(5)];
    for (const length of [0, 1, 7, 100]) {
      const values = new Float64Array(length);
      filled.fillUniform(values);
      expect([...values]).toEqual(Array.from(values, () => drawn.uniform()));
    }
    expect(filled.bits()).toBe(drawn.bits());
  });
});

describe("below()", () => {
  test.each([1, 2, 3, 7, 10, 64, 1000])("gives every integer under %i equally often", (bound) => {
    const random = new Random(bound);
    const counts = new Float64Array(bound);
    const draws = 200 * bound;
    for (let k = 0; k < draws; k++) counts[random.below(bound)]!++;
    expect(counts.every((count) => count > 0)).toBe(true);
    expect(chiSquare(counts, draws / bound)).toBeLessThan(mostChiSquare(bound - 1));
  });
});

describe("normal()", () => {
  test("has the moments of a standard normal number", () => {
    const random = new Random(1);
    const count = 200_000;
    const moments = [0, 0, 0, 0];
    let inside = 0;
    for (let n = 0; n < count; n++) {
      const x = random.normal();
      for (let k = 0; k < 4; k++) moments[k]! += x ** (k + 1) / count;
      if (Math.abs(x) < 1) inside++;
    }
    // Four standard errors: the variances of x, x², x³, x⁴ are 1, 2, 15, 96.
    const expected = [0, 1, 0, 3];
    for (const [k, variance] of [1, 2, 15, 96].entries()) {
      expect(Math.abs(moments[k]! - expected[k]!)).toBeLessThan(4 * Math.sqrt(variance / count));
    }
    expect(Math.abs(inside / count - 0.682_689)).toBeLessThan(0.005);
  });
});

describe("fillNormal()", () => {
  test("has the distribution of a standard normal number, its tails included", () => {
    const values = new Float32Array(1_000_000);
    new Random(3).fillNormal(values);
    const ends = [
      -4,
      -3.5,
      -3,
      -2.5,
      -2,
      -1.5,
      -1,
      -0.5,
      0,
      0.5,
      1,
      1.5,
      2,
      2.5,
      3,
      3.5,
      4,
      Infinity,
    ];
    let below = 0;
    const chi = ends.reduce((sum, end, k) => {
      const count = values.filter((x) => x < end && x >= (ends[k - 1] ?? -Infinity)).length;
      const expected = values.length * (normalCdf(end) - below);
      below = normalCdf(end);
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(chi).toBeLessThan(mostChiSquare(ends.length - 1));
  });

  test("goes on where the last filling ended, and where anything else did", () => {
    const whole = new Float32Array(5000);
    new Random(4).fillNormal(whole);
    const random = new Random(4);
    const parts = [1000, 1, 3999].map((length) => {
      const part = new Float32Array(length);
      random.fillNormal(part);
      return [...part];
    });
    expect(parts.flat()).toEqual([...whole]);
    const again = Random.at(random.state());
    expect([again.bits(), again.normal()]).toEqual([random.bits(), random.normal()]);
  });
});

describe("shuffle()", () => {
  test("keeps the values, and the array", () => {
    const values = Uint32Array.from({ length: 1000 }, (_, k) => k);
    const shuffled = new Random(1).shuffle(values);
    expect(shuffled).toBe(values);
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect(shuffled.toSorted()).toEqual(Uint32Array.from({ length: 1000 }, (_, k) => k));
  });

  test("gives each order of four equally often", () => {
    const random = new Random(2);
    const counts = new Map<string, number>();
    for (let k = 0; k < 24_000; k++) {
      const order = random.shuffle(["a", "b", "c", "d"]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquare([...counts.values()], 1000)).toBeLessThan(mostChiSquare(23));
  });

  test("leaves nothing and one value as they are", () => {
    expect(new Random(1).shuffle([])).toEqual([]);
    expect(new Random(1).shuffle(["only"])).toEqual(["only"]);
  });
});

function chiSquare(counts: ArrayLike<number>, expected: number): number {
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Mean and four standard deviations of chi-square: less than 1 seed in 1 000 exceeds it. */
function mostChiSquare(freedom: number): number {
  return freedom + 4 * Math.sqrt(2 * Math.max(1, freedom));
}

describe("gamma()", () => {
  test.each([1, 2.5, 40, 50_000])(
    "has mean and variance %d, and no value at 0 or below",
    (shape) => {
      const random = new Random(3);
      const values = Array.from({ length: 20_000 }, () => random.gamma(shape));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean - shape)).toBeLessThan(5 * Math.sqrt(shape / values.length));
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.1);
      expect(Math.min(...values)).toBeGreaterThan(0);
    },
  );
});
