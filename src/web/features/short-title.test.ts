import { expect, it } from "vitest";
import { shortTitle } from "./short-title.ts";

it("a title that has room is left alone", () => {
  expect(shortTitle("Alien", 26)).toBe("Alien");
  expect(shortTitle("x".repeat(26), 26)).toBe("x".repeat(26));
});

it("films of a series stay apart when their titles are cut", () => {
  const titles = [
    "The Lord of the Rings: The Fellowship of the Ring",
    "The Lord of the Rings: The Two Towers",
    "The Lord of the Rings: The Return of the King",
    "Star Wars: Episode V - The Empire Strikes Back",
    "Star Wars: Episode IV - A New Hope",
  ];
  const cut = titles.map((title) => shortTitle(title, 26));
  expect(cut).toEqual([
    "The Lord of … of the Ring",
    "The Lord … The Two Towers",
    "The Lord of … of the King",
    "Star Wars … Strikes Back",
    "Star Wars … A New Hope",
  ]);
  expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(26);
});

it("one long word is cut at its end", () => {
  expect(shortTitle("Koyaanisqatsiqatsiqatsi", 10)).toBe("Koyaanisq…");
  expect(shortTitle("The Koyaanisqatsiqatsiqatsi", 10)).toBe("The Koyaa…");
});
