import { afterEach, describe, expect, test, vi } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { NOW, testService } from "../../../test/support/test-service.ts";
import { MOST_LINE_BYTES } from "../../contract/ratings-routes.ts";
import { StoreError } from "../../core/errors.ts";
import { together } from "../../core/taste/together.ts";
import { ProblemError } from "../http/problem-error.ts";
import { storeLines } from "./post-ratings.ts";

const films = randomFilms(60, 4, 1).map((film, k) => ({
  ...{ ...film, title: `Story ${"abcdefghij"[k % 10]} ${k}`, year: 1960 + k, genres: ["Drama"] },
}));
const model = handMadeModel(films);

const line = (personId: string, movieId: unknown, rating: unknown, ratedAt?: string): string =>
  JSON.stringify({ personId, movieId, rating, ratedAt });

afterEach(() => vi.restoreAllMocks());

describe("postRatings", () => {
  test("stores good lines and tells bad ones by number", async () => {
    const { ask, store } = await testService(model);
    const bytes = Buffer.concat([
      Buffer.from("\uFEFF" + line("ann", 7, 5) + "\r\n\r\n"),
      Buffer.from(line("ann", "8", 4, "2020-01-01T00:00:00Z") + "\n"),
      Buffer.from("{oops\n"),
      Buffer.concat([Buffer.from('{"personId":"'), Buffer.from([0xff]), Buffer.from('"}\n')]),
      Buffer.from(line("ann", 9, 9) + "\n"),
      Buffer.from('{"personId":"\\ud800","movieId":1,"rating":3}\n'),
      Buffer.from(JSON.stringify({ personId: "x".repeat(MOST_LINE_BYTES) }) + "\n"),
      Buffer.from("[".repeat(MOST_LINE_BYTES - 1) + "\n"),
      Buffer.from("null\n[]\n7\n"),
      Buffer.from(line("ann", 1, "3") + "\n"),
      Buffer.from('{"personId":"ann","movieId":1,"rating":1e999}\n'),
      Buffer.from(line("ann", 1, 3, "yesterday") + "\n"),
      Buffer.from('{"personId":"ann","movieId":1,"rating":3,"__proto__":{}}\n'),
      Buffer.from(line("bob", 7, 1)), // without newline
    ]);
    const { status, json } = await ask("postRatings", { body: bytes });
    expect(status).toBe(200);
    expect([json.accepted, json.rejected, json.errorsLeftOut]).toEqual([3, 13, 0]);
    expect(json.errors.map((one: { line: number; code: string }) => [one.line, one.code])).toEqual([
      [4, "not-json"],
      [5, "not-utf-8"],
      [6, "rating-off-scale"],
      [7, "invalid-line"],
      [8, "line-too-long"],
      [9, "not-json"],
      [10, "not-json"],
      [11, "invalid-line"],
      [12, "invalid-line"],
      [13, "invalid-line"],
      [14, "invalid-line"],
      [15, "invalid-line"],
      [16, "invalid-line"],
    ]);
    expect((await store.readPerson("ann"))?.ratings).toEqual([
      { movieId: "7", rating: 5, ratedAt: NOW },
      { movieId: "8", rating: 4, ratedAt: Date.UTC(2020, 0, 1) },
    ]);
    expect((await store.readPerson("bob"))?.ratings).toHaveLength(1);
  });

  test("tells the first hundred faults and counts the others", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("postRatings", { body: "?\n".repeat(250) });
    expect([json.accepted, json.rejected, json.errors.length, json.errorsLeftOut]).toEqual([
      ...[0, 250, 100, 150],
    ]);
  });

  test("tells the lines of people who have as much as one may have", async () => {
    const { ask, store } = await testService(model);
    store.putRatings = (writes) =>
      Promise.resolve([...writes.keys()].filter((k) => writes[k]!.personId === "full"));
    const some = Array.from({ length: 1200 }, (_, k) =>
      line(k % 600 === 599 ? "full" : "ann", k, 3),
    );
    const { json } = await ask("postRatings", { body: ["?", ...some].join("\n") });
    expect([json.accepted, json.rejected]).toEqual([1198, 3]);
    expect(json.errors.map((one: { line: number; code: string }) => [one.line, one.code])).toEqual([
      ...[
        [1, "not-json"],
        [601, "too-many-ratings"],
        [1201, "too-many-ratings"],
      ],
    ]);
  });

  test("takes a body of nothing", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("postRatings", { body: "" });
    expect(json).toEqual({ accepted: 0, rejected: 0, errors: [], errorsLeftOut: 0 });
  });

  test("sent twice, the same lines change nothing; the later time counts across batches", async () => {
    const { ask, store, setNow } = await testService(model);
    const late = "2024-05-02T00:00:00Z";
    const lines = [
      line("ann", 1, 5, late),
      ...Array.from({ length: 2500 }, (_, k) => line(`p${k % 50}`, k, 1 + (k % 5), late)),
      line("ann", 1, 2, "2024-05-01T00:00:00Z"), // another batch, another day before
    ].join("\n");
    expect((await ask("postRatings", { body: lines })).json.accepted).toBe(2502);
    const stored = async () => [
      (await store.readPerson("ann"))?.ratings,
      (await store.readPerson("p7"))?.ratings,
    ];
    const first = await stored();
    expect(first[0]).toEqual([{ movieId: "1", rating: 5, ratedAt: Date.parse(late) }]);
    setNow(NOW + 1000);
    await ask("postRatings", { body: lines });
    expect(await stored()).toEqual(first);
  });

  test("of lines without a time the later counts, across batches too", async () => {
    const { ask, store } = await testService(model);
    const filler = Array.from({ length: 1500 }, (_, k) => line("bob", k, 3));
    const body = [line("ann", 1, 1), ...filler, line("ann", 1, 4)].join("\n");
    await ask("postRatings", { body });
    expect((await store.readPerson("ann"))?.ratings[0]?.rating).toBe(4);
  });

  test.each([
    ["unavailable", "store-unavailable", 503],
    ["full", "store-full", 507],
  ] as const)("a store that is %s midway: %s, and how many are stored", async (fault, code, is) => {
    const { ask, store } = await testService(model);
    const put = store.putRatings.bind(store);
    let batches = 0;
    store.putRatings = async (writes) => {
      if (++batches === 3) throw new StoreError("Cannot write: no", fault);
      return await put(writes);
    };
    const body = Array.from({ length: 5000 }, (_, k) => line("ann", k, 3)).join("\n");
    const { status, json } = await ask("postRatings", { body });
    expect([status, json.code, json.storedLines]).toEqual([is, code, 2000]);
    expect((await store.readPerson("ann"))?.ratings).toHaveLength(2000);
  });

  test("a body that breaks off keeps what is stored, and says how much", async () => {
    const { service, store } = await testService(model);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let k = 0; k < 15; k++) {
        yield Buffer.from(
          Array.from({ length: 100 }, (_, j) => `${line("ann", k * 100 + j, 3)}\n`).join(""),
        );
      }
      throw new ProblemError("body-too-large", { detail: "Cannot take the body: too large" });
    }
    const error = await storeLines(pieces(), service).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "body-too-large", told: { storedLines: 1000 } });
    expect((await store.readPerson("ann"))?.ratings).toHaveLength(1000);
  });

  test("a body longer than is taken is refused before it is read", async () => {
    const { ask } = await testService(model);
    const headers = { "Content-Length": "600000000" };
    const { status, json } = await ask("postRatings", { body: "x", headers });
    expect([status, json.code, json.storedLines]).toEqual([413, "body-too-large", 0]);
  });

  test("holds a batch of a long body, not all of it", async () => {
    const { service } = await testService(model);
    service.store.putRatings = () => Promise.resolve([]);
    const piece = Buffer.from(
      Array.from({ length: 1000 }, (_, k) => `${line(`person ${k}`, k, 3)}\n`).join(""),
    );
    async function* pieces(count: number): AsyncGenerator<Uint8Array> {
      for (let k = 0; k < count; k++) yield Uint8Array.from(piece);
    }
    await storeLines(pieces(100), service);
    const before = process.memoryUsage().rss;
    expect((await storeLines(pieces(300), service)).accepted).toBe(300_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});

describe("postPicks", () => {
  const ratings = [
    { movieId: 1, rating: 5 },
    { movieId: "2", rating: 1 },
    { movieId: "nowhere", rating: 3 },
  ];

  test("answers as the library does, and stores nothing", async () => {
    const { ask, store } = await testService(model);
    const body = { ratings, seen: [5, "?"], notForMe: ["6"], count: 4, avoid: 2 };
    const { status, json } = await ask("postPicks", { body });
    expect(status).toBe(200);
    const taste = model.taste(
      [
        { movieId: 1, rating: 5 },
        { movieId: 2, rating: 1 },
      ],
      { seen: [5], notForMe: [6] },
    );
    const picks = taste.picks({ count: 4 });
    expect(json.picks.map((pick: { movieId: string }) => pick.movieId)).toEqual(
      picks.map(({ movieId }) => String(movieId)),
    );
    const avoid = taste.avoid({ count: 2, exclude: picks.map(({ movieId }) => movieId) });
    expect(json.avoid.map((film: { movieId: string }) => film.movieId)).toEqual(
      avoid.map(({ movieId }) => String(movieId)),
    );
    expect(json).toMatchObject({ model: "first", ratings: 2, unknown: 1 });
    expect(await store.counts()).toEqual({ people: 0, ratings: 0, signals: 0 });
  });

  test("without ratings tells what everyone likes, and no film to avoid where none is wanted", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("postPicks", { body: { ratings: [], avoid: 0 } });
    expect([json.picks.length, json.avoid]).toEqual([3, []]);
  });

  test("tells why a list came out short", async () => {
    const { ask } = await testService(model);
    const { json } = await ask("postPicks", { body: { ratings, among: [1, 3], count: 9 } });
    expect([json.picks.length, json.left.at(-1)]).toEqual([1, { filter: "among", films: 1 }]);
  });

  test.each([
    [{ ratings: [{ movieId: 1, rating: 6 }] }, 422, "rating-off-scale"],
    [{ ratings, genres: ["Dramas"] }, 400, "invalid-request"],
    [{ ratings, fromYear: 2000, toYear: 1999 }, 400, "invalid-request"],
    [{ ratings, count: 101 }, 400, "invalid-request"],
    [{ ratings, exclude: [-1] }, 400, "invalid-request"],
    [{ ratings, surprise: 1.5 }, 400, "invalid-request"],
    [{ rating: 3 }, 400, "invalid-request"],
    ["{", 400, "invalid-request"],
  ])("refuses %j", async (body, status, code) => {
    const { ask } = await testService(model);
    const { status: got, json } = await ask("postPicks", { body });
    expect([got, json.code]).toEqual([status, code]);
  });
});

describe("postTogether", () => {
  test("answers for people stored and people brought along as the library does", async () => {
    const { ask } = await testService(model);
    const path = { personId: "ann", movieId: "1" };
    await ask("putRating", { path, body: { rating: 5 } });
    const people = [{ personId: "ann" }, { ratings: [{ movieId: 2, rating: 4 }], notForMe: [9] }];
    const { json } = await ask("postTogether", { body: { people, count: 5 } });
    const tastes = [
      model.taste([{ movieId: 1, rating: 5 }]),
      model.taste([{ movieId: 2, rating: 4 }], { notForMe: [9] }),
    ];
    expect(json.picks.map((pick: { movieId: string }) => pick.movieId)).toEqual(
      together(model, tastes, { count: 5 }).map(({ movieId }) => String(movieId)),
    );
    expect(json.picks[0].people).toHaveLength(2);
  });

  test("takes as many ratings of all people together as one person may bring", async () => {
    const { ask, store } = await testService(model);
    const of = (count: number) =>
      Array.from({ length: count }, (_, k) => ({ movieId: k, rating: 3 }));
    await store.putRatings(
      of(101).map(({ movieId }) => ({
        ...{ personId: "ann", movieId: `stored ${movieId}`, rating: 3, ratedAt: NOW },
      })),
    );
    const asked = async (people: object[]) =>
      (await ask("postTogether", { body: { people } })).json;
    expect((await asked([{ ratings: of(2500) }, { ratings: of(2501) }])).code).toBe(
      "too-many-ratings",
    );
    expect((await asked([{ personId: "ann" }, { ratings: of(4900) }])).code).toBe(
      "too-many-ratings",
    );
    expect((await asked([{ personId: "ann" }, { ratings: of(4899) }])).picks).toEqual([]);
  });

  test("tells why a list came out short", async () => {
    const { ask } = await testService(model);
    const body = { people: [{ ratings: [] }], among: ["3"], count: 2 };
    const { json } = await ask("postTogether", { body });
    expect(json.left.at(-1)).toEqual({ filter: "among", films: 1 });
  });

  test.each([
    [{ people: [{ personId: "nobody" }] }, 404, "person-unknown"],
    [{ people: [] }, 400, "invalid-request"],
    [{ people: [{ personId: "a", ratings: [] }] }, 400, "invalid-request"],
    [{ people: [{ ratings: [{ movieId: 1, rating: 0 }] }] }, 422, "rating-off-scale"],
    [{ people: [{ ratings: [] }], withoutGenres: ["Dram"] }, 400, "invalid-request"],
  ])("refuses %j", async (body, status, code) => {
    const { ask } = await testService(model);
    const { status: got, json } = await ask("postTogether", { body });
    expect([got, json.code]).toEqual([status, code]);
  });
});

describe("postImport", () => {
  const CSV = [
    "Date,Name,Year,Letterboxd URI,Rating",
    `2024-05-01,${films[1]!.title},1961,https://boxd.it/1,0.5`,
    `2024-05-02,${films[2]!.title},1962,https://boxd.it/2,4`,
    "2024-05-02,No Such Film At All,1931,https://boxd.it/3,4",
  ].join("\n");

  test("tells where every row ended, and stores nothing unless a person is named", async () => {
    const { ask, store } = await testService(model);
    const { json } = await ask("postImport", { body: CSV, query: { file: "ratings.csv" } });
    expect(json.ratings).toEqual([
      { movieId: "1", rating: 1 }, // the lowest here
      { movieId: "2", rating: 4 },
    ]);
    expect([json.rows, json.clamped, json.stored]).toEqual([3, 1, null]);
    expect(json.unknown).toEqual([
      ...[
        { list: "rated", title: "No Such Film At All", year: 1931, line: 4, file: "ratings.csv" },
      ],
    ]);
    expect((await store.counts()).people).toBe(0);
  });

  test("stores ratings by their day; what was rated here later stays", async () => {
    const { ask, store } = await testService(model);
    await ask("putRating", { path: { personId: "ann", movieId: "2" }, body: { rating: 1 } });
    const { json } = await ask("postImport", { body: CSV, query: { personId: "ann" } });
    expect(json.stored).toEqual({ ratings: 2, signals: 0 });
    expect((await store.readPerson("ann"))?.ratings).toEqual([
      { movieId: "1", rating: 1, ratedAt: Date.UTC(2024, 4, 1) },
      { movieId: "2", rating: 1, ratedAt: NOW },
    ]);
  });

  test("stores films seen, but not where there is a rating", async () => {
    const { ask, store } = await testService(model);
    await ask("putRating", { path: { personId: "ann", movieId: "2" }, body: { rating: 1 } });
    const watched = [
      "Date,Name,Year,Letterboxd URI",
      `2024-05-02,${films[2]!.title},1962,https://boxd.it/2`,
      `2024-05-02,${films[3]!.title},1963,https://boxd.it/3`,
    ].join("\n");
    const query = { personId: "ann", file: "watched.csv" };
    const { json } = await ask("postImport", { body: watched, query });
    expect(json.seen).toEqual(["2", "3"]);
    expect(json.stored).toEqual({ ratings: 0, signals: 1 });
    expect(json.notices).toEqual(["no ratings were found: 2 films taken as seen"]);
    const person = await store.readPerson("ann");
    expect(person?.signals).toEqual([{ movieId: "3", signal: "seen", markedAt: NOW }]);
    expect(person?.ratings).toHaveLength(1);
  });

  test("a table's columns are those that are named, its scale and its list as asked", async () => {
    const { ask } = await testService(model);
    const body = `Film,Punkte\n${films[1]!.title},80\n${films[2]!.title},100\n`;
    const query = { columns: "title=Film, rating=Punkte", scale: "0-100" };
    const { json } = await ask("postImport", { body, query });
    expect([json.ratings, json.notices]).toEqual([
      ...[
        [
          { movieId: "1", rating: 4 },
          { movieId: "2", rating: 5 },
        ],
        [],
      ],
    ]);
    const listed = await ask("postImport", { body, query: { listAs: "watchlist" } });
    expect([listed.json.watchlist, listed.json.ratings]).toEqual([["1", "2"], []]);
  });

  test("tells that no ratings were found, and how to name their column", async () => {
    const { ask } = await testService(model);
    const body = `Film,Punkte\n${films[1]!.title},8\n`;
    const { json } = await ask("postImport", { body });
    expect(json.seen).toEqual(["1"]);
    expect(json.notices).toEqual([
      "no ratings were found: 1 film taken as seen; if a column holds ratings, name it with the query parameter `columns`, such as rating=Mine",
    ]);
  });

  test("tells what scale was taken, and which rows cannot be used", async () => {
    const { ask } = await testService(model);
    const rows = [1, 2, 3].map((k) => `${films[k]!.title},${k + 5}`);
    const body = ["Title,Rating", ...rows, `${films[4]!.title},many`].join("\n");
    const { json } = await ask("postImport", { body });
    expect(json.notices.join("\n")).toMatch(
      /^export:5: left out: .*\nthe ratings were taken to be on the scale 1-10/u,
    );
    expect(json.notices.join("\n")).not.toMatch(/many|--/u);
  });

  test.each([
    ["rating", "must name columns"],
    ["ratng=Mine", 'did you mean "rating"'],
    ["title=", "must name columns"],
  ])("refuses columns that are %s", async (columns, told) => {
    const { ask } = await testService(model);
    const { status, json } = await ask("postImport", { body: CSV, query: { columns } });
    expect([status, json.code]).toEqual([400, "invalid-request"]);
    expect(json.errors[0].message).toContain(told);
  });

  test("tells a thousand rows one by one, and counts the others", async () => {
    const { ask } = await testService(model);
    const rows = Array.from({ length: 1234 }, (_, k) => `Nothing of the kind ${k},1950,4`);
    const { json } = await ask("postImport", { body: ["Title,Year,Rating", ...rows].join("\n") });
    expect([json.unknown.length, json.unknownLeftOut]).toEqual([1000, 234]);
    expect([json.ambiguous.length, json.ambiguousLeftOut]).toEqual([0, 0]);
  });

  test("of a watchlist nothing is stored, and it says so", async () => {
    const { ask, store } = await testService(model);
    const query = { personId: "ann", file: "watchlist.csv" };
    const { json } = await ask("postImport", { body: `Name\n${films[2]!.title}\n`, query });
    expect([json.watchlist, json.stored]).toEqual([["2"], { ratings: 0, signals: 0 }]);
    expect(await store.revisionOf("ann")).toBeUndefined();
  });

  test("is refused before anything is stored where the person would have too much", async () => {
    const { ask, store } = await testService(model);
    const full = Array.from({ length: 9999 }, (_, k) => `${line("ann", `m${k}`, 3)}\n`).join("");
    await ask("postRatings", { body: full });
    const before = await store.revisionOf("ann");
    const { status, json } = await ask("postImport", { body: CSV, query: { personId: "ann" } });
    expect([status, json.code]).toEqual([422, "too-many-ratings"]);
    expect(await store.revisionOf("ann")).toBe(before);
  });

  test("a store that breaks off between ratings and signals: how many are stored", async () => {
    const { ask, store } = await testService(model);
    store.putSignals = () => Promise.reject(new StoreError("Cannot write: no", "unavailable"));
    const body = `Title,Rating\n${films[1]!.title},4\n${films[2]!.title},\n`;
    const { status, json } = await ask("postImport", { body, query: { personId: "ann" } });
    expect([status, json.code, json.storedLines]).toEqual([503, "store-unavailable", 1]);
  });

  test.each([
    ["nothing", ""],
    ["no export", "secret,words\nof,mine\n"],
    ["a damaged archive", Buffer.from("PK\u0003\u0004damaged")],
    ["JSON of something else", '{"secret":"mine"}'],
  ])("%s cannot be read, and is not quoted", async (_, body) => {
    const { ask, store, faults } = await testService(model);
    const { status, json } = await ask("postImport", { body, query: { personId: "ann" } });
    expect([status, json.code]).toEqual([422, "export-unreadable"]);
    expect(json.detail).not.toMatch(/secret|mine|--|verbose/u);
    expect(faults).toEqual([]);
    expect(await store.revisionOf("ann")).toBeUndefined();
  });
});
