import { readFile, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { packOf } from "../../test/support/pack-of.ts";
import { synthesize } from "../core/synthesis/synthesize.ts";
import type { PackSectionName } from "./pack/pack-directory.ts";
import { Pack, openPack } from "./node-pack.ts";
import { streamPack } from "./node-stream-pack.ts";

const SMALL = synthesize({ users: 30, movies: 20, ratings: 200, seed: 7 });

/** Where a section of a pack begins. */
function beginOf(path: string, name: PackSectionName): number {
  const pack = openPack(path);
  pack.close();
  return pack.directory.sections[name].offset;
}

test.each<PackSectionName>(["userIds", "films"])(
  "streamPack() closes a pack whose %s are damaged",
  async (name) => {
    const { path } = await packOf(SMALL);
    const bytes = await readFile(path);
    bytes[beginOf(path, name) + 20]! ^= 1;
    await writeFile(path, bytes);
    const close = vi.spyOn(Pack.prototype, "close");
    onTestFinished(() => close.mockRestore());
    expect(() => streamPack(path)).toThrow(`its part "${name}" is damaged`);
    expect(close).toHaveBeenCalledOnce();
  },
);
