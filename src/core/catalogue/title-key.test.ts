import { describe, expect, test } from "vitest";
import { titleWords } from "./title-words.ts";
import { differInNumberOnly, looseKey, titleKey } from "./title-key.ts";

describe("titleKey()", () => {
  test.each([
    ["Matrix, The", "The Matrix"],
    ["The Fast & the Furious", "Fast and the Furious, The"],
    ["Amélie", "AMELIE"],
    ["Søndagsengler", "Sondagsengler"],
    ["Kådisbellan", "Kadisbellan"],
    ["Legend of Rita: Die Stille nach dem Schuß", "legend of rita - die stille nach dem schuss"],
    ["Schindler’s List", "Schindler's List"],
    ["School of Flesh: L' École", "School of Flesh: L'École"],
    ["8½", "8 1/2"],
    ["9 ½ Weeks", "9 1/2 Weeks"],
    ["Alien³", "Alien3"],
    ["WALL·E", "WALL-E"],
    ["Spider-Man:  Homecoming", "Spider Man Homecoming"],
    ["Ｔｏｋｙｏ", "tokyo"],
  ])("is the same for %s and %s", (one, other) => {
    expect(titleKey(one)).toBe(titleKey(other));
  });

  test.each([
    ["Alien", "Aliens"],
    ["Seven", "Se7en"],
    ["Toy Story", "Toy Story 2"],
    ["千と千尋の神隠し", "風の谷のナウシカ"],
  ])("tells %s from %s", (one, other) => {
    expect(titleKey(one)).not.toBe(titleKey(other));
  });

  test("keeps an article that is the whole title", () => {
    expect(titleKey("The")).toBe("the");
    expect(titleKey("A")).toBe("a");
  });

  test("is empty only for a text without letters and digits", () => {
    expect(titleKey(" ...? ")).toBe("");
    expect(titleKey("π")).toBe("π");
  });
});

const loose = (title: string): string => looseKey(titleWords(title));

describe("looseKey()", () => {
  test.each([
    ["Rocky II", "Rocky 2"],
    ["The Godfather: Part II", "Godfather Part Two, The"],
    ["Kill Bill: Vol. 1", "Kill Bill - Volume I"],
    ["Star Wars: Episode IV - A New Hope", "Star Wars 4: New Hope"],
    ["Ocean's Eleven", "Oceans 11"],
    ["Mr. & Mrs. Smith", "Mister and Mrs Smith"],
    ["Kramer vs. Kramer", "Kramer Versus Kramer"],
    ["Romeo + Juliet", "Romeo and Juliet"],
    ["The Sixth Man", "The 6th Man"],
    ["Old Boy", "Oldboy"],
    ["M*A*S*H", "MASH"],
    ["Police Story: La suite", "Police Story - Suite"],
  ])("is the same for %s and %s", (one, other) => {
    expect(loose(one)).toBe(loose(other));
  });

  test.each([
    ["Rocky II", "Rocky III"],
    ["The Part", "The"],
    ["Chapter", "Episode"],
    ["Toy Story", "Toy Story 2"],
  ])("tells %s from %s", (one, other) => {
    expect(loose(one)).not.toBe(loose(other));
  });
});

test.each([
  ["Rocky II", "Rocky III", true],
  ["Scream", "Scream 2", true],
  ["Rocky II", "Rocky 2", false],
  ["Twp Girls", "Two Girls", false],
])("%s and %s differ in their number only: %s", (one, other, wanted) => {
  expect(differInNumberOnly(titleWords(one), titleWords(other))).toBe(wanted);
});
