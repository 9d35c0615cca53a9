import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../test/support/hand-made-model.ts";
import { ModelFileError, WriteError } from "../core/errors.ts";
import type { Model } from "../core/model/model.ts";
import { loadModel, saveModel } from "./node-model-file.ts";
import { writeFileAtomically } from "./node-write-file.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "matinee-model-"));
  file = join(folder, "m.st");
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const MODEL = handMadeModel(randomFilms(6, 2, 1), { users: [1, 2] });

describe("saveModel()", () => {
  test("writes what loadModel() reads", async () => {
    await saveModel(MODEL, file);
    expect((await loadModel(file)).toBytes()).toEqual(MODEL.toBytes());
  });

  test("refuses before it writes anything what loadModel() would refuse", async () => {
    // As large as it claims only where its size is told.
    const large = { __proto__: MODEL, head: { ...MODEL.head, factors: 1024 } } as unknown as Model;
    const users = { size: 2 ** 20, toArray: () => [] };
    const error: unknown = await saveModel(
      Object.defineProperty(Object.create(large) as Model, "users", { value: users }),
      file,
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WriteError);
    expect((error as WriteError).message).toBe(
      `Cannot write "${file}": it takes 4.0 GiB, and at most 2.0 GiB can be loaded; train with fewer factors`,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("loadModel()", () => {
  test("names the file that holds no model", async () => {
    await writeFileAtomically(file, "not a model, but long enough to be one");
    const error: unknown = await loadModel(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ModelFileError);
    expect((error as ModelFileError).message).toContain(`${file}: Cannot read the model: `);
  });
});
