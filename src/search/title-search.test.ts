import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Model } from "../index.ts";
import { titleSearch } from "./title-search.ts";

let first: (text: string) => string | undefined;

beforeAll(() => {
  const file = new URL("../../assets/movielens-latest-small.safetensors", import.meta.url);
  const model = Model.fromBytes(readFileSync(file));
  const search = titleSearch(model);
  first = (text) => {
    const [row] = search(text);
    return row === undefined ? undefined : model.catalogue.at(row).title;
  };
});

describe("titleSearch() finds first", () => {
  test.each([
    ["matrix", "The Matrix"],
    ["matrx", "The Matrix"],
    ["teh matrix", "The Matrix"],
    ["shawshnk redemtion", "The Shawshank Redemption"],
    ["godfahter", "The Godfather"],
    ["AMÉLIE", "Amelie"],
    ["le fabuleux destin", "Amelie"],
    ["se7en", "Seven"],
    ["spiderman", "Spider-Man"],
    ["starwars", "Star Wars: Episode IV - A New Hope"],
    ["toy stroy", "Toy Story"],
    ["lord of the rings two", "The Lord of the Rings: The Two Towers"],
    ["alien 1979", "Alien"],
    ["m", "M"],
    ["it", "It"],
  ])("for %s: %s", (typed, title) => {
    expect(first(typed)).toBe(title);
  });
});

describe("titleSearch()", () => {
  test.each(["", "   ", "?!", "zzzzqq"])("finds nothing for %j", (typed) => {
    expect(first(typed)).toBeUndefined();
  });
});

test("a dozen words, none of them right, take no longer than a moment", () => {
  const typed = "tha mon dar ber lin sto ral ent war man the ind";
  first(typed); // compiled
  const began = process.cpuUsage();
  for (let k = 0; k < 5; k++) first(typed);
  const { user } = process.cpuUsage(began);
  expect(user / 5 / 1000).toBeLessThan(250); // some 50 ms on an idle core; of twelve forgiven words it was 325
});
