import { describe, expect, it } from "vitest";
import type { FilmMap } from "../../messages.ts";
import { regionsOf } from "./regions.ts";

type MapFilm = FilmMap["films"][number];

function film(x: number, y: number, print: readonly number[]): MapFilm {
  return {
    ...{ movieId: `${x},${y}`, title: "", year: undefined, genres: [], ratedBy: 50 },
    ...{ x, y, print },
  };
}

/** Twelve films in a circle. */
function cluster(x: number, y: number, print: readonly number[]): MapFilm[] {
  return Array.from({ length: 12 }, (_, k) =>
    film(x + 0.05 * Math.cos(k), y + 0.05 * Math.sin(k), print),
  );
}

const named = (name: string): { name: string; isNamed: true } => ({ name, isNamed: true });

describe("where a feature is at home", () => {
  it("is where its films stand together", () => {
    const films = [...cluster(0.5, 0.5, [0.9, 0]), ...cluster(-0.5, 0, [0, 0.8])];
    const regions = regionsOf(films, [named("horror"), named("comedy")]);
    expect(regions.map(({ name }) => name).sort()).toEqual(["comedy", "horror"]);
    const horror = regions.find(({ name }) => name === "horror")!;
    expect(horror.x).toBeCloseTo(0.5, 1);
    expect(horror.y).toBeCloseTo(0.5, 1);
  });

  it("is nowhere for scattered films, too few of them, or a feature without a name", () => {
    const scattered = Array.from({ length: 12 }, (_, k) =>
      film(Math.cos(k / 2), Math.sin(k / 2), [0.9]),
    );
    expect(regionsOf(scattered, [named("horror")])).toEqual([]);
    const films = cluster(0, 0, [0.9]);
    expect(regionsOf(films.slice(0, 5), [named("horror")])).toEqual([]);
    expect(regionsOf(films, [{ name: "Brazil ↔ Titanic", isNamed: false }])).toEqual([]);
  });

  it("is one name where two would lie over each other", () => {
    const regions = regionsOf(cluster(0, 0, [0.9, 0.9]), [named("animation"), named("children")]);
    expect(regions).toHaveLength(1);
  });

  it("leaves out films without a place", () => {
    expect(regionsOf(cluster(0, 0, [Number.NaN]), [named("horror")])).toEqual([]);
  });
});
