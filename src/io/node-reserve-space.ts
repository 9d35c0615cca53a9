import { open, stat } from "node:fs/promises";
import { writing } from "./node-disk-fault.ts";
import { dropUnfinished, reserveUnfinished } from "./node-unfinished-files.ts";

const CHUNK = new Uint8Array(2 ** 20);

/**
 * Takes room on the disk for a file that is still to be made, so that hours of work do not end at a
 * disk that has filled up meanwhile. Zeros are written in full: a file of holes takes no room.
 *
 * @param path - where the file will go; nothing of that name is touched. A device or pipe there takes no
 *   room, so none is held.
 * @returns gives the room back; to be called right before the file is written.
 * @throws {WriteError} if the disk has not so much room.
 *
 * Cost: writes `bytes` zeros.
 */
export async function reserveSpace(path: string, bytes: number): Promise<() => Promise<void>> {
  const there = await stat(path).catch(() => undefined); // what cannot be seen is told of below
  if (there?.isFile() === false) return () => Promise.resolve();
  const held = reserveUnfinished(path);
  try {
    const handle = await writing(path, open(held, "wx"));
    try {
      for (let left = bytes; left > 0; left -= CHUNK.length) {
        await writing(path, handle.appendFile(CHUNK.subarray(0, Math.min(left, CHUNK.length))));
      }
      await writing(path, handle.sync());
    } finally {
      await handle.close();
    }
  } catch (error) {
    await dropUnfinished(held);
    throw error;
  }
  return () => dropUnfinished(held);
}
