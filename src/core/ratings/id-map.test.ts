import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Id } from "./id-map.ts";
import { IdMap } from "./id-map.ts";

// No −0: as an id it is 0.
const decimals = fc.double({ noNaN: true }).map((id) => (id === 0 ? 0 : id));
const ids = fc.array(fc.oneof(fc.nat(20), fc.integer(), decimals, fc.string({ maxLength: 3 })));

describe("IdMap", () => {
  test("gives the indices that a plain Map gives", () => {
    fc.assert(
      fc.property(ids, ids, (added, asked) => {
        const map = new IdMap();
        const plain = new Map<Id, number>();
        for (const id of added) {
          if (!plain.has(id)) plain.set(id, plain.size);
          expect(map.add(id)).toBe(plain.get(id));
        }
        expect(map.size).toBe(plain.size);
        expect(map.toArray()).toEqual([...plain.keys()]);
        for (const id of [...added, ...asked]) expect(map.indexOf(id)).toBe(plain.get(id) ?? -1);
        for (const [id, index] of plain) expect(map.idAt(index)).toBe(id);
      }),
    );
  });

  test.each([0, 1023, 1024, 4_194_303, 4_194_304, 2 ** 40, -1, 0.5, "", "7"])(
    "keeps %j apart from its neighbours",
    (id) => {
      const map = new IdMap(["other", id]);
      expect(map.indexOf(id)).toBe(1);
      for (const other of [1022, 1025, 4_194_302, 4_194_305, 7, " "]) {
        expect(map.indexOf(other)).toBe(-1);
      }
    },
  );

  test("tells the number 1 from the text 1", () => {
    const map = new IdMap([1, "1"]);
    expect([map.size, map.indexOf(1), map.indexOf("1")]).toEqual([2, 0, 1]);
  });

  test("keeps the first index of a repeated id", () => {
    const map = new IdMap(["a", "b", "a", "c"]);
    expect([map.size, map.indexOf("a"), map.indexOf("c")]).toEqual([3, 0, 2]);
  });

  test("has clones and arrays that do not change it", () => {
    const map = new IdMap([1, "two"]);
    const clone = map.clone();
    expect(clone.add(3)).toBe(2);
    expect([map.size, map.indexOf(3), clone.indexOf("two")]).toEqual([2, -1, 1]);
    map.toArray().push(9);
    expect(map.size).toBe(2);
  });

  test.each([-1, 2, 0.5, NaN])("refuses %d as an index, and says what is allowed", (index) => {
    const map = new IdMap([1, 2]);
    expect(() => map.idAt(index)).toThrow(RangeError);
    expect(() => map.idAt(index)).toThrow(
      `Cannot find the id: "index" must be in [0, 1], got ${index}`,
    );
  });

  test.each([true, false])("translates many ids as one by one, open: %s", (isOpen) => {
    const id = fc.oneof(fc.nat(5), fc.constantFrom(2 ** 22 - 1, 2 ** 22, 2 ** 32, 2 ** 53 - 1));
    fc.assert(
      fc.property(fc.array(id), fc.array(id), (known, asked) => {
        const map = new IdMap(known);
        const indices = new Uint32Array(asked.length + 1);
        const done = map.translate(Float64Array.from(asked), asked.length, indices, 1, isOpen);
        const slow = new IdMap(known);
        const wanted = asked.map((each) => (isOpen ? slow.add(each) : slow.indexOf(each)));
        const end = wanted.indexOf(-1);
        expect(done).toBe(end < 0 ? asked.length : end);
        expect([...indices.subarray(1, 1 + done)]).toEqual(wanted.slice(0, done));
        expect(map.toArray()).toEqual(slow.toArray());
      }),
    );
  });
});
