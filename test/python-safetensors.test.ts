import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeTensors } from "../src/core/model/safetensors.ts";
import { handMadeModel, randomFilms } from "./support/hand-made-model.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** Reads a file with the format's own library and prints type, shape and bytes of each tensor. */
const SCRIPT = `
import json, sys
from safetensors import deserialize
with open(sys.argv[1], "rb") as file:
    tensors = deserialize(file.read())
print(json.dumps({
    name: [tensor["dtype"], list(tensor["shape"]), bytes(tensor["data"]).hex()]
    for name, tensor in tensors
}))
`;

function python(...parameters: string[]): { status: number | null; stdout: string } {
  return spawnSync("python3", parameters, { encoding: "utf8", maxBuffer: 2 ** 26 });
}

const THERE = python("-c", "from safetensors import deserialize").status === 0;
const WHY = THERE ? "" : " (skipped: python3 has no safetensors package)";

describe.skipIf(!THERE)(`Python's safetensors package${WHY}`, () => {
  test.each(["full", "compact"] as const)(
    "reads the tensors of a model file as they are, %s",
    async (precision) => {
      const model = handMadeModel(randomFilms(7, 3, 1), { users: ["ann", 2, "é"] });
      const file = join(temporaryFolder(), "model.safetensors");
      const bytes = model.toBytes({ precision });
      await writeFile(file, bytes);
      expectReadAlike(file, bytes);
    },
  );

  test("reads the model that comes with the package", () => {
    const file = join(import.meta.dirname, "../assets/movielens-latest-small.safetensors");
    expectReadAlike(file, readFileSync(file));
  });
});

function expectReadAlike(file: string, bytes: Uint8Array): void {
  const { status, stdout } = python("-c", SCRIPT, file);
  expect(status).toBe(0);
  const read = new Map(Object.entries(JSON.parse(stdout) as Record<string, unknown>));
  const written = [...decodeTensors(bytes).tensors].map(([name, { shape, data }]) => {
    const [, letter, bits] = /^(\w).*?(\d+)Array$/u.exec(data.constructor.name)!;
    const hex = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");
    return [name, [`${letter}${bits}`, shape, hex]] as const;
  });
  expect(read).toEqual(new Map(written));
}
