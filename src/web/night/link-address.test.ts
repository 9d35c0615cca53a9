import { describe, expect, test } from "vitest";
import { codeIn, dataForLink, isOnlyHere, isPartOf, linkAddress } from "./link-address.ts";

const RATED = {
  ratings: [
    { movieId: 1, rating: 4 },
    { movieId: 2, rating: 3.7 },
    { movieId: 3, rating: 1 },
    { movieId: 4, rating: 5 },
  ],
  seen: [],
  notForMe: [],
};

test("an address keeps its page and loses what was behind the #", () => {
  const address = linkAddress("https://films.example/m/index.html?x=1#taste", "1.abc");
  expect(address).toBe("https://films.example/m/index.html?x=1#night?with=1.abc");
});

test.each([
  ["with=1.ab-_c", "1.ab-_c"],
  [" https://films.example/#night?with=1.abc\n", "1.abc"],
  ["http://127.0.0.1:8000/#night?with=1.abc", "1.abc"],
  ["x=1&with=1.abc&y=2", "1.abc"],
  ["with=", ""],
  ["without=1.abc", undefined],
  ["", undefined],
])("the code in %j is %j", (text, code) => {
  expect(codeIn(text)).toBe(code);
});

test.each([
  ["127.0.0.1", true],
  ["localhost", true],
  ["[::1]", true],
  ["192.168.0.7", false],
  ["localhost.example", false],
])("an address of %s opens only on this computer: %s", (host, isOnly) => {
  expect(isOnlyHere(host)).toBe(isOnly);
});

test("what was rated last stands last: by its day, else by when it came here", () => {
  const film = { title: "x", year: undefined, rating: 3 };
  const films = [
    { ...film, movieId: 1, changedAt: Date.UTC(2024, 5, 1) },
    { ...film, movieId: 2, date: "2024-07-01", changedAt: 1 },
    { ...film, movieId: 3, date: "2020-01-01", changedAt: Date.UTC(2025, 0, 1) },
  ];
  const { ratings } = dataForLink({ films: new Map(films.map((one) => [one.movieId, one])) });
  expect(ratings.map(({ movieId }) => movieId)).toEqual([3, 1, 2]);
});

describe("one's own link is known again", () => {
  test("though stars were rounded and films were rated since", () => {
    const [, second, third, fourth] = RATED.ratings;
    const linked = { ...RATED, ratings: [{ ...second!, rating: 3.5 }, third!, fourth!] };
    expect(isPartOf(linked, RATED)).toBe(true);
  });

  test("but not another's, nor one of a film or two", () => {
    const [first, ...others] = RATED.ratings;
    expect(isPartOf({ ...RATED, ratings: [{ ...first!, rating: 2 }, ...others] }, RATED)).toBe(
      false,
    );
    expect(isPartOf({ ...RATED, ratings: [{ movieId: 9, rating: 4 }, ...others] }, RATED)).toBe(
      false,
    );
    expect(isPartOf({ ...RATED, ratings: RATED.ratings.slice(2) }, RATED)).toBe(false);
    expect(isPartOf({ ...RATED, ratings: [] }, RATED)).toBe(false);
  });
});
