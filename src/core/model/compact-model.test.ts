import { beforeAll, describe, expect, test } from "vitest";
import { train } from "../../train.ts";
import { ModelFileError } from "../errors.ts";
import { Random } from "../random.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { decodeUtf8, encodeUtf8 } from "../utf8.ts";
import { crc32 } from "./crc32.ts";
import type { ModelFileOptions } from "./model-file-options.ts";
import { Model } from "./model.ts";
import type { Tensor } from "./safetensors.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";

const COMPACT = { precision: "compact" } as const;
let model: Model;
let bytes: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const data = synthesize({ users: 60, movies: 40, ratings: 900, seed: 3 });
  model = await train(data, { factors: 4, sweeps: 20, keptFactors: 5 });
  bytes = model.toBytes(COMPACT);
});

/** The file with another tensor and a checksum that fits. */
function withTensor(name: string, tensor: Tensor | undefined): Uint8Array {
  const { tensors, metadata } = decodeTensors(bytes);
  const changed = new Map(tensors);
  if (tensor === undefined) changed.delete(name);
  else changed.set(name, tensor);
  const file = encodeTensors({
    tensors: changed,
    metadata: { ...metadata, checksum: "00000000" },
  });
  const at = decodeUtf8(file.subarray(8, 256)).indexOf('"checksum":"') + 20;
  file.set(encodeUtf8(crc32(file).toString(16).padStart(8, "0")), at);
  return file;
}

describe("a compact model file", () => {
  test("is smaller than a full one, and holds 8 bits where the films are many", () => {
    expect(bytes.length).toBeLessThan(0.6 * model.toBytes().length);
    const { tensors } = decodeTensors(bytes);
    for (const name of ["stars.movieFactors", "stars.movieBias", "picks.2.givenFactors"]) {
      expect(tensors.get(name)!.data).toBeInstanceOf(Int8Array);
    }
    expect(tensors.get("movieCounts")!.data).toBeInstanceOf(Uint16Array);
  });

  test("gives the same catalogue, users, origin and counts, and stars that are near", () => {
    const read = Model.fromBytes(bytes);
    expect(read.catalogue.movies).toEqual(model.catalogue.movies);
    expect(read.users.toArray()).toEqual(model.users.toArray());
    expect(read.provenance).toEqual(model.provenance);
    expect(read.movieCounts).toEqual(model.movieCounts);
    for (let user = 0; user < 60; user++) {
      for (let movie = 0; movie < 40; movie++) {
        const off = read.predictIndex(user, movie) - model.predictIndex(user, movie);
        expect(Math.abs(off)).toBeLessThan(0.05);
      }
    }
  });

  test("gives the same bytes again, read and written", () => {
    expect(Model.fromBytes(bytes).toBytes(COMPACT)).toEqual(bytes);
    expect(model.toBytes(COMPACT)).toEqual(bytes);
  });

  test("is read as what it stands for: written in full, it is the same model", () => {
    const read = Model.fromBytes(bytes);
    expect(Model.fromBytes(read.toBytes()).head).toEqual(read.head);
    expect(Model.fromBytes(read.toBytes()).picksHead).toEqual(read.picksHead);
  });

  test("has wide numbers first, so that all are aligned", () => {
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(decodeUtf8(bytes.subarray(8, 8 + length))) as Record<
      string,
      { dtype: string; data_offsets: [number, number] }
    >;
    for (const [name, { dtype, data_offsets: offsets }] of Object.entries(header)) {
      if (name === "__metadata__") continue;
      expect((offsets[0] * 8) % Number(/\d+/u.exec(dtype)![0])).toBe(0);
    }
  });

  test("counts ratings in 32 bits where a film has more than 16 hold", () => {
    const movieCounts = model.movieCounts.slice();
    movieCounts[3] = 2 ** 16;
    const { catalogue, scale, head, picksHead, halfWidth80, users, provenance } = model;
    const parts = { catalogue, scale, head, picksHead, halfWidth80, users, provenance };
    const much = new Model({ ...parts, movieCounts });
    expect(Model.fromBytes(much.toBytes(COMPACT)).movieCounts).toEqual(movieCounts);
  });

  test.each([
    ["no scales", "stars.movieFactors.scale", undefined, "stars.movieFactors.scale"],
    [
      "scales of another number",
      "picks.1.movieFactors.scale",
      { shape: [2], data: Float32Array.of(1, 1) },
      "picks.1.movieFactors.scale",
    ],
    [
      "scales that are too large",
      "stars.movieBias.scale",
      { shape: [1], data: Float32Array.of(3e38) },
      'tensor "stars.movieBias.scale" must be numbers from 2⁻¹²⁶ to 2¹²⁰',
    ],
    [
      "a variance below 0",
      "stars.movieVariance",
      { shape: [40], data: new Int8Array(40).fill(-1) },
      'tensor "stars.movieVariance" must hold numbers from 0, got',
    ],
    [
      "a type that holds no features",
      "stars.userFactors",
      { shape: [60, 5], data: new Uint8Array(300) },
      'tensor "stars.userFactors" must be F32 or I8',
    ],
    [
      "fewer rows",
      "stars.ratedFactors",
      { shape: [39, 5], data: new Int8Array(195) },
      "its parts do not fit each other",
    ],
    [
      "counts of another type",
      "movieCounts",
      { shape: [40], data: new Int8Array(40) },
      'tensor "movieCounts" must be U32 or U16',
    ],
  ])("is refused with %s", (_, name, tensor, message) => {
    const read = (): unknown => Model.fromBytes(withTensor(name, tensor));
    expect(read).toThrow(ModelFileError);
    expect(read).toThrow(message);
  });

  test.each([NaN, Infinity])("is refused where the model held %d", (value) => {
    const { catalogue, scale, picksHead, movieCounts, halfWidth80, users, provenance } = model;
    const movieBias = model.head.movieBias.slice().fill(value, 7, 8);
    const head = { ...model.head, movieBias };
    const parts = { catalogue, scale, picksHead, movieCounts, halfWidth80, users, provenance };
    const read = (): unknown => Model.fromBytes(new Model({ ...parts, head }).toBytes(COMPACT));
    expect(read).toThrow(ModelFileError);
    expect(read).toThrow("stars.movieBias");
  });

  test("gives nothing but a ModelFileError for 2000 damaged ones whose checksum was set right", () => {
    const random = new Random(5);
    const at = decodeUtf8(bytes.subarray(8, 256)).indexOf('"checksum":"') + 20;
    let read = 0;
    for (let k = 0; k < 2000; k++) {
      const damaged = bytes.slice();
      for (let n = 1 + random.below(3); n > 0; n--) {
        damaged[20 + random.below(random.below(2) === 0 ? 6000 : bytes.length - 20)] =
          random.below(256);
      }
      damaged.set(encodeUtf8("00000000"), at);
      damaged.set(encodeUtf8(crc32(damaged).toString(16).padStart(8, "0")), at);
      try {
        Model.fromBytes(damaged);
        read++; // another title or number: nobody can tell
      } catch (error) {
        expect(error).toBeInstanceOf(ModelFileError);
      }
    }
    expect(read).toBeLessThan(2000);
  });
});

describe("model.toBytes()", () => {
  test("refuses options that it does not know", () => {
    const write = (options: object) => () => model.toBytes(options as ModelFileOptions);
    expect(write({ precission: "full" })).toThrow(TypeError);
    expect(write({ precission: "full" })).toThrow('did you mean "precision"?');
    expect(write({ precision: "half" })).toThrow(RangeError);
    expect(write({ precision: "half" })).toThrow(
      'Cannot write the model: "precision" must be one of full, compact, got "half"',
    );
  });
});
