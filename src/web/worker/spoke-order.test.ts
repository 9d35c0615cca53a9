import { expect, test } from "vitest";
import { Random } from "../../core/random.ts";
import { spokeOrder } from "./spoke-order.ts";

const random = new Random(5);
const noise = (): Float32Array => Float32Array.from({ length: 400 }, () => random.normal());
const mixed = (a: Float32Array, b: Float32Array, share: number): Float32Array =>
  a.map((value, k) => share * value + (1 - share) * b[k]!);
const named = (places: Float32Array) => ({ kind: "genre", places });

test("spokes that go together stand side by side", () => {
  const [a, b, c] = [noise(), noise(), noise()];
  const likeA = mixed(a, b, 0.5);
  const order = spokeOrder([named(a), named(c), named(noise()), named(likeA)]);
  expect(order.slice(0, 2)).toEqual([0, 3]);
  expect(order.toSorted()).toEqual([0, 1, 2, 3]);
});

test("a feature that is nearly another one is no spoke of its own", () => {
  const a = noise();
  expect(spokeOrder([named(a), named(mixed(a, noise(), 0.95))])).toEqual([0]);
});

test("films without a place along a feature count for nothing", () => {
  const a = noise();
  const same = a.map((value, k) => (k % 2 === 0 ? value : Number.NaN));
  expect(spokeOrder([named(a), named(same)])).toEqual([0]);
});

test("there are at most twelve, and unnamed features only where nothing has a name", () => {
  const many = Array.from({ length: 20 }, () => named(noise()));
  expect(spokeOrder(many)).toHaveLength(12);
  const unnamed = { kind: "unnamed", places: noise() };
  expect(spokeOrder([unnamed, named(noise())])).toEqual([1]);
  expect(spokeOrder([unnamed])).toEqual([0]);
});
