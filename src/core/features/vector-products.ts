import { addProducts } from "./add-products.ts";

/** Σ x·xᵀ over all rows. */
export function productsOf(values: Float64Array, width: number): Float64Array {
  const matrix = new Float64Array(width * width);
  addProducts(
    matrix,
    values,
    width,
    Uint32Array.from({ length: values.length / width }, (_, k) => k),
  );
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) matrix[j * width + i] = matrix[i * width + j]!;
  }
  return matrix;
}

/** Where rows lie along axes: rows × axes. */
export function placesAlong(values: Float64Array, width: number, axes: Float64Array): Float64Array {
  const count = axes.length / width;
  const places = new Float64Array((values.length / width) * count);
  for (let at = 0; at < places.length; at++) {
    const film = Math.floor(at / count) * width;
    const axis = (at % count) * width;
    let sum = 0;
    for (let f = 0; f < width; f++) sum += values[film + f]! * axes[axis + f]!;
    places[at] = sum;
  }
  return places;
}
