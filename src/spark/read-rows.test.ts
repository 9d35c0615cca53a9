import { int64, tableFromArrays, tableFromIPC, tableToIPC } from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { columnValues } from "./read-rows.ts";

describe("the values of a column", () => {
  it("are numbers up to 2⁵³ − 1 and digits beyond, on both sides of 0", () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    const id = [0n, 7n, most, most + 1n, most + 2n, -most, -most - 2n];
    const ipc = tableToIPC(tableFromArrays({ id }, { types: { id: int64() } }), {});
    const batch = tableFromIPC(ipc as Uint8Array, { useBigInt: true });
    const { MAX_SAFE_INTEGER: safe } = Number;
    expect(Array.from(columnValues(batch, "id"))).toEqual([
      ...[0, 7, safe, "9007199254740992", "9007199254740993", -safe, "-9007199254740993"],
    ]);
  });
});
