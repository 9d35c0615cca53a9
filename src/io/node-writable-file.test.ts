import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { WriteError } from "../core/errors.ts";
import { checkWritable } from "./node-writable-file.ts";

test("checkWritable() lets a new file and an existing one pass, and writes neither", async () => {
  const folder = temporaryFolder();
  await writeFile(join(folder, "old"), "x");
  await checkWritable(join(folder, "old"));
  await checkWritable(join(folder, "new"));
  expect(await readdir(folder)).toEqual(["old"]);
});

test.each([
  ["", /it is a folder; name a file$/u],
  ["none/new", /there is no folder ".*none"/u],
  ["old/new", /"[^"]*old" is a file, not a folder; choose another folder$/u],
])("checkWritable() refuses %j with the reason", async (name, reason) => {
  const folder = temporaryFolder();
  await writeFile(join(folder, "old"), "x");
  const error: unknown = await checkWritable(join(folder, name)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WriteError);
  expect(error).toMatchObject({ code: "E_WRITE", file: join(folder, name) });
  expect((error as WriteError).message).toMatch(reason);
});
