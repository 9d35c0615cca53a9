import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { atOnce } from "./at-once.ts";
import { findDirections } from "./directions.ts";
import { filmVectors } from "./film-vectors.ts";
import { hiddenFeatures } from "./hidden-features.ts";
import { knownFilms } from "./known-films.ts";
import { measuringSteps, tellingSteps } from "./measured-films.ts";

const FILMS = 2600; // 1500 to find directions from, and more others than are told at once
const model = handMadeModel(randomFilms(FILMS, 4, 1).map((film) => ({ ...film, count: 40 })));
const known = knownFilms(model);
const others = Uint32Array.from({ length: FILMS - 1500 }, (_, k) => 1500 + k);

describe("tellingSteps()", () => {
  test("is what weights on the likenesses to the landmarks say, however many films there are", () => {
    const trait = Float64Array.from(known.rows, (row) => model.head.movieFactors[4 * row]!);
    const [direction] = findDirections(atOnce(measuringSteps(model, known)), [trait]);
    const [said] = atOnce(tellingSteps(model, known, others, [direction!]));
    const vectorOf = (row: number): number[] => [...filmVectors(model, Uint32Array.of(row)).values];
    const landmarks = Array.from({ length: 200 }, (_, m) =>
      vectorOf(known.rows[Math.floor((m * 1500) / 200)]!),
    );
    for (const k of [0, 1, 998, 1000, 1099]) {
      const film = vectorOf(others[k]!);
      const wanted = landmarks.reduce((sum, landmark, m) => {
        const cosine = landmark.reduce((all, value, f) => all + value * film[f]!, 0);
        return sum + direction!.weights[m]! * Math.exp(cosine - 1);
      }, 0);
      expect(said![k]).toBeCloseTo(wanted, 8);
    }
  });

  test("gives every film with enough ratings a place", () => {
    for (const { places } of hiddenFeatures(model)) {
      expect(places.every((place) => Math.abs(place) <= 1)).toBe(true);
    }
    expect(hiddenFeatures(model).length).toBeGreaterThan(0);
  });
});
