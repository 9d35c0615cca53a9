// @ts-check
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";

const OURS = /^spark\/connect\/[a-z_]+\.proto$/u;
/** It shows how to extend the server, and is no part of it. */
const EXAMPLES = "spark/connect/example_plugins.proto";

/**
 * The proto files of Spark Connect in the jar of its server.
 *
 * @param {Uint8Array} jar
 * @returns {Promise<Map<string, Uint8Array>>} by path, in its order
 */
export async function protosOf(jar) {
  const reader = new ZipReader(new Uint8ArrayReader(jar), { useWebWorkers: false });
  const files = new Map();
  for (const entry of await reader.getEntries()) {
    if (entry.directory || !OURS.test(entry.filename) || entry.filename === EXAMPLES) continue;
    files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  await reader.close();
  if (files.size === 0) throw new Error("Cannot read Spark's proto files: the jar holds none");
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}
