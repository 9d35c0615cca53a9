import { performance } from "node:perf_hooks";
import { onTestFinished, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { testService } from "../../../test/support/test-service.ts";
import { ImportReader, importReaderOf } from "./import-reader.ts";

const films = randomFilms(60, 4, 1).map((film, k) => ({ ...film, title: `Film ${k}`, year: 1960 }));
const model = handMadeModel(films, { users: [1, 2] });
const other = handMadeModel(
  films.map((film, k) => ({ ...film, title: `Other ${k}` })),
  { users: [1] },
);

function reader(limits?: ConstructorParameters<typeof ImportReader>[0]): ImportReader {
  const made = new ImportReader(limits);
  onTestFinished(() => made.close());
  return made;
}

const csv = (rows: number, title = "Film"): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      `Title,Year,Rating\n${Array.from({ length: rows }, (_, k) => `${title} ${k},1960,4\n`).join("")}`,
    ),
  );

const order = (bytes: Uint8Array) => ({ bytes, file: "x.csv", options: {} });

test("exports that come at once are read one after the other, each with its own model", async () => {
  const own = reader();
  const reads = await Promise.all([
    own.read(model, order(csv(3))),
    own.read(other, order(csv(2, "Other"))),
    own.read(model, order(csv(2))),
  ]);
  expect(reads.map(({ json }) => json.ratings.length)).toEqual([3, 2, 2]);
});

test("whoever asks meanwhile does not wait: a large export takes the server's own thread little", async () => {
  const own = reader();
  await own.read(model, order(csv(1)));
  const bytes = csv(60_000, "Nothing of this kind");
  const before = performance.eventLoopUtilization();
  const { json } = await own.read(model, order(bytes));
  const { active, idle } = performance.eventLoopUtilization(before);
  expect(json.unknownLeftOut).toBe(59_000);
  expect(active / (active + idle)).toBeLessThan(0.5);
});

test.each([
  ["time", { mostMs: 1 }],
  ["memory", { mostHeapMb: 12 }],
] as const)(
  "one that takes too much %s is told so; the next has a new thread",
  async (_, limits) => {
    const own = reader(limits);
    const bytes = csv(200_000);
    for (let k = 0; k < 2; k++) {
      await expect(own.read(model, order(bytes.slice()))).rejects.toMatchObject({
        code: "export-unreadable",
      });
    }
  },
);

test("what is closed reads no more, and ends what it reads", async () => {
  const own = reader();
  const reading = own.read(model, order(csv(100_000)));
  const told = reading.catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await own.close();
  expect(await told).toMatchObject({ code: "stopping" });
  await expect(own.read(model, order(csv(1)))).rejects.toMatchObject({ code: "stopping" });
});

test("uploads beyond the bytes that all may hold are refused, with when to come again", async () => {
  const { ask, service } = await testService(model);
  const { bytes } = importReaderOf(service.store);
  let free = (): void => undefined;
  const until = new Promise<void>((resolve) => (free = resolve));
  const held = bytes.during(64 * 2 ** 20 - 100, () => until);
  const refused = await ask("postImport", { body: csv(100) });
  expect([refused.status, refused.json.code]).toEqual([503, "overloaded"]);
  expect(refused.headers.get("Retry-After")).toBe("2");
  free();
  await held;
  expect((await ask("postImport", { body: csv(100) })).status).toBe(200);
});
