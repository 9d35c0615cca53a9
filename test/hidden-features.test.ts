// The story's own examples of hidden features, on its own data.
import { beforeAll, describe, expect, test } from "vitest";
import type { HiddenFeature, Model } from "../src/index.ts";
import { train } from "../src/index.ts";
import { openDataSet } from "../src/node.ts";
import { MOVIELENS_100K, WHY_SKIPPED } from "./support/movielens-100k.ts";

describe.skipIf(MOVIELENS_100K === undefined)(
  `hidden features of MovieLens 100K${WHY_SKIPPED}`,
  () => {
    let model: Model;
    let features: HiddenFeature[];
    const named = (name: string): HiddenFeature => features.find((one) => one.name === name)!;
    const rowOf = (title: string): number =>
      model.catalogue.movies.findIndex((movie) => movie.title === title);

    beforeAll(async () => {
      const { dataSet, files } = await openDataSet(MOVIELENS_100K!);
      await files.close();
      // The picks head of the defaults, and a quick stars head: `npm run features` has the figures of both.
      model = await train(dataSet, { factors: [16], sweeps: 30, burnIn: 10 });
      features = model.hiddenFeatures();
    });

    test.each(["Action", "Animation", "Children", "Horror", "Sci-Fi"])(
      "tell %s from the rest among films that finding the direction left out",
      (name) => {
        expect(named(name).auc).toBeGreaterThan(0.9);
      },
    );

    test("tell all seventeen genres of twelve films or more, on average well", () => {
      const aucs = features.flatMap(({ kind, auc }) => (kind === "genre" ? [auc!] : []));
      expect(aucs).toHaveLength(17);
      expect(aucs.reduce((sum, auc) => sum + auc, 0) / 17).toBeGreaterThan(0.86);
    });

    test("are found again from other starts", () => {
      for (const { stability } of features.filter(({ name }) => name !== undefined)) {
        expect(stability).toBeGreaterThan(0.8);
      }
    });

    test("put 2001 above Amadeus on science fiction, which nobody told them about", () => {
      const { places } = named("Sci-Fi");
      const [odyssey, amadeus] = ["2001: A Space Odyssey", "Amadeus"].map((t) => places[rowOf(t)]!);
      expect(odyssey).toBeGreaterThan(0.4);
      expect(amadeus).toBeLessThan(0.2);
    });

    test("have Die Hard at the far end from Woody Allen's films on one of them", () => {
      const { places } = named("Action");
      const known = places.filter((place) => !Number.isNaN(place)).sort();
      expect(places[rowOf("Die Hard")]).toBeGreaterThan(known[Math.floor(0.95 * known.length)]!);
      const films = ["Annie Hall", "Manhattan", "Sleeper", "Bullets Over Broadway"];
      for (const title of [...films, "Everyone Says I Love You", "Mighty Aphrodite"]) {
        expect(places[rowOf(title)]).toBeLessThan(known[Math.floor(0.5 * known.length)]!);
      }
    });

    test("are seen on a map that keeps neighbours: Star Trek beside Star Trek", () => {
      const { rows, x, y } = model.filmMap();
      const from = rows.indexOf(rowOf("Star Trek: The Wrath of Khan"));
      const distance = (k: number): number => (x[k]! - x[from]!) ** 2 + (y[k]! - y[from]!) ** 2;
      const nearest = [...rows.keys()].sort((a, b) => distance(a) - distance(b)).slice(1, 6);
      const titles = nearest.map((k) => model.catalogue.at(rows[k]!).title);
      expect(titles.filter((title) => title.startsWith("Star Trek")).length).toBeGreaterThan(2);
    });
  },
);
