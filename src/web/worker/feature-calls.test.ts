import { describe, expect, it } from "vitest";
import { embeddedCore } from "../../../test/support/embedded-core.ts";
import type { CallContext } from "./answer-calls.ts";
import { MOST_OWN } from "../features/some-own.ts";
import { featureCalls } from "./feature-calls.ts";

const core = embeddedCore();
const calls = featureCalls(() => Promise.resolve(core));
const CONTEXT: CallContext = { signal: new AbortController().signal, tell: () => undefined };

describe("hidden features for the page", () => {
  it("hold films from the − end to the + end, those at both ends among them", async () => {
    const features = await calls.features([[]], CONTEXT);
    expect(features).toHaveLength(core.model.hiddenFeatures().length);
    for (const [k, { low, high }] of core.model.hiddenFeatures().entries()) {
      const places = features[k]!.films.map(({ place }) => place);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places[0]).toBe(low[0]!.place);
      expect(places.at(-1)).toBe(high[0]!.place);
    }
  });

  it("place one's own films too, where they have a place, and leave out unknown ones", async () => {
    const { places } = core.model.hiddenFeatures()[0]!;
    const { movieCounts, catalogue } = core.model;
    const rows = Array.from(movieCounts.keys());
    const rare = rows
      .filter((row) => !Number.isNaN(places[row]!))
      .sort((a, b) => movieCounts[a]! - movieCounts[b]!)[0]!;
    const placeless = rows.find((row) => Number.isNaN(places[row]!))!;
    const [own, other] = [catalogue.at(rare).id, catalogue.at(placeless).id];
    const [feature] = await calls.features([[own, other, "no such film"]], CONTEXT);
    const found = feature!.films.find(({ movieId }) => movieId === own)!;
    expect(found.place).toBe(places[rare]);
    expect(feature!.films.map(({ movieId }) => movieId)).not.toContain(other);
    const [without] = await calls.features([[]], CONTEXT);
    expect(feature!.films.length - without!.films.length).toBeLessThanOrEqual(1);
  });

  it("place no more of thousands of one's own films than a line can show", async () => {
    const all = core.model.catalogue.movies.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(3000);
    const [few] = await calls.features([[]], CONTEXT);
    const [many] = await calls.features([all], CONTEXT);
    expect(many!.films.length).toBeLessThanOrEqual(few!.films.length + MOST_OWN);
  });

  it("are called what people say", async () => {
    const features = await calls.features([[]], CONTEXT);
    const fiction = features.find(({ name }) => name === "science fiction");
    expect(fiction).toMatchObject({ kind: "genre", isNamed: true });
    expect(features.filter(({ isNamed }) => !isNamed).every(({ name }) => /↔/u.test(name))).toBe(
      true,
    );
  });
});

describe("the map for the page", () => {
  it("has the best known first, each drawn, none with too few ratings", async () => {
    const { films, leastRatings } = await calls.map([], CONTEXT);
    const counts = films.map(({ ratedBy }) => ratedBy);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.at(-1)).toBe(leastRatings);
    expect(films.every(({ print }) => print.length === core.spokes().names.length)).toBe(true);
    expect(films.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1)).toBe(true);
  });

  it("is drawn once", async () => {
    expect(await calls.map([], CONTEXT)).toBe(await calls.map([], CONTEXT));
  });
});

describe("films like one film", () => {
  it("are those of the model, with the floor that it keeps", async () => {
    const { movieId } = (await calls.map([], CONTEXT)).films[0]!;
    const { films, leastRatings } = await calls.similar([movieId, 5], CONTEXT);
    expect(films.map(({ similarity }) => similarity)).toEqual(
      core.model.similar(movieId, { count: 5 }).map(({ similarity }) => similarity),
    );
    expect(films.every(({ ratedBy }) => ratedBy >= leastRatings)).toBe(true);
  });

  it("of an unknown film is an error that says so", async () => {
    await expect(calls.similar(["no such film", 5], CONTEXT)).rejects.toThrow(/"movieId" must be/u);
  });
});
