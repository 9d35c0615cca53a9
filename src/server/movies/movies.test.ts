import { describe, expect, test } from "vitest";
import { embeddedCore } from "../../../test/support/embedded-core.ts";
import { testService } from "../../../test/support/test-service.ts";

const { model } = embeddedCore();

describe("movies", () => {
  test("are found by title, typos forgiven", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("findMovies", { query: { q: "shawshnk redemtion", limit: 2 } });
    expect(json.movies[0]).toMatchObject({ title: "The Shawshank Redemption", movieId: "318" });
    expect(json.movies[0].imdbId).toBe("tt0111161");
    expect((await ask("findMovies", { query: { q: "zzzzqq" } })).json.movies).toEqual([]);
  });

  test.each([{}, { q: "" }, { q: "x".repeat(201) }, { q: "m", limit: 51 }, { q: "m", more: 1 }])(
    "are not looked for by %o",
    async (query) => {
      const { ask } = await testService(model);
      const { status, json } = await ask("findMovies", { query: query as Record<string, string> });
      expect([status, json.code]).toEqual([400, "invalid-request"]);
    },
  );

  test("are told by id, and by no other text of the same number", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("getMovie", { path: { movieId: "318" } });
    expect(json).toMatchObject({ title: "The Shawshank Redemption", year: 1994 });
    expect(json.ratedBy).toBe(model.movieCounts[model.catalogue.indexOf(318)]);
    for (const movieId of ["0318", "318.0", "+318", " 318", "NaN", "Infinity", "1e400", "x"]) {
      const { status, json: problem } = await ask("getMovie", { path: { movieId } });
      expect([movieId, status, problem.code]).toEqual([movieId, 404, "movie-unknown"]);
    }
  });

  test("have others like them, as the library has it", async () => {
    const { ask } = await testService(model);
    const query = { count: 3, leastRatings: 50 };
    const { json } = await ask("getSimilar", { path: { movieId: "318" }, query });
    expect(json.similar.map((film: { movieId: string }) => film.movieId)).toEqual(
      model
        .similar(318, { count: 3, leastRatings: 50 })
        .map(({ movieIndex }) => String(model.catalogue.at(movieIndex).id)),
    );
    expect((await ask("getSimilar", { path: { movieId: "x" } })).json.code).toBe("movie-unknown");
  });
});

describe("the model", () => {
  test("tells its hidden features, in turns with other requests", async () => {
    const fresh = embeddedCore().model;
    const { ask } = await testService(fresh);
    const began = performance.now();
    const features = ask("getFeatures", { query: { films: 2 } });
    const other = ask("getModel").then(() => performance.now() - began);
    const [{ json }, waitedMs] = [await features, await other];
    const tookMs = performance.now() - began;
    expect(waitedMs).toBeLessThan(tookMs);
    expect(json.features.map((one: { name: string | null }) => one.name)).toEqual(
      model.hiddenFeatures().map(({ name }) => name ?? null),
    );
    expect(json.features[0].low).toHaveLength(2);
  });

  test("tells its scale and what it was learned from; the same again is not sent", async () => {
    const { ask } = await testService(model);
    const { json, headers } = await ask("getModel");
    expect(json).toMatchObject({ model: "first", movies: model.provenance.movies });
    expect(json.scale).toEqual({ min: 0.5, max: 5, step: 0.5 });
    const again = await ask("getModel", { headers: { "If-None-Match": headers.get("ETag")! } });
    expect([again.status, again.json]).toEqual([304, undefined]);
  });
});
