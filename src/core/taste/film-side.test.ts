import { expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { representativeRows, rowOf } from "./film-side.ts";

const TWINS = handMadeModel([
  { id: "a", title: "Emma", year: 1996, features: [1], count: 5 },
  { id: "b", title: "Alien", year: 1979, features: [1], count: 0 },
  { id: "c", title: "Emma", year: 1996, features: [1], count: 50 },
  { id: "d", title: "Emma", year: 2020, features: [1], count: 7 },
]);

test("representativeRows() has one row a film: the one that most people rated", () => {
  expect([...representativeRows(TWINS)].toSorted()).toEqual([1, 2, 3]);
});

test('rowOf() gives the row of an id, 1 and "1" apart', () => {
  const model = handMadeModel([
    { id: 1, features: [1] },
    { id: "1", title: "Another", features: [1] },
  ]);
  expect([rowOf(model, "Cannot do it", 1), rowOf(model, "Cannot do it", "1")]).toEqual([0, 1]);
});

test("rowOf() gives a RangeError for an id that the model does not know", () => {
  const find = (): unknown => rowOf(TWINS, "Cannot do it", "e");
  expect(find).toThrow(RangeError);
  expect(find).toThrow('Cannot do it: "movieId" must be in the model\'s catalogue, got "e"');
});
