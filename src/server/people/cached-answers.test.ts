import fc from "fast-check";
import { expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { TestService } from "../../../test/support/test-service.ts";
import { testService } from "../../../test/support/test-service.ts";
import type { Store } from "../../store/store.ts";
import { makeServedModel } from "../serving/served-model.ts";

const models = [1, 2].map((seed) =>
  makeServedModel(`v${seed}`, handMadeModel(randomFilms(30, 3, seed), { users: [1, 2, 3] })),
);

const personId = fc.constantFrom("ann", "bob");
const movieId = fc.integer({ min: 0, max: 32 }).map(String); // some unknown
const rating = fc.integer({ min: 1, max: 5 });

const write = fc.oneof(
  fc.record({ kind: fc.constant("rate" as const), personId, movieId, rating }),
  fc.record({ kind: fc.constant("unrate" as const), personId, movieId }),
  fc.record({
    ...{ kind: fc.constant("mark" as const), personId, movieId },
    signal: fc.constantFrom("seen", "notForMe"),
  }),
  fc.record({
    ...{ kind: fc.constant("bulk" as const), personId },
    lines: fc.array(fc.record({ movieId, rating }), { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant("forget" as const), personId }),
  fc.record({ kind: fc.constant("serve" as const), model: fc.nat({ max: 1 }) }),
);
const read = fc.record({
  ...{ kind: fc.constant("read" as const), personId, movieId },
  route: fc.constantFrom(
    ...(["getPicks", "getAvoid", "getProfile", "getPrediction", "getRatings"] as const),
  ),
  count: fc.integer({ min: 1, max: 3 }),
});
const step = fc.oneof({ weight: 1, arbitrary: write }, { weight: 3, arbitrary: read });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function carryOut(service: TestService, of: Exclude<Step, { kind: "read" }>): Promise<void> {
  if (of.kind === "serve") return service.serve(models[of.model]!);
  const { personId: person } = of;
  if (of.kind === "forget")
    return void (await service.ask("deletePerson", { path: { personId: person } }));
  if (of.kind === "bulk") {
    const lines = of.lines.map((line) => `${JSON.stringify({ personId: person, ...line })}\n`);
    return void (await service.ask("postRatings", { body: lines.join("") }));
  }
  const path = { personId: person, movieId: of.movieId };
  if (of.kind === "rate") await service.ask("putRating", { path, body: { rating: of.rating } });
  if (of.kind === "unrate") await service.ask("deleteRating", { path });
  if (of.kind === "mark") await service.ask("putSignal", { path, body: { signal: of.signal } });
}

test("answers are those of a service that keeps none, whatever is written, read and served", async () => {
  const kept = await testService(models[0]!.model, { cacheBytes: 20_000 });
  const bare = await testService(models[0]!.model, { store: kept.store, cacheBytes: 0 });
  Object.defineProperty(bare.service, "store", { get: () => another(kept.store) });
  let found = 0;
  const anew = async (): Promise<void> => {
    await kept.store.deletePerson("ann");
    await kept.store.deletePerson("bob");
    for (const service of [kept, bare]) service.serve(models[0]!);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      await anew();
      for (const of of steps) {
        if (of.kind === "serve") bare.serve(models[of.model]!);
        if (of.kind !== "read") {
          await carryOut(kept, of);
          continue;
        }
        const asked = {
          path: { personId: of.personId, movieId: of.movieId },
          query: of.route === "getPicks" || of.route === "getAvoid" ? { count: of.count } : {},
        };
        const [own, fresh] = [await kept.ask(of.route, asked), await bare.ask(of.route, asked)];
        if (own.status === 200) found++;
        expect(own.status).toBe(fresh.status);
        const { requestId: _, ...ownJson } = own.json;
        const { requestId: __, ...freshJson } = fresh.json;
        expect(ownJson).toEqual(freshJson);
      }
    }),
    { numRuns: 20 },
  );
  expect(found).toBeGreaterThan(50);
});

/** Another object for the same store: what is kept for a store is not kept for it. */
function another(store: Store): Store {
  return new Proxy(store, {
    get(_, name) {
      const value: unknown = Reflect.get(store, name);
      return typeof value === "function" ? (value.bind(store) as unknown) : value;
    },
  });
}
