import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { WriteError } from "../core/errors.ts";
import { reserveSpace } from "./node-reserve-space.ts";

test("reserveSpace() holds room of the size asked for until it is given back", async () => {
  const folder = temporaryFolder();
  const release = await reserveSpace(join(folder, "model"), 3_000_000);
  const [held, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  const { size, blocks } = await stat(join(folder, held!));
  expect(size).toBe(3_000_000);
  // Windows tells of no blocks, which are of 512 bytes everywhere else.
  if (blocks > 0) expect(blocks * 512).toBeGreaterThanOrEqual(size);
  await release();
  expect(await readdir(folder)).toEqual([]);
  await release();
});

test("reserveSpace() tells what is in the way, and leaves nothing", async () => {
  const folder = temporaryFolder();
  const reserved = reserveSpace(join(folder, "none", "model"), 10);
  await expect(reserved).rejects.toThrow(WriteError);
  expect(await readdir(folder)).toEqual([]);
});

test.skipIf(!existsSync("/dev/null"))(
  "reserveSpace() holds nothing for a device (skipped without /dev/null)",
  async () => {
    const release = await reserveSpace("/dev/null", 1000);
    await release();
    expect((await readdir("/dev")).filter((name) => name.startsWith(".null"))).toEqual([]);
  },
);
