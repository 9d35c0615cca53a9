import fc from "fast-check";
import { expect, test } from "vitest";
import { strongest } from "./strongest.ts";

const share = fc.oneof(fc.constantFrom(-1, 0, 1, 2, -2), fc.double({ noNaN: true }));
const signs = [(value: number) => value > 0, (value: number) => value < 0, () => true] as const;

test("few are the first of all in order, of equal ones the first", () => {
  fc.assert(
    fc.property(fc.array(share), fc.nat(6), fc.constantFrom(...signs), (list, most, speaks) => {
      const shares = Float64Array.from(list);
      const all = list
        .map((value, k) => ({ value, k }))
        .filter(({ value }) => speaks(value))
        .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      expect(strongest(shares, most, speaks)).toEqual(all.slice(0, most).map(({ k }) => k));
    }),
  );
});
