import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsByKey } from "./rows-by-key.ts";

const KEYS = fc.array(fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 2 ** 32 - 1 })), {
  maxLength: 60,
});

test("rowsByKey() sorts as a comparison of keys, then rows, does", () => {
  fc.assert(
    fc.property(KEYS, fc.nat(4), (values, left) => {
      const keys = Uint32Array.from(values);
      const rows = Uint32Array.from(keys.keys()).filter((row) => row % 5 !== left);
      const wanted = [...rows].sort((a, b) => keys[b]! - keys[a]! || a - b);
      expect([...rowsByKey(rows, keys)]).toEqual(wanted);
    }),
    { seed: 1 },
  );
});

test("rowsByKey() sorts rows that do not fit beside a key as well", () => {
  const keys = new Uint32Array(2 ** 21 + 1);
  keys[2 ** 21] = 7;
  keys[5] = 7;
  expect([...rowsByKey(Uint32Array.of(1, 5, 2 ** 21), keys)]).toEqual([5, 2 ** 21, 1]);
});
