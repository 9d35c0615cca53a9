import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { train } from "../../train.ts";
import { Catalogue } from "../catalogue/catalogue.ts";
import type { Movie } from "../catalogue/movie.ts";
import { ModelFileError } from "../errors.ts";
import type { StarsPosterior } from "../learn/learning.ts";
import { Random } from "../random.ts";
import type { Id } from "../ratings/id-map.ts";
import { HALF_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { decodeUtf8, encodeUtf8 } from "../utf8.ts";
import { crc32 } from "./crc32.ts";
import type { ModelParts } from "./model-parts.ts";
import { Model } from "./model.ts";
import type { Tensor } from "./safetensors.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";

let model: Model;
let bytes: Uint8Array<ArrayBuffer>;
/** Where the tensors begin. */
let dataStart: number;

beforeAll(async () => {
  model = await train(synthesize({ users: 40, movies: 30, ratings: 400, seed: 2 }), {
    method: "gradient-descent",
    factors: 3,
  });
  bytes = model.toBytes();
  dataStart = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
});

/** The file with other texts in its header, or other tensors, and a checksum that fits. */
function edited(
  change: (metadata: Record<string, string>, tensors: Map<string, Tensor>) => void,
  from = bytes,
): Uint8Array {
  const file0 = decodeTensors(from);
  const copy = { ...file0.metadata, checksum: "00000000" };
  const tensors = new Map(file0.tensors);
  change(copy, tensors);
  const file = encodeTensors({ tensors, metadata: copy });
  const at = decodeUtf8(file.subarray(8, 256)).indexOf('"checksum":"') + 8 + 12;
  if (at >= 20) file.set(encodeUtf8(crc32(file).toString(16).padStart(8, "0")), at);
  return file;
}

function expectModelFileError(read: () => unknown, message = "Cannot read the model: "): void {
  expect(read).toThrow(ModelFileError);
  expect(read).toThrow(message);
}

describe("a model and its file", () => {
  test("give equal predictions, catalogue, users, provenance, interval and bytes", () => {
    const read = Model.fromBytes(bytes);
    for (let user = 0; user < 40; user++) {
      for (let movie = 0; movie < 30; movie++) {
        expect(read.predictIndex(user, movie)).toBe(model.predictIndex(user, movie));
      }
    }
    expect(read.catalogue.movies).toEqual(model.catalogue.movies);
    expect(read.catalogue.filmOf).toEqual(model.catalogue.filmOf);
    expect(read.users.toArray()).toEqual(model.users.toArray());
    expect(read.provenance).toEqual(model.provenance);
    expect(read.scale).toEqual(model.scale);
    expect(read.halfWidth80).toBe(model.halfWidth80);
    expect(read.movieCounts).toEqual(model.movieCounts);
    expect(read.head).toEqual(model.head);
    expect(read.toBytes()).toEqual(bytes);
  });

  test("give equal tastes", () => {
    const own = [1, 5, 9].map((movieId) => ({ movieId, rating: movieId === 5 ? 1 : 5 }));
    const [read, kept] = [Model.fromBytes(bytes), model].map((one) => one.taste(own));
    expect(read!.picks({ count: 10 })).toEqual(kept!.picks({ count: 10 }));
  });

  test('keep 1 and "1" apart, among films and users, and any text', () => {
    const ids: Id[] = [1, "1", 2 ** 31, -4, 0.5, "", 'say "é😀" \n', "__proto__"];
    const rows = ids.map((id, k) => ({ userId: id, movieId: id, rating: 1 + (k % 5) }));
    const made = handMadeModel(
      ids.map((id) => ({ id, title: `A film called ${id} ${typeof id}`, features: [0.5] })),
      { users: ids, scale: HALF_STARS, halfWidth80: NaN },
    );
    const read = Model.fromBytes(made.toBytes());
    expect(read.users.toArray()).toEqual(ids);
    expect(read.catalogue.ids.toArray()).toEqual(ids);
    for (const { userId } of rows) {
      expect(read.predict(userId, userId)).toBe(made.predict(userId, userId));
    }
    expect(read.halfWidth80).toBeNaN();
    expect(read.scale).toEqual(HALF_STARS);
  });

  test("keep odd years and outside ids of films, lists of genres as they are, and half characters", () => {
    const common = { genres: [] as string[], alternatives: [] as string[] };
    const movies: Movie[] = [
      { ...common, id: 0, title: "\ud800", year: 0, imdbId: 1.5, tmdbId: 2 ** 40 },
      { ...common, id: 2 ** 33, title: "B", year: -44, alternatives: ["C", ""], tmdbId: 3 },
      { ...common, id: -1, title: "", genres: ["War", "Comedy", "War"] },
      { ...common, id: 4, title: "D", genres: ["Comedy", "War"], imdbId: 2 ** 32 - 1 },
    ];
    const made = handMadeModel(movies.map(({ id }) => ({ id, features: [1] })));
    const read = Model.fromBytes(
      new Model({ ...partsOf(made), catalogue: new Catalogue(movies) }).toBytes(),
    );
    expect(read.catalogue.movies).toEqual(movies);
  });

  test("may have no user, and no film", () => {
    const none = handMadeModel([]);
    const read = Model.fromBytes(none.toBytes());
    expect([read.catalogue.size, read.users.size]).toEqual([0, 0]);
    expect(read.predict(1, 1)).toBe(none.predict(1, 1));
  });

  test("keep years, alternatives and outside ids of films, and what is unknown unknown", async () => {
    const table = Ratings.fromRows([{ userId: 1, movieId: 7, rating: 4 }]);
    const made = await train(table, { method: "gradient-descent", heldOutShare: 0, epochs: 1 });
    const read = Model.fromBytes(made.toBytes());
    expect(read.catalogue.at(0)).toEqual({ id: 7, title: "7", genres: [], alternatives: [] });
    expect(read.provenance.heldOutError).toBeNull();
    expect(Model.fromBytes(bytes).catalogue.at(3)).toEqual(model.catalogue.at(3));
  });
});

describe("Model.fromBytes()", () => {
  test.each([1, 2, 4, 7])("reads bytes that begin %i bytes into a buffer", (offset) => {
    const shifted = new Uint8Array(bytes.length + 10).subarray(offset, offset + bytes.length);
    shifted.set(bytes);
    expect(Model.fromBytes(shifted).toBytes()).toEqual(bytes);
  });

  // `slice` of a Node Buffer is a view: the checksum was once blotted out in the caller's bytes.
  test("borrows a Node Buffer, and does not change it", () => {
    const buffer = Buffer.from(bytes);
    const read = Model.fromBytes(buffer);
    expect(buffer.equals(bytes)).toBe(true);
    buffer.fill(0);
    expect(read.toBytes()).toEqual(bytes);
  });

  test("gives a ModelFileError for a file cut short anywhere", () => {
    const ends = [0, 1, 7, 8, 9, 10, 30, dataStart - 1, dataStart, dataStart + 1, bytes.length - 1];
    const random = new Random(1);
    for (let k = 0; k < 200; k++) ends.push(random.below(bytes.length));
    for (const end of ends) expectModelFileError(() => Model.fromBytes(bytes.subarray(0, end)));
    expectModelFileError(() => Model.fromBytes(bytes.subarray(0, -4)), "cut short");
  });

  test("gives a ModelFileError for a file with anything behind its end", () => {
    for (const more of [1, 4, 100]) {
      const longer = new Uint8Array(bytes.length + more);
      longer.set(bytes);
      expectModelFileError(() => Model.fromBytes(longer), "its checksum does not fit");
    }
  });

  test("gives a ModelFileError for each changed bit at 300 random places of every region", () => {
    const random = new Random(7);
    const regions = [
      [0, 8], // the header's length
      [8, 60], // the checksum and what stands about it
      [60, dataStart], // texts, titles, the tensors' descriptions
      [dataStart, bytes.length],
    ] as const;
    for (const [from, to] of regions) {
      for (let k = 0; k < 300; k++) {
        const damaged = bytes.slice();
        damaged[from + random.below(to - from)]! ^= 1 << random.below(8);
        expectModelFileError(() => Model.fromBytes(damaged));
      }
    }
  });

  test("gives a ModelFileError for each single byte of the first 300 set to anything else", () => {
    const random = new Random(8);
    for (let at = 0; at < 300; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1 + random.below(255);
      expectModelFileError(() => Model.fromBytes(damaged));
    }
  });

  test("gives a ModelFileError for a block of zeros, as a broken disk leaves it", () => {
    for (const at of [0, 40, dataStart - 100, dataStart + 64]) {
      const damaged = bytes.slice().fill(0, at, at + 64);
      expectModelFileError(() => Model.fromBytes(damaged));
    }
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["a PNG image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ["a JSON file", encodeUtf8('{"format": "matinee", "version": 1}')],
    ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0)],
    ["a text", encodeUtf8("196\t242\t3\t881250949\n".repeat(10))],
  ])("gives a ModelFileError for %s", (_, foreign) => {
    expectModelFileError(
      () => Model.fromBytes(foreign),
      "Cannot read the model: the file is not in the safetensors format",
    );
  });

  test("gives a ModelFileError for random bytes", () => {
    const random = new Random(3);
    for (let k = 0; k < 100; k++) {
      const noise = Uint8Array.from({ length: random.below(500) }, () => random.below(256));
      expectModelFileError(() => Model.fromBytes(noise));
    }
  });

  test("says that a safetensors file is another program's", () => {
    const tensors = new Map([["weights", { shape: [1], data: Float32Array.of(1) }]]);
    for (const metadata of [{}, { format: "pt" }]) {
      const foreign = encodeTensors({ metadata: metadata as Record<string, string>, tensors });
      expectModelFileError(
        () => Model.fromBytes(foreign),
        "Cannot read the model: the file holds tensors of another program",
      );
    }
  });

  test.each(["1", "3", "4.0", ""])("names the version that it does not read: %o", (version) => {
    const newer = edited((metadata) => (metadata["version"] = version));
    expectModelFileError(
      () => Model.fromBytes(newer),
      `Cannot read the model: its format is version "${version}", this program reads version "4"; ` +
        "train the model again or install the program that made it",
    );
  });

  test("says that a file without a checksum is damaged", () => {
    const without = edited((metadata) => delete metadata["checksum"]);
    expectModelFileError(() => Model.fromBytes(without), "the file has no checksum, it is damaged");
  });

  /** The description with other fields. */
  const changed = (fields: object): string => {
    const described = JSON.parse(decodeTensors(bytes).metadata["model"]!) as object;
    return JSON.stringify({ ...described, ...fields });
  };
  const describedWith = (text: string): Uint8Array =>
    edited((metadata) => (metadata["model"] = text));

  const withColumn = (column: string, data: Tensor["data"]): Uint8Array =>
    edited((_, tensors) => tensors.set(`films.${column}`, { shape: [data.length], data }));
  const withTexts = (texts: string | Uint8Array<ArrayBuffer>): Uint8Array =>
    withColumn("texts", typeof texts === "string" ? encodeUtf8(texts) : texts);

  test.each([
    ["texts that are no JSON", () => withTexts("[{")],
    ["texts that are no UTF-8", () => withTexts(Uint8Array.of(0x22, 0xff, 0x22))],
    ["a film fewer", () => edited((_, tensors) => withoutLastFilm(tensors))],
    [
      "an id twice",
      () =>
        withColumn(
          "id",
          Uint16Array.from({ length: 30 }, () => 7),
        ),
    ],
    ["no description", () => edited((metadata) => delete metadata["model"])],
    ["a scale upside down", () => describedWith(changed({ scale: { min: 5, max: 1, step: 1 } }))],
    ["another number of features", () => describedWith(changed({ factors: 4 }))],
  ])("gives a ModelFileError for a fitting checksum with %s", (_, make) => {
    expectModelFileError(
      () => Model.fromBytes(make()),
      "Cannot read the model: its parts do not fit each other; train the model again",
    );
  });

  test.each([
    ["users that are no list", { userIds: "7" }, '"userIds" must be a list'],
    ["a user twice", { userIds: "[1,1]" }, '"userIds" must be a list without repeats'],
    ["a user that is null", { userIds: "[1,null]" }, '"userIds[1]" must be a number or a text'],
    ["a description of nothing", { model: "{}" }, '"scale" must be an object'],
    ["a description that is null", { model: "null" }, '"model" must be an object'],
    ["no mean", { model: { mean: null } }, '"mean" must be a finite number'],
    ["an endless interval", { model: '"halfWidth80":1e999' }, '"halfWidth80" must be a finite'],
    ["a half feature", { model: { factors: 1.5 } }, '"factors" must be a whole number from 0'],
    ["no origin", { model: { provenance: undefined } }, '"provenance" must be an object'],
  ])("names what is wild in a file whose checksum fits: %s", (_, change, message) => {
    const file = edited((metadata) => {
      for (const [name, value] of Object.entries(change)) {
        if (typeof value !== "string") metadata[name] = changed(value);
        else if (value.startsWith('"')) {
          metadata[name] = metadata[name]!.replace(/"halfWidth80":[^,]+/u, value);
        } else metadata[name] = value;
      }
    });
    expectModelFileError(() => Model.fromBytes(file), `Cannot read the model: ${message}`);
    expectModelFileError(() => Model.fromBytes(file), "; train the model again");
  });

  test.each([
    ["texts that are nothing", "null", '"films.titles" must be a list'],
    ["no titles", "{}", '"films.titles" must be a list'],
    ["a title that is none", { titles: ["A", 7] }, '"films.titles[1]" must be a text or a list'],
    ["a film of no name", { titles: [[]] }, '"films.titles[0]" must be a text or a list of them'],
    ["an alternative that is none", { titles: [["A", null]] }, '"films.titles[0]" must be a text'],
    ["a genre that is none", { genreNames: [1] }, '"films.genreNames[0]" must be a text'],
    ["no lists of genres", { genreLists: 1 }, '"films.genreLists" must be a list'],
    ["a genre not there", { genreLists: [[99]] }, '"films.genreLists[0]" must be a list of'],
    ["a genre in words", { genreLists: [["length"]] }, '"films.genreLists[0]" must be a list of'],
    ["too few lists", { genreLists: [] }, 'tensor "films.genres" must be of lists that are there'],
    ["an id that is none", { ids: [null] }, '"films.ids[0]" must be a number or a text'],
    ["too few ids", { ids: ["a"] }, '"films.ids" must be as many as titles'],
  ])("names what is wild about films in a file whose checksum fits: %s", (_, change, message) => {
    const texts = JSON.parse(
      decodeUtf8(decodeTensors(bytes).tensors.get("films.texts")!.data as Uint8Array),
    ) as object;
    const file = withTexts(
      typeof change === "string" ? change : JSON.stringify({ ...texts, ...change }),
    );
    expectModelFileError(() => Model.fromBytes(file), `Cannot read the model: ${message}`);
    expectModelFileError(() => Model.fromBytes(file), "; train the model again");
  });

  test.each([
    ["texts", Uint16Array.of(1), "U8"],
    ["id", Uint32Array.of(1, 2), "U16, U32 or F64 of 30 values"],
    ["id", new Uint16Array(30), "of numbers in every row"],
    ["id", new Float64Array(30).fill(NaN), "of numbers in every row"],
    ["year", new Float32Array(30), "U16, U32 or F64 of 30 values"],
    ["imdbId", new Float64Array(30).fill(Infinity), "of finite numbers"],
    ["genres", new Float64Array(30).fill(0.5), "of lists that are there"],
  ])("names a column of films that cannot be: %s", (column, data, wanted) => {
    expectModelFileError(
      () => Model.fromBytes(withColumn(column, data)),
      `Cannot read the model: tensor "films.${column}" must be ${wanted}; train the model again`,
    );
  });

  test.each(["provenance.data", "provenance.epochs", "provenance.options", "provenance.method"])(
    "names %s that is missing",
    (path) => {
      const field = path.split(".")[1]!;
      const { [field as "data"]: _, ...provenance } = model.provenance;
      const file = edited((metadata) => (metadata["model"] = changed({ provenance })));
      expectModelFileError(() => Model.fromBytes(file), `Cannot read the model: "${path}" must be`);
    },
  );

  test.each([
    [undefined, '"picks" must be an object'],
    [{ factors: 3 }, '"picks.factors" must be a list of whole numbers from 0'],
    [{ factors: [] }, '"picks.factors" must be a list'],
    [{ factors: [3], regularization: 0 }, '"picks.regularization" must be a finite number above 0'],
    [
      { factors: [3], regularization: 1, unseenWeight: "1" },
      '"picks.unseenWeight" must be a finite number above 0',
    ],
    [
      { factors: [3], regularization: 1, unseenWeight: 1, neutral: null },
      '"picks.neutral" must be a finite number',
    ],
  ])("names what is wrong with a picks head of %o", (picks, message) => {
    const file = edited((metadata) => (metadata["model"] = changed({ picks })));
    expectModelFileError(() => Model.fromBytes(file), `Cannot read the model: ${message}`);
  });

  test("names a view of the picks head that is not there, and one that is endless", () => {
    const factors = [32, 32, 32, 32]; // of three
    const picks = { factors, regularization: 1, unseenWeight: 1, neutral: 2 };
    const file = edited((metadata) => (metadata["model"] = changed({ picks })));
    expectModelFileError(
      () => Model.fromBytes(file),
      'Cannot read the model: tensor "picks.3.givenFactors" is not there',
    );
    const [view] = model.picksHead.views;
    const crowd = view!.crowd.slice().fill(Infinity);
    const views = [{ ...view!, crowd }];
    const wild = new Model({ ...partsOf(model), picksHead: { ...model.picksHead, views } });
    expectModelFileError(
      () => Model.fromBytes(wild.toBytes()),
      'tensor "picks.0.crowd" must hold finite numbers, got Infinity at 0',
    );
  });

  describe("with a posterior", () => {
    test.each([
      ["noise", 0, '"posterior.noise" must be a finite number above 0'],
      [
        "strictnessVariance",
        null,
        '"posterior.strictnessVariance" must be a finite number above 0',
      ],
      ["typicalRatings", -1, '"posterior.typicalRatings" must be a finite number above 0'],
    ])("names %s that is %o", (name, value, message) => {
      const posterior = { noise: 1, strictnessVariance: 1, typicalRatings: 50, [name]: value };
      const file = edited((metadata) => (metadata["model"] = changed({ posterior })));
      expectModelFileError(() => Model.fromBytes(file), `Cannot read the model: ${message}`);
    });

    test("names a tensor of it that is not there", () => {
      const posterior = { noise: 1, strictnessVariance: 1, typicalRatings: 50 };
      const file = edited((metadata) => (metadata["model"] = changed({ posterior })));
      expectModelFileError(
        () => Model.fromBytes(file),
        'Cannot read the model: tensor "stars.movieVariance" is not there',
      );
    });

    test("refuses a variance below 0, and rows of another number of films", () => {
      const sampled = (change: Partial<StarsPosterior>): Model =>
        new Model({
          ...partsOf(model),
          head: { ...model.head, posterior: { ...flat(model), ...change } },
        });
      const movieVariance = flat(model).movieVariance.slice();
      movieVariance[1] = -0.5;
      expectModelFileError(
        () => Model.fromBytes(sampled({ movieVariance }).toBytes()),
        'Cannot read the model: tensor "stars.movieVariance" must hold numbers from 0, got -0.5 at 1',
      );
      expect(() => sampled({ ratedBias: new Float32Array(1) })).toThrow("ratedBias");
    });
  });

  test.each([NaN, Infinity, -Infinity])("refuses %d among the values", (value) => {
    const movieBias = model.head.movieBias.slice();
    movieBias[2] = value;
    const wild = new Model({ ...partsOf(model), head: { ...model.head, movieBias } });
    expectModelFileError(
      () => Model.fromBytes(wild.toBytes()),
      `Cannot read the model: tensor "stars.movieBias" must hold finite numbers, got ${value} at 2`,
    );
  });

  test("takes an ArrayBuffer, and gives a TypeError for anything else", () => {
    expect(Model.fromBytes(bytes.buffer).toBytes()).toEqual(bytes);
    const read = (): unknown => Model.fromBytes("model" as unknown as Uint8Array);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(
      'Cannot read the model: "bytes" must be a Uint8Array or an ArrayBuffer, got "model"',
    );
  });

  test("gives a ModelFileError for a fitting checksum without a tensor", () => {
    const { tensors, metadata } = decodeTensors(bytes);
    const fewer = new Map([...tensors].filter(([name]) => name !== "stars.userBias"));
    const file = encodeTensors({ tensors: fewer, metadata: { ...metadata, checksum: "00000000" } });
    const at = decodeUtf8(file.subarray(8, 256)).indexOf('"checksum":"') + 20;
    file.set(encodeUtf8(crc32(file).toString(16).padStart(8, "0")), at);
    expectModelFileError(() => Model.fromBytes(file), 'tensor "stars.userBias" is not there');
  });

  test("is not misled by a film called like the checksum's field", () => {
    const films = randomFilms(3, 2, 1).map((film) => ({ ...film, title: '"checksum":"12345678"' }));
    const made = handMadeModel(films.map((film, k) => ({ ...film, year: 1990 + k })));
    expect(Model.fromBytes(made.toBytes()).toBytes()).toEqual(made.toBytes());
  });
});

describe("new Model()", () => {
  test.each([
    ["movieFactors", "I·F = 90"],
    ["movieBias", "I = 30"],
    ["userFactors", "U·F = 120"],
    ["userBias", "U = 40"],
  ])("gives a RangeError for %s of another length", (name, shape) => {
    const head = { ...model.head, [name]: new Float32Array(7) };
    const make = (): unknown => new Model({ ...partsOf(model), head });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(`Cannot make a model: "${name}" must hold ${shape} values, got 7`);
  });

  test.each([
    ["givenFactors", "I·F = 960"],
    ["movieFactors", "I·F = 960"],
    ["gram", "F·F = 1024"],
    ["crowd", "F = 32"],
  ])("gives a RangeError for %s of the picks head of another length", (name, shape) => {
    const views = [{ ...model.picksHead.views[0]!, [name]: new Float32Array(7) }];
    const picksHead = { ...model.picksHead, views };
    const make = (): unknown => new Model({ ...partsOf(model), picksHead });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(`Cannot make a model: "picks.${name}" must hold ${shape} values, got 7`);
  });

  test("gives a RangeError for a picks head without a view", () => {
    const picksHead = { ...model.picksHead, views: [] };
    const make = (): unknown => new Model({ ...partsOf(model), picksHead });
    expect(make).toThrow(RangeError);
    expect(make).toThrow('Cannot make a model: "picksHead.views" must hold at least one view');
  });

  test("gives a RangeError for counts of another length", () => {
    const make = (): unknown => new Model({ ...partsOf(model), movieCounts: new Uint32Array(7) });
    expect(make).toThrow(RangeError);
    expect(make).toThrow('Cannot make a model: "movieCounts" must hold I = 30 values, got 7');
  });
});

/** Of all that tells of films; what was learned still has its row. */
function withoutLastFilm(tensors: Map<string, Tensor>): void {
  const data = tensors.get("films.texts")!.data as Uint8Array;
  const texts = JSON.parse(decodeUtf8(data)) as { titles: string[] };
  const fewer = encodeUtf8(JSON.stringify({ ...texts, titles: texts.titles.slice(0, -1) }));
  tensors.set("films.texts", { shape: [fewer.length], data: fewer });
  for (const column of ["id", "year", "genres", "imdbId", "tmdbId"]) {
    const rows = tensors.get(`films.${column}`)!.data.slice(0, -1);
    tensors.set(`films.${column}`, { shape: [rows.length], data: rows });
  }
}

function partsOf(from: Model): ModelParts {
  const { catalogue, scale, head, picksHead, movieCounts, halfWidth80, users, provenance } = from;
  return { catalogue, scale, head, picksHead, movieCounts, halfWidth80, users, provenance };
}

/** A posterior of no surprise, of the sizes that the model has. */
function flat({ catalogue, head: { factors } }: Model): StarsPosterior {
  return {
    noise: 1,
    strictnessVariance: 0.1,
    movieVariance: new Float32Array(catalogue.size).fill(0.1),
    ratedBias: new Float32Array(catalogue.size),
    ratedFactors: new Float32Array(catalogue.size * factors),
    typicalRatings: 40,
    ratedMean: new Float32Array(factors + 1),
    ratedVariance: new Float32Array(factors + 1),
  };
}
