import { expect, test } from "vitest";
import { Random } from "../random.ts";
import { addProducts } from "./add-products.ts";

test.each([0, 1, 4, 7])("addProducts() adds %i rows' products to the lower triangle", (count) => {
  const random = new Random(count);
  const width = 5;
  const values = Float64Array.from({ length: 9 * width }, () => random.normal());
  const rows = Uint32Array.from({ length: count }, (_, k) => 8 - k);
  const matrix = new Float64Array(width * width).fill(1);
  addProducts(matrix, values, width, rows);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      const sum = rows.reduce(
        (all, row) => all + values[row * width + i]! * values[row * width + j]!,
        1,
      );
      expect(matrix[i * width + j]).toBeCloseTo(j <= i ? sum : 1, 12);
    }
  }
});
