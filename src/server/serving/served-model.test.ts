import { expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { makeServedModel } from "./served-model.ts";

test("a movie is found by the text of its id: a text first, then the number that is written so", () => {
  const features = [1];
  const ids = [7, "7", 8, "x", "08", -3, 1.5, 1e21];
  const { rowOf } = makeServedModel("v", handMadeModel(ids.map((id) => ({ id, features }))));
  expect(rowOf("7")).toBe(1);
  expect(rowOf("8")).toBe(2);
  expect(rowOf("x")).toBe(3);
  expect(rowOf("08")).toBe(4);
  expect(rowOf("-3")).toBe(5);
  expect(rowOf("1.5")).toBe(6);
  expect(rowOf("1e+21")).toBe(7);
  for (const none of ["07", "8.0", " 8", "8 ", "", "1e21", "NaN", "-0", "0x8"]) {
    expect([none, rowOf(none)]).toEqual([none, -1]);
  }
});

test("asked at once, titles are made ready once, and films come by how well they fit", async () => {
  const films = ["Alien", "Aliens", "Fargo"].map((title, id) => ({ id, title, features: [1] }));
  const { search } = makeServedModel("v", handMadeModel(films));
  const found = await Promise.all([search("alien", 5), search("aliens", 1), search("farg", 5)]);
  expect(found.map((movies) => movies.map(({ title }) => title))).toEqual([
    ["Alien", "Aliens"],
    ["Aliens"],
    ["Fargo"],
  ]);
});
