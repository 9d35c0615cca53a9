import { describe, expect, test } from "vitest";
import { jsKernels } from "../kernels.ts";
import { ProductSums } from "./product-sums.ts";

describe("ProductSums", () => {
  test("adds what was put since the last time, with a sign, to the lower triangle", () => {
    const sums = new ProductSums(jsKernels, 3, 2);
    const rows = Float32Array.of(9, 1, 2, 3, 4, 5, 6);
    const matrix = new Float64Array(9).fill(1);
    sums.put(rows, 1, 1);
    sums.put(rows, 4, 2);
    sums.addTo(matrix, 1);
    const lower = [1 + 65, 1, 1, 1 + 82, 1 + 104, 1, 1 + 99, 1 + 126, 1 + 153];
    expect([...matrix]).toEqual(lower);
    sums.put(rows, 4, 2);
    sums.addTo(matrix, -1);
    expect([...matrix]).toEqual([2, 1, 1, 3, 5, 1, 4, 7, 10]);
    sums.addTo(matrix, 1);
    expect([...matrix]).toEqual([2, 1, 1, 3, 5, 1, 4, 7, 10]);
  });
});
