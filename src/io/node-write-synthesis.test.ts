import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { WriteError } from "../core/errors.ts";
import { writeSynthesis } from "./node-write-synthesis.ts";

test("writeSynthesis() tells of the folder that was asked for, whatever characters its name has", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "made $& up $1");
  const onProgress = (): void => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  };
  const writing = writeSynthesis(path, { users: 60, movies: 40, ratings: 900 }, { onProgress });
  const fault: unknown = await writing.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(WriteError);
  const { message, file } = fault as WriteError;
  expect(file).toBe(path);
  expect(message.startsWith(`Cannot write "${path}": `)).toBe(true);
});
