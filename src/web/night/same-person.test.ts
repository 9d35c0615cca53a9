import { describe, expect, test } from "vitest";
import type { PersonData } from "../messages.ts";
import { freeName, isSamePerson } from "./same-person.ts";

/** Of films from `first` on, a digit each in half stars. */
function person(halves: string, first = 0): PersonData {
  const ratings = Array.from(halves, (half, k) => ({
    movieId: first + k,
    rating: Number(half) / 2,
  }));
  return { ratings, seen: [], notForMe: [] };
}

describe("two files are of one person", () => {
  test.each([
    ["a newer one has more", person("86429"), person("86429753")],
    ["an older one has less", person("86429753"), person("86429")],
    ["a short one comes again", person("864"), person("864")],
    ["a few stars are others since", person("86429753864297"), person("86429753864211")],
    ["either has films of its own", person("864297538642", 0), person("8642975386421", 0)],
  ])("where %s", (_, a, b) => {
    expect(isSamePerson(a, b)).toBe(true);
    expect(isSamePerson(b, a)).toBe(true);
  });

  test.each([
    ["half of the stars are others", person("86429753864297"), person("86429751357913")],
    ["two films are rated the same", person("86"), person("8642")],
    ["the first few of one are among the other’s", person("8642"), person("86429753")],
    ["they share no film", person("86429753864297"), person("86429753864297", 100)],
    ["only a tenth is shared", person("8".repeat(100)), person("8".repeat(100), 89)],
    ["few are shared, one of them rated otherwise", person("86429"), person("86421")],
  ])("not where %s", (_, a, b) => {
    expect(isSamePerson(a, b)).toBe(false);
    expect(isSamePerson(b, a)).toBe(false);
  });
});

describe("a free name", () => {
  test.each([
    ["Anna", [], "Anna"],
    ["Anna", ["Ben"], "Anna"],
    ["Anna", ["anna"], "Anna 2"],
    ["Anna", ["Anna", "Anna 2"], "Anna 3"],
    ["", ["", ""], ""],
  ])("for %j beside %j is %j", (name, names, free) => {
    expect(
      freeName(
        name,
        names.map((one) => ({ name: one })),
      ),
    ).toBe(free);
  });
});
