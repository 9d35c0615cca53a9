import { describe, expect, it } from "vitest";
import type { FilmAlong } from "./strip-layout.ts";
import { layOutStrip, stripX } from "./strip-layout.ts";

const films = Array.from({ length: 200 }, (_, k): FilmAlong => ({
  ...{ movieId: k, title: `Film ${k}`, year: 1990, ratedBy: (k * 37) % 200 },
  place: -1 + k / 100,
}));
const ROOM = {
  width: 400,
  own: new Set([50]),
  textOf: ({ title }: FilmAlong) => title,
  widthOf: (text: string) => text.length * 7,
};

describe("films along a feature", () => {
  const { dots, axis, height } = layOutStrip(films, ROOM);

  it("keep their order and lie above the axis", () => {
    const xs = dots.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(dots.every(({ y }) => y > 0 && y < axis)).toBe(true);
    expect(height).toBeGreaterThan(axis);
  });

  it("are as many as the width holds, the best known, with those at the ends and one's own", () => {
    expect(dots.length).toBeLessThanOrEqual(80 + 5);
    const ids = dots.map(({ film }) => film.movieId);
    expect(ids).toEqual(expect.arrayContaining([0, 1, 198, 199, 50]));
    expect(dots.filter(({ isOwn }) => isOwn).map(({ film }) => film.movieId)).toEqual([50]);
  });

  it("have titles at both ends", () => {
    expect(dots[0]!.title).toEqual({ text: "Film 0", side: "right" });
    expect(dots.at(-1)!.title).toEqual({ text: "Film 199", side: "left" });
  });
});

it("thousands of films of one's own fill no more than a strip", () => {
  const many = Array.from({ length: 3000 }, (_, k): FilmAlong => ({
    ...{ movieId: k, title: `Film ${k}`, year: 1990, ratedBy: (k * 37) % 3000 },
    place: -1 + k / 1500,
  }));
  const { dots } = layOutStrip(many, { ...ROOM, own: new Set(many.keys()) });
  expect(dots.length).toBeLessThanOrEqual(80 + 4 + 60);
});

it("a strip without films is an axis", () => {
  const strip = layOutStrip([], ROOM);
  expect(strip.dots).toEqual([]);
  expect(strip.height).toBeGreaterThan(0);
});

it("places beyond the ends stand at them", () => {
  expect(stripX(-3, 400)).toBe(stripX(-1, 400));
  expect(stripX(0, 400)).toBe(200);
});
